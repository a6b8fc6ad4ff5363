"""Events as they are kept: what is read back is what was written, and nothing is guessed."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.assessment import Checked, Decided, Event, Mark, Moment, Opened, TakenBack
from observe.assessment.codec import KINDS, from_json, to_json
from observe.errors import DocumentInvalid

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
TIMES = st.floats(0, 1e6)
MOMENTS = st.builds(
    lambda start, length, quote, cue: Moment(start, start + length, quote, cue),
    TIMES,
    TIMES,
    TEXTS,
    st.none() | TEXTS,
)
st.register_type_strategy(str, TEXTS)
st.register_type_strategy(Moment, MOMENTS)
EVENTS = st.one_of(*(st.from_type(kind) for kind in get_args(Event)))
MARK = Mark("acts", "met", "heard it", (Moment(1.25, 2.5, "I am sorry", "apology@1.250"),), (Moment(3, 4, ""),))


@given(EVENTS)
@settings(deadline=None)
def test_every_event_is_read_back_as_it_was_written(event):
    assert from_json(to_json(event)) == event


def test_every_kind_of_event_has_a_name():
    assert set(KINDS.values()) == set(get_args(Event))


def test_an_event_is_one_line_that_names_its_kind_and_every_part():
    text = to_json(Checked("returned", action="add the moment", due=date(2026, 3, 1)))
    assert json.loads(text) == {
        "kind": "checked",
        "verdict": "returned",
        "criterion": None,
        "action": "add the moment",
        "due": "2026-03-01",
    }
    assert "\n" not in to_json(Opened("Lee", "Ada", scenario="late\ndelivery"))


def without(*path):
    def change(data):
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return change


def with_value(value, *path):
    def change(data):
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


REFUSED = [
    ("no kind", without("kind"), "kind None; expected one of opened, decided"),
    ("a kind nobody knows", with_value("scored", "kind"), "kind 'scored'"),
    ("a kind that is no word", with_value(["decided"], "kind"), "kind"),
    ("no mark", without("mark"), "decided has no “mark”"),
    ("a mark without its comment", without("mark", "comment"), "decided.mark has no “comment”"),
    ("a mark without evidence", without("mark", "evidence"), "decided.mark has no “evidence”"),
    ("a moment without an end", without("mark", "evidence", 0, "end"), "evidence.0 has no “end”"),
    ("a moment without its cue", without("mark", "struck", 0, "cue"), "struck.0 has no “cue”"),
    ("a part too many", with_value(7, "score"), "decided has “score”; expected mark alone"),
    ("a mark with a part too many", with_value(7, "mark", "score"), "decided.mark has “score”"),
    ("a decision nobody can take", with_value("passed", "mark", "decision"), "mark.decision is wrong"),
    ("a mark that is a text", with_value("met", "mark"), "decided.mark is wrong"),
    ("evidence that is a text", with_value("here", "mark", "evidence"), "mark.evidence is wrong"),
    ("a moment that is a number", with_value([3], "mark", "evidence"), "mark.evidence.0 is wrong"),
    ("a time in words", with_value("1.0", "mark", "evidence", 0, "start"), "evidence.0.start is wrong"),
    ("a moment that ends first", with_value(9.0, "mark", "evidence", 0, "start"), "evidence.0 is wrong"),
    ("a comment that is a number", with_value(3, "mark", "comment"), "mark.comment is wrong"),
]


@pytest.mark.parametrize(("change", "words"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_not_wholly_an_event_is_refused_and_named(change, words):
    data = json.loads(to_json(Decided(MARK)))
    change(data)
    with pytest.raises(DocumentInvalid, match=re.escape(words)):
        from_json(json.dumps(data))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '"decided"', "[" * 100_000])
def test_text_that_is_no_event_is_refused(text):
    with pytest.raises(DocumentInvalid, match="expected an event"):
        from_json(text)


@pytest.mark.parametrize("number", ["2.5", "true", '"3"', "null"])
def test_a_number_of_an_entry_is_a_whole_number(number):
    with pytest.raises(DocumentInvalid, match=r"taken_back\.entry is wrong"):
        from_json(f'{{"kind": "taken_back", "entry": {number}}}')
    assert from_json('{"kind": "taken_back", "entry": 3}') == TakenBack(3)


def test_half_a_character_is_refused_before_it_is_kept():
    with pytest.raises(DocumentInvalid, match="whole characters"):
        to_json(Opened("Lee \ud83d", "Ada"))
