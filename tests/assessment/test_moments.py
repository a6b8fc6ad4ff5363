"""The moments of a suggestion: its cues', and where a missed opportunity arose though no cue was heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.annotation import Cue, Interval, turn_from_text
from observe.assessment import Moment
from observe.assessment.moments import is_occasion, moments_of, occasion_of
from observe.observation import Finding

TURNS = (
    turn_from_text(0, "A", "agent", "Good morning how can I help", start=0.0, pace=0.5),
    turn_from_text(1, "B", "customer", "My parcel has not come at all", start=4.0, pace=0.5),
    turn_from_text(2, "A", "agent", "Mhm", start=5.0, pace=0.5),
)
TOLD = Interval(4.5, 6.5)  # “parcel has not come”, with the agent's “Mhm” in the middle of it
AT_TOLD = Moment(4.5, 6.5, "parcel has not come", "occasion@4.500")


def cue(name, start, end, quote="some words"):
    return Cue(name, 1, start, end, quote, "It says so.", 0.9)


def missed(*cues, outcome="opportunity_missed", occasion=TOLD):
    return Finding("unit", "point", outcome, tuple(one.id for one in cues), "Because.", occasion)


def test_an_occasion_without_a_cue_is_a_moment_with_the_words_of_its_turn():
    assert moments_of(missed(), (), TURNS) == (AT_TOLD,)


def test_an_occasion_stands_first_even_before_cues_that_were_heard_earlier():
    early, late = cue("blame", 1.0, 2.0), cue("blame", 9.0, 10.0)
    found = moments_of(missed(late, early), (early, late), TURNS)
    assert found == (AT_TOLD, Moment.of(early), Moment.of(late))


def test_a_cue_of_the_evidence_with_the_same_seconds_stands_for_the_occasion():
    upset = cue("dissatisfaction", TOLD.start, TOLD.end)
    assert moments_of(missed(upset), (upset,), TURNS) == (Moment.of(upset),)


@pytest.mark.parametrize(
    "near",
    [
        cue("dissatisfaction", TOLD.start, TOLD.end + 0.5),
        cue("dissatisfaction", TOLD.start + 0.5, TOLD.end),
        cue("question", TOLD.start, TOLD.end),  # heard, but no evidence of this point
    ],
)
def test_any_other_cue_does_not_stand_for_it(near):
    evidence = (near,) if near.cue == "dissatisfaction" else ()
    assert AT_TOLD in moments_of(missed(*evidence), (near,), TURNS)


@pytest.mark.parametrize("outcome", ["shown", "no_opportunity", "not_on_recording"])
def test_only_a_missed_opportunity_has_an_occasion(outcome):
    heard = cue("empathy", 8.0, 9.0)
    assert moments_of(missed(heard, outcome=outcome), (heard,), TURNS) == (Moment.of(heard),)


def test_where_any_call_is_an_occasion_there_is_none_to_play():
    assert moments_of(missed(occasion=None), (), TURNS) == ()


def test_without_the_turns_an_occasion_keeps_its_seconds():
    assert moments_of(missed(), ()) == (Moment(4.5, 6.5, "", "occasion@4.500"),)


def test_an_occasion_is_told_from_a_cues_moment_and_from_one_marked_by_hand():
    moments = (AT_TOLD, Moment.of(cue("blame", 1.0, 2.0)), Moment(1.0, 2.0, "by hand"))
    assert [is_occasion(one) for one in moments] == [True, False, False]


@given(st.lists(st.tuples(st.sampled_from(["blame", "dissatisfaction"]), st.sampled_from([3.0, 4.5, 7.0]))))
def test_no_moment_is_there_twice_and_the_occasion_is_always_covered(heard):
    cues = tuple(sorted({cue(name, start, start + 2.0) for name, start in heard}, key=lambda one: one.start))
    found = moments_of(missed(*cues), cues, TURNS)
    assert len({one.cue for one in found}) == len(found)
    assert any(one.interval == TOLD for one in found)
    occasion = occasion_of(missed(*cues), cues, TURNS)
    assert (occasion is None) == any(one.interval == TOLD for one in cues)
