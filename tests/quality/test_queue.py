"""Calls worth a look, and the sample drawn beside them."""

from __future__ import annotations

import math
from datetime import date

import pytest

from observe.assessment import Disputed
from observe.errors import UsageError
from observe.quality import Plan, draw, queue
from observe.quality.reasons import Bounds

TODAY = date(2026, 3, 20)
QUIET = Bounds(new=0, unchecked_days=10_000)


def kinds(centre, today=TODAY, bounds=QUIET):
    return {
        one.case.file: [reason.kind for reason in one.reasons] for one in queue(centre.cases, today, bounds)
    }


def spots(centre, kind, bounds=QUIET):
    (one,) = queue(centre.cases, TODAY, bounds)
    (reason,) = (reason for reason in one.reasons if reason.kind == kind)
    return reason.spots


def test_a_call_that_gives_no_reason_is_not_in_the_queue(centre):
    centre.marks("one", soothes="not_applicable")
    assert kinds(centre) == {}


def test_only_what_a_quality_assurer_can_act_on_is_in_the_queue(centre):
    disagree = ("opportunity_missed", "no_opportunity", "not_on_recording")
    for call in ("open", "signed", "returned", "accepted"):
        centre.call(call, disagree)
    centre.opens("open")
    centre.decides("open", "Ada", listens="met")
    for call in ("signed", "returned", "accepted"):
        centre.marks(call, soothes="not_applicable")
    centre.checks("returned", "returned", "listens")
    centre.checks("accepted")
    assert kinds(centre) == {"signed.wav": ["machine_differs"]}


def test_a_decision_against_the_suggestion_is_named_with_both_and_the_moment(centre, cue):
    centre.call("one", ("opportunity_missed", "no_opportunity", "not_on_recording"), cues=(cue(start=31.0),))
    centre.marks("one", soothes="not_applicable")
    (spot,) = spots(centre, "machine_differs")
    assert "point 1 (Listens)" in spot.words
    assert "Ada decided met; the machine would say not yet" in spot.words
    assert (spot.criterion, spot.moment.start, spot.because) == ("listens", 31.0, "The machine's reason.")


def test_two_who_decided_alike_against_the_suggestion_are_told_in_one(centre):
    centre.call("one", ("opportunity_missed", "no_opportunity", "not_on_recording"))
    centre.opens("one")
    centre.decides("one", "Ben", listens="met")
    centre.marks("one", soothes="not_applicable")
    (spot,) = spots(centre, "machine_differs")
    assert "Ben and Ada decided met" in spot.words


def test_two_assessors_who_differ_are_named_with_their_decisions(centre, at):
    centre.opens("one")
    centre.decides("one", "Ben", listens=("not_yet", at(7)))
    centre.marks("one", soothes="not_applicable")
    (spot,) = spots(centre, "assessors_differ")
    assert spot.words == "On point 1 (Listens): Ben: not yet, Ada: met."
    assert spot.moment.start == 7.0


def test_a_dispute_brings_the_learners_reason(centre):
    centre.marks("one", soothes="not_applicable")
    centre.does("one", centre.person("Lee", "learner"), Disputed("listens", "I did not"))
    (spot,) = spots(centre, "disputed")
    assert "“I did not”" in spot.words


@pytest.mark.parametrize(
    ("confidences", "decision", "expected"),
    [
        ((0.5, 0.6), "met", True),
        ((0.6, 0.6), "met", False),
        ((0.1, 0.9), "not_yet", False),
        ((0.2, 0.9), "met", True),
    ],
)
def test_low_confidence_is_the_mean_of_the_cues_of_a_met_point(centre, cue, confidences, decision, expected):
    cues = tuple(cue(start=10.0 * n, confidence=each) for n, each in enumerate(confidences, 1))
    centre.call("one", ("shown", "no_opportunity", "not_on_recording"), cues=cues)
    centre.marks("one", listens=decision, soothes="not_applicable")
    assert ("low_confidence" in kinds(centre).get("one.wav", [])) == expected
    if expected:
        (spot,) = spots(centre, "low_confidence")
        assert spot.moment.start == 10.0


def test_a_watch_point_heard_is_told_once_with_its_first_moment(centre, cue):
    centre.call("one", cues=(cue("blame", 5.0), cue("paraphrase", 8.0), cue("blame", 40.0)))
    centre.marks("one", soothes="not_applicable")
    assert [(spot.words, spot.moment.start) for spot in spots(centre, "watch_point")] == [
        ("Blames someone. Heard 2 times, first here.", 5.0),
    ]


def test_an_assessor_is_new_until_the_fifth_signed_call(centre):
    for call in "abcd":
        centre.marks(call, soothes="not_applicable")
    bounds = Bounds(unchecked_days=10_000)
    assert kinds(centre, bounds=bounds) == {f"{call}.wav": ["new_assessor"] for call in "abcd"}
    centre.marks("e", soothes="not_applicable")
    assert kinds(centre, bounds=bounds) == {}


