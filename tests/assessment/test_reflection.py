"""The scaffold of a reflective account: questions and moments, and never a sentence of the account itself."""

from __future__ import annotations

import re

import pytest

from observe.annotation import Cue, Interval, turn_from_text
from observe.assessment import Mark, Moment
from observe.assessment.moments import moments_of
from observe.assessment.reflection import PROMPTS, as_markdown, scaffold, told
from observe.observation import Finding
from observe.schemes import load

UNIT = load("resolve-problems")


def heard(name, start, quote="some words"):
    return Cue(name, 0, start, start + 2.0, quote, "A reason that the machine gives.", 0.9)


def found(criterion, outcome, *cues):
    return Finding(
        UNIT.id, criterion, outcome, tuple(cue.id for cue in cues), "A reason that the machine gives."
    )


def parts(marks=(), findings=(), cues=()):
    made = scaffold("Lee", UNIT, "call.wav", dict(marks), findings, cues)
    return {
        part.heading: [(one.moment.start, one.points, one.missed) for one in part.moments]
        for part in made.parts
    }


def test_headings_stand_in_the_order_of_writing_even_where_nothing_was_heard():
    assert parts() == {heading: [] for heading in ("Situation", "Task", "Action", "Result", "Looking back")}


@pytest.mark.parametrize(
    ("cue", "heading"),
    [
        ("dissatisfaction", "Situation"),
        ("clarifying_question", "Task"),
        ("paraphrase", "Task"),
        ("apology", "Action"),
        ("next_step", "Action"),
        ("closing_check", "Result"),
    ],
)
def test_a_moment_stands_where_it_helps_the_writer(cue, heading):
    one = heard(cue, 30.0)
    placed = parts(findings=[found("problem-and-outcome", "shown", one)], cues=[one])
    assert placed[heading] == [(30.0, (1,), False)]
    assert sum(map(len, placed.values())) == 1


def test_a_missed_opportunity_is_for_looking_back():
    one = heard("apology", 30.0)
    placed = parts(findings=[found("clear-and-empathetic", "opportunity_missed", one)], cues=[one])
    assert placed["Looking back"] == [(30.0, (3,), True)]
    assert not placed["Action"]


def test_the_learners_own_moments_come_with_their_points_and_a_shared_one_once():
    own = Moment(40.0, 44.0, "I will ring you on Friday")
    marks = {
        "problem-and-outcome": Mark("problem-and-outcome", "met", "", (own,)),
        "clear-and-empathetic": Mark("clear-and-empathetic", "met", "", (own, Moment(5.0, 6.0, "hello"))),
    }
    assert parts(marks)["Action"] == [(5.0, (3,), False), (40.0, (1, 3), False)]


def test_a_moment_that_the_learner_struck_is_left_out():
    one, other = heard("apology", 30.0), heard("empathy", 50.0)
    mark = Mark("clear-and-empathetic", "not_yet", struck=(Moment.of(one),))
    placed = parts(
        {"clear-and-empathetic": mark}, [found("clear-and-empathetic", "shown", one, other)], [one, other]
    )
    assert placed["Action"] == [(50.0, (3,), False)]


def test_what_another_unit_found_and_what_had_no_occasion_is_left_out():
    one = heard("apology", 30.0)
    elsewhere = Finding("manage-complaints", "x", "shown", (one.id,), "")
    assert not any(
        parts(findings=[elsewhere, found("early-signs", "no_opportunity", one)], cues=[one]).values()
    )


def test_the_text_holds_headings_questions_moments_and_nothing_that_tells_the_story():
    one = heard("apology", 62.0, "I am sorry about that")
    text = as_markdown(
        scaffold("Lee", UNIT, "call.wav", {}, [found("clear-and-empathetic", "shown", one)], [one])
    )
    assert "- 01:02–01:04 “I am sorry about that” \\(point 3\\)" in text
    assert "A reason that the machine gives" not in text
    known = {f"*{prompt}*" for prompts in PROMPTS.values() for prompt in prompts}
    body = text.split("## Situation")[1]
    told_apart = [
        line.strip() for line in body.splitlines() if line.strip() and not line.startswith(("#", "- "))
    ]
    assert {line for line in told_apart if line != "…"} == known


def test_every_question_asks_and_none_answers():
    for prompts in PROMPTS.values():
        for prompt in prompts:
            assert prompt.endswith("?")
            assert not re.search(r"\bI\b", prompt)


def test_hostile_words_stand_as_text():
    one = heard("apology", 1.0, "<script>hit()</script> [x](javascript:hit) **b**\n# heading")
    text = as_markdown(
        scaffold("# Lee", UNIT, "a*b.wav", {}, [found("clear-and-empathetic", "shown", one)], [one])
    )
    assert "<script>" not in text
    assert "[x](" not in text
    assert "\n# heading" not in text
    assert "Learner: \\# Lee" in text


def test_a_moment_without_words_says_so():
    one = scaffold(
        "Lee", UNIT, "c", {"early-signs": Mark("early-signs", "met", "", (Moment(3700.0, 3701.0, ""),))}, [], []
    )
    (quoted,) = one.parts[2].moments
    assert told(quoted) == "1:01:40–1:01:41 (nobody speaks) (point 5)"


CALM = turn_from_text(0, "B", "customer", "My parcel has not come at all", start=4.0, pace=0.5)


def untouched(criterion="clear-and-empathetic"):
    return Finding(UNIT.id, criterion, "opportunity_missed", (), "Because.", Interval(4.5, 6.5))


def test_an_opportunity_that_arose_without_a_cue_is_for_looking_back_with_its_words():
    account = scaffold("Lee", UNIT, "call.wav", {}, [untouched(), untouched("problem-and-outcome")], [], [CALM])
    (kept,) = account.parts[-1].moments
    assert told(kept) == "00:04–00:06 “parcel has not come” (missed: points 1 and 3)"


def test_where_the_words_are_not_at_hand_an_occasion_stands_by_its_seconds_and_is_not_called_silent():
    (kept,) = scaffold("Lee", UNIT, "call.wav", {}, [untouched()], []).parts[-1].moments
    assert told(kept) == "00:04–00:06 (missed: point 3)"


def test_an_occasion_that_the_learner_struck_is_left_out():
    struck = moments_of(untouched(), (), [CALM])
    mark = Mark("clear-and-empathetic", "not_applicable", struck=struck)
    account = scaffold("Lee", UNIT, "call.wav", {mark.criterion: mark}, [untouched()], [], [CALM])
    assert not any(part.moments for part in account.parts)
