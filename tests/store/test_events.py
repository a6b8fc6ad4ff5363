"""Events as they are kept: what is read back is what was written, and nothing is guessed."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.assessment import (
    Checked,
    Decided,
    Disputed,
    Event,
    FeedbackAccepted,
    FeedbackGiven,
    Mark,
    Moment,
    Opened,
    SelfMarked,
    Signed,
    TakenBack,
)
from observe.errors import DocumentInvalid
from observe.store.events import KINDS, dumps, loads

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
    assert loads(dumps(event)) == event


def test_every_kind_of_event_has_a_name():
    assert set(KINDS.values()) == set(get_args(Event))


#: As databases hold them since 0003: they are never rewritten, so neither are these.
KEPT = [
    (
        Opened("Lee", "Ada"),
        '{"kind": "opened", "learner": "Lee", "assessor": "Ada", "blind": true, "scenario": ""}',
    ),
    (
        Opened("Zoë", "Ada", False, "late\ndelivery"),
        '{"kind": "opened", "learner": "Zoë", "assessor": "Ada", "blind": false,'
        ' "scenario": "late\\ndelivery"}',
    ),
    (
        Decided(MARK),
        '{"kind": "decided", "mark": {"criterion": "acts", "decision": "met", "comment": "heard it",'
        ' "evidence": [{"start": 1.25, "end": 2.5, "quote": "I am sorry", "cue": "apology@1.250"}],'
        ' "struck": [{"start": 3, "end": 4, "quote": "", "cue": null}]}}',
    ),
    (
        Decided(Mark("b", "not_applicable")),
        '{"kind": "decided", "mark": {"criterion": "b", "decision": "not_applicable", "comment": "",'
        ' "evidence": [], "struck": []}}',
    ),
    (
        SelfMarked(Mark("acts", "not_yet", "", (Moment(0.1 + 0.2, 1e21, "x\x00"),))),
        '{"kind": "self_marked", "mark": {"criterion": "acts", "decision": "not_yet", "comment": "",'
        ' "evidence": [{"start": 0.30000000000000004, "end": 1e+21, "quote": "x\\u0000", "cue": null}],'
        ' "struck": []}}',
    ),
    (FeedbackGiven("Well\tdone 😀"), '{"kind": "feedback_given", "text": "Well\\tdone 😀"}'),
    (FeedbackAccepted(), '{"kind": "feedback_accepted", "comment": ""}'),
    (FeedbackAccepted("Thanks"), '{"kind": "feedback_accepted", "comment": "Thanks"}'),
    (Disputed("acts", "I did"), '{"kind": "disputed", "criterion": "acts", "reason": "I did"}'),
    (
        Checked("accepted"),
        '{"kind": "checked", "verdict": "accepted", "criterion": null, "action": "", "due": null}',
    ),
    (
        Checked("returned", "acts", "add the moment", date(2026, 3, 1)),
        '{"kind": "checked", "verdict": "returned", "criterion": "acts", "action": "add the moment",'
        ' "due": "2026-03-01"}',
    ),
    (Signed("Ada Byron", "ab" * 32), f'{{"kind": "signed", "name": "Ada Byron", "seal": "{"ab" * 32}"}}'),
    (TakenBack(3), '{"kind": "taken_back", "entry": 3}'),
]


@pytest.mark.parametrize(("event", "text"), KEPT, ids=[text[10:60] for _, text in KEPT])
def test_an_event_is_written_and_read_as_databases_hold_it(event, text):
    assert dumps(event) == text
    assert loads(text) == event


def test_the_events_that_databases_hold_are_of_every_kind():
    assert {type(event) for event, _ in KEPT} == {*KINDS.values()}


@given(EVENTS)
@settings(deadline=None)
def test_an_event_is_written_as_its_kind_and_its_parts_in_order(event):
    kind = next(name for name, each in KINDS.items() if each is type(event))
    parts = {"kind": kind, **asdict(event)}
    assert dumps(event) == json.dumps(parts, ensure_ascii=False, default=date.isoformat)


def test_an_event_is_one_line_that_names_its_kind_and_every_part():
    text = dumps(Checked("returned", action="add the moment", due=date(2026, 3, 1)))
    assert json.loads(text) == {
        "kind": "checked",
        "verdict": "returned",
        "criterion": None,
        "action": "add the moment",
        "due": "2026-03-01",
    }
    assert "\n" not in dumps(Opened("Lee", "Ada", scenario="late\ndelivery"))


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
    data = json.loads(dumps(Decided(MARK)))
    change(data)
    with pytest.raises(DocumentInvalid, match=re.escape(words)):
        loads(json.dumps(data))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '"decided"', "[" * 100_000])
def test_text_that_is_no_event_is_refused(text):
    with pytest.raises(DocumentInvalid, match="expected an event"):
        loads(text)


@pytest.mark.parametrize("number", ["2.5", "true", '"3"', "null"])
def test_a_number_of_an_entry_is_a_whole_number(number):
    with pytest.raises(DocumentInvalid, match=r"taken_back\.entry is wrong"):
        loads(f'{{"kind": "taken_back", "entry": {number}}}')
    assert loads('{"kind": "taken_back", "entry": 3}') == TakenBack(3)


def test_half_a_character_is_refused_before_it_is_kept():
    with pytest.raises(DocumentInvalid, match="whole characters"):
        dumps(Opened("Lee \ud83d", "Ada"))
