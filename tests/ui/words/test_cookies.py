"""Who uses the app, as the browser remembers it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.assessment import Person
from observe.assessment.people import DUTIES
from observe.errors import UsageError
from observe.ui.words.cookies import cookie_of, person_from, script_of


def remembered(person):
    return person_from(cookie_of(person).partition(";")[0].partition("=")[2])


@given(name=st.text(min_size=1, max_size=120), duty=st.sampled_from(DUTIES))
def test_a_person_is_remembered_as_they_are(name, duty):
    try:
        person = Person(name, duty)
    except UsageError:
        return
    assert remembered(person) == person


@pytest.mark.parametrize(
    "value", ["", "assessor", "assessor:", "king:Ada", "%ff%00", "assessor%3A" + "x" * 200]
)
def test_a_cookie_that_names_nobody_is_nobody(value):
    assert person_from(value) is None


def test_nobody_is_a_cookie_that_has_run_out():
    assert "max-age=0" in cookie_of(None)
    assert remembered(None) is None


@given(name=st.text(min_size=1, max_size=120))
def test_no_name_can_end_the_script_or_the_cookie(name):
    try:
        script = script_of(cookie_of(Person(name, "learner")))
    except UsageError:
        return
    assert script.count("<") == 2
    assert script.count(";") == 4  # three in the cookie, one after it