def test_signing_one_call_again_does_not_make_an_assessor_less_new(centre):
    centre.marks("one", soothes="not_applicable")
    for _ in range(6):
        centre.marks("one", soothes="not_applicable")
    assert kinds(centre, bounds=Bounds(unchecked_days=10_000)) == {"one.wav": ["new_assessor"]}


def test_a_point_is_rare_only_where_the_unit_is_in_use(centre):
    centre.marks("call 0", soothes="met")
    assert "rare_point" not in kinds(centre).get("call 0.wav", [])
    for call in range(1, 10):
        centre.marks(f"call {call}", soothes="not_applicable")
    assert [name for name, found in kinds(centre).items() if "rare_point" in found] == ["call 0.wav"]


def test_long_since_checked_counts_from_the_last_look_at_that_assessor(centre):
    bounds = Bounds(new=0, unchecked_days=90)
    centre.marks("one", soothes="not_applicable")
    day = centre.now.date()
    assert kinds(centre, day.replace(month=5, day=30), bounds) == {}
    assert kinds(centre, day.replace(month=6, day=1), bounds) == {"one.wav": ["long_unchecked"]}
    centre.days_pass(60)
    centre.checks("one")
    centre.marks("two", soothes="not_applicable")
    assert kinds(centre, day.replace(month=6, day=1), bounds) == {}
    assert kinds(centre, day.replace(month=8, day=2), bounds) == {"two.wav": ["long_unchecked"]}


def test_more_kinds_of_reasons_come_first_then_those_signed_longest_ago(centre, cue):
    missed = ("opportunity_missed", "no_opportunity", "not_on_recording")
    centre.call("later", missed)
    centre.call("earlier", missed)
    centre.call("most", missed, cues=(cue("blame"),))
    for call in ("earlier", "later", "most"):
        centre.marks(call, soothes="not_applicable")
    assert [*kinds(centre)] == ["most.wav", "earlier.wav", "later.wav"]


MARCH = Plan(date(2026, 3, 1))


def sample(centre, plan=MARCH):
    return [(one.assessor, one.case.file) for one in draw(centre.cases, plan)]


@pytest.mark.parametrize(
    ("calls", "share", "at_least", "drawn"),
    [(1, 0.1, 1, 1), (10, 0.1, 1, 1), (11, 0.1, 1, 2), (3, 0.1, 0, 1), (2, 0.1, 5, 2), (10, 1.0, 1, 10)],
)
def test_a_tenth_of_each_assessors_calls_is_drawn_and_one_at_least(centre, calls, share, at_least, drawn):
    for call in range(calls):
        centre.marks(f"ada {call}", "Ada")
    centre.marks("ben", "Ben")
    plan = Plan(date(2026, 3, 31), share, at_least)
    found = sample(centre, plan)
    assert len([name for name, _ in found if name == "Ada"]) == drawn
    assert ("Ben", "ben.wav") in found
    assert len(set(found)) == len(found)


def test_the_same_plan_draws_the_same_calls_in_whatever_order_they_come(centre):
    for call in range(12):
        centre.marks(f"call {call}")
    plan = Plan(date(2026, 3, 1), 0.25, word="owl")
    first = draw(centre.cases, plan)
    again = draw(reversed(centre.cases), plan)
    assert [one.number for one in first] == [one.number for one in again]
    assert {one.out_of for one in first} == {12}
    other = Plan(date(2026, 3, 1), 0.25, word="wren")
    assert {one.case.file for one in draw(centre.cases, other)} != {one.case.file for one in first}


def test_a_call_signed_later_in_the_month_only_joins_or_takes_the_place_of_a_greater_number(centre):
    before = ()
    for call in range(20):
        centre.marks(f"call {call}")
        now = draw(centre.cases, MARCH)
        lost = {one.number for one in before} - {one.number for one in now}
        joined = {one.number for one in now} - {one.number for one in before}
        assert all(max(joined, default="") < number for number in lost)
        assert len(now) == max(1, math.ceil((call + 1) / 10))
        before = now


def test_a_call_stays_in_the_month_of_its_first_signature(centre):
    centre.marks("one")
    centre.days_pass(35)
    centre.marks("one")
    assert sample(centre) == [("Ada", "one.wav")]
    assert sample(centre, Plan(date(2026, 4, 1))) == []


def test_the_plan_says_itself_in_words():
    assert Plan(date(2026, 3, 9), 0.15, 2, "owl").words == (
        "15 % of the calls that each assessor signed in March 2026, at least 2, drawn with the word “owl”"
    )


@pytest.mark.parametrize(("share", "at_least"), [(0.0, 1), (1.1, 1), (0.1, -1), (float("nan"), 1)])
def test_a_plan_that_cannot_be_drawn_is_refused(share, at_least):
    with pytest.raises(UsageError, match="expected a share above 0"):
        Plan(date(2026, 3, 1), share, at_least)
