"""Being shown around: three steps for each duty about pages that they have, remembered once it is over."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from observe.assessment import Person
from observe.assessment.people import DUTIES
from observe.ui.pages import MENUS
from observe.ui.words.tour import TOURS, place_of, said

APP = str(Path(__file__).resolve().parents[3] / "app.py")


@pytest.fixture
def shown(seeded):
    """The first page of somebody whose browser is new, by their duty."""

    def opened(duty):
        app = AppTest.from_file(APP, default_timeout=180)
        app.session_state["person"] = Person("Ada", duty) if duty else None
        app.session_state["tour"] = 0
        return app.run()

    return opened


def told(app):
    return "\n".join(element.value for element in app.markdown)


def scripts(app):
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("duty", [None, *DUTIES])
def test_a_tour_has_three_steps_each_about_a_page_of_that_duty(duty):
    assert len(TOURS[duty]) == 3
    assert {step.page for step in TOURS[duty]} <= set(MENUS[duty])
    assert len({step.page for step in TOURS[duty]}) == 3


def test_every_duty_has_a_tour_and_none_is_for_nobody():
    assert set(TOURS) == set(MENUS)


@pytest.mark.parametrize("duty", [None, *DUTIES])
def test_a_step_is_short_enough_to_be_read(duty):
    for step in TOURS[duty]:
        assert len(step.title.split()) <= 7
        assert len(step.words.split()) <= 45


def test_what_is_said_aloud_is_what_is_written():
    step = TOURS["learner"][1]
    assert place_of(1, "learner") == "2 of 3"
    assert said(1, "learner") == f"Show me around, 2 of 3. {step.title}. {step.words}"


@pytest.mark.parametrize("duty", [None, *DUTIES])
def test_next_leads_through_all_steps_to_the_end_and_back_goes_back(shown, duty):
    app = shown(duty)
    first, second, third = TOURS[duty]
    assert first.words in told(app)
    assert app.button(key="tour-back").disabled
    app.button(key="tour-next").click().run()
    assert second.words in told(app)
    app.button(key="tour-back").click().run()
    assert first.words in told(app)
    app.button(key="tour-next").click().run()
    app.button(key="tour-next").click().run()
    assert third.words in told(app)
    assert app.button(key="tour-next").label == "Done"
    app.button(key="tour-next").click().run()
    assert third.words not in told(app)
    assert "observe_tour=seen" in scripts(app)
    assert not app.exception


def test_skipping_ends_it_and_asking_brings_it_back(shown):
    app = shown("assessor")
    app.button(key="tour-skip").click().run()
    assert "1 of 3" not in told(app)
    assert "observe_tour=seen" in scripts(app)
    app.button(key="around").click().run()
    assert "1 of 3" in told(app)


def test_who_says_who_they_are_is_shown_their_own_pages_from_the_beginning(shown):
    app = shown(None)
    app.button(key="tour-next").click().run()
    app.text_input(key="name-top").set_value("Lea")
    app.selectbox(key="duty-top").set_value("learner")
    next(one for one in app.button if one.label == "Continue").click().run()
    assert TOURS["learner"][0].words in told(app)


def test_whoever_has_seen_it_is_shown_nothing(seeded):
    app = AppTest.from_file(APP, default_timeout=180).run()  # without a browser nobody is new
    assert "1 of 3" not in told(app)
    assert "observe-spoken" not in scripts(app)
