"""How cues become suggestions, whatever the scheme."""

from __future__ import annotations

import doctest
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.annotation import Cue, Interval, turn_from_text
from observe.cues import CUE_NAMES
from observe.errors import UsageError
from observe.marking import because, mark
from observe.schemes import load, load_all, parse

SCHEMES = load_all()
#: These can show that an offer or question was mere routine, and so take evidence away.
SHOW_ROUTINE = ("greeting", "identity_check", "closing_check")
TOY = """
id: toy
title: A toy
version: "1"
source: nobody's
situations:
  upset: {means: an unhappy customer, any_of: [dissatisfaction]}
  plan: {means: a plan for a problem, any_of: [offer], given: upset}
  open: {means: a complaint still open, any_of: [dissatisfaction, escalation], unless_followed_by: [offer]}
criteria:
  - {id: politeness, number: 1, text: Is polite, heard: on_call, cues: [thanks, greeting], opportunity: always}
  - id: order
    number: 2
    text: Asks, then offers.
    heard: sequence
    cues: [question, offer]
    shown_when: [{in_order: [question, offer]}]
    opportunity: always
    against: [overpromise]
  - id: reply
    number: 3
    text: Answers unhappiness.
    heard: sequence
    cues: [dissatisfaction, empathy]
    shown_when: [{answered: {sign: [dissatisfaction], by: [empathy], within_turns: 1}}]
    opportunity: upset
  - {id: kind-plan, number: 5, text: Is kind, heard: on_call, cues: [thanks], opportunity: plan}
  - {id: passed-on, number: 4, text: Passes it on., heard: on_call, cues: [escalation], opportunity: open}
"""


def _id(name, start):
    return Cue(name, 0, start, start + 1, name, "said so", 0.9).id


@pytest.fixture
def toy(call):
    scheme = parse(TOY, "toy.yaml")

    def outcomes(written):
        return {found.criterion: found for found in mark(scheme, *call(written))}

    return outcomes


def test_any_cue_of_the_point_is_enough_where_no_way_is_given(toy):
    assert toy("a greeting | c")["politeness"].evidence == (_id("greeting", 0),)
    assert toy("a thanks greeting | c")["politeness"].evidence == (_id("thanks", 0), _id("greeting", 1))


def test_a_call_with_one_voice_is_no_opportunity_for_anything(toy):
    alone = toy("a hold_notice")
    assert {found.outcome for found in alone.values()} == {"no_opportunity"}
    assert "Only one party" in alone["politeness"].because


def test_evidence_of_a_sequence_is_the_tightest_chain_that_is_complete_first(toy):
    found = toy("c | a offer question | c | a question offer | c | a offer")["order"]
    assert (found.outcome, found.evidence) == ("shown", (_id("question", 4), _id("offer", 5)))


@pytest.mark.parametrize(
    ("routine", "real"),
    [
        ("a question | c | a offer", "c | a question | c | a offer"),
        ("c | a greeting question | c | a offer", "c | a question | c | a offer"),
        ("c | a question | c | a closing_check+offer", "c | a question | c | a closing_check offer"),
        ("c | a identity_check+question | c | a offer", "c | a identity_check question | c | a offer"),
    ],
)
def test_an_offer_or_question_that_is_mere_routine_is_set_aside(toy, routine, real):
    assert toy(routine)["order"].outcome == "opportunity_missed"
    assert toy(real)["order"].outcome == "shown"


def test_a_missed_sequence_says_what_came_too_early(toy):
    found = toy("c | a offer | c | a question")["order"]
    assert found.outcome == "opportunity_missed"
    assert "No offer came after the question (00:03), only before it (00:01)" in found.because


def test_what_speaks_against_a_point_overrules_what_shows_it(toy):
    found = toy("c | a question | c | a offer overpromise")["order"]
    assert (found.outcome, found.evidence) == ("opportunity_missed", (_id("overpromise", 4),))
    assert found.because == (
        "Heard: question (00:01), offer (00:03); but promise that may not be kept (00:04) speaks against it."
    )


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ("c dissatisfaction | a empathy", "shown"),
        ("c dissatisfaction | c | c | a empathy", "shown"),
        ("c dissatisfaction | a | c | a empathy", "opportunity_missed"),
        ("c dissatisfaction | a | c dissatisfaction | a empathy", "opportunity_missed"),
        ("c dissatisfaction empathy | a", "opportunity_missed"),
        ("c dissatisfaction", "opportunity_missed"),
    ],
)
def test_the_first_sign_must_be_answered_in_the_other_partys_next_turns(toy, written, outcome):
    assert toy(written)["reply"].outcome == outcome


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ("c dissatisfaction | a", "opportunity_missed"),
        ("c dissatisfaction | a offer", "no_opportunity"),
        ("c dissatisfaction | a offer | c dissatisfaction", "opportunity_missed"),
        ("c dissatisfaction | a offer escalation", "shown"),
    ],
)
def test_an_occasion_ends_with_the_cue_that_closes_it(toy, written, outcome):
    assert toy(written)["passed-on"].outcome == outcome


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ("c | a thanks offer", "no_opportunity"),
        ("c dissatisfaction | a thanks", "no_opportunity"),
        ("c dissatisfaction | a offer", "opportunity_missed"),
        ("c | a thanks offer | c dissatisfaction", "shown"),
    ],
)
def test_a_situation_given_another_needs_both(toy, written, outcome):
    """A plain enquiry earns no credit for dealing with a problem."""
    assert toy(written)["kind-plan"].outcome == outcome


def test_a_missed_opportunity_points_to_the_moment(toy):
    found = toy("c | a | c dissatisfaction | a question")["reply"]
    assert found.evidence == (_id("dissatisfaction", 2),)
    assert found.because == (
        "There was an unhappy customer (sign of dissatisfaction, 00:02), "
        "but no empathy came in the other party's next turn after the sign of dissatisfaction (00:02)."
    )


def test_a_problem_told_calmly_is_an_occasion_where_the_scheme_names_it(call):
    text = TOY.replace(
        "customer, any_of: [dissatisfaction]", "customer, any_of: [dissatisfaction, problem_told]"
    )
    turns, cues = call("c problem_told | a offer")
    found = {one.criterion: one for one in mark(parse(text, "toy"), turns, cues)}
    assert found["reply"].outcome == "opportunity_missed"
    assert found["reply"].because.startswith("There was an unhappy customer (problem told, 00:00), but")
    assert found["reply"].evidence == (_id("problem_told", 0),)
    assert found["reply"].occasion == Interval(0.0, 1.0)
    assert found["kind-plan"].outcome == "opportunity_missed"
    assert found["passed-on"].outcome == "no_opportunity"


@pytest.mark.parametrize(("sure", "outcome"), [(0.49, "no_opportunity"), (0.5, "opportunity_missed")])
def test_a_cue_less_likely_than_not_makes_no_occasion(sure, outcome):
    scheme = parse(
        TOY.replace("any_of: [dissatisfaction]", "any_of: [empathy]", 1)
        .replace("sign: [dissatisfaction]", "sign: [empathy]")
        .replace("by: [empathy]", "by: [dissatisfaction]"),
        "toy",
    )
    turns = [turn_from_text(n, who, who, "hm", start=float(n)) for n, who in enumerate(("customer", "agent"))]
    cue = Cue("empathy", 1, 1.0, 1.4, "hm", "said so", sure)
    found = {one.criterion: one for one in mark(scheme, turns, [cue])}
    assert found["reply"].outcome == outcome


@pytest.mark.parametrize(("sure", "outcome"), [(0.49, "shown"), (0.5, "opportunity_missed")])
def test_a_cue_less_likely_than_not_speaks_against_nobody(sure, outcome, call):
    turns, cues = call("c | a question | c | a offer overpromise")
    cues = [replace(cue, confidence=sure) if cue.cue == "overpromise" else cue for cue in cues]
    found = {one.criterion: one for one in mark(parse(TOY, "toy"), turns, cues)}
    assert found["order"].outcome == outcome


def test_a_missed_opportunity_gives_its_seconds_and_no_other_outcome_does(toy):
    assert toy("c | a | c dissatisfaction | a question")["reply"].occasion == Interval(2.0, 3.0)
    assert toy("c dissatisfaction | a empathy")["reply"].occasion is None
    assert toy("a hold_notice")["reply"].occasion is None


def test_without_real_times_reasons_speak_of_the_inputs_turns(call):
    turns, cues = call("c | a question | c | a offer")
    by_index = mark(parse(TOY, "toy"), turns, cues, timed=False)[1].because
    by_name = mark(parse(TOY, "toy"), turns, cues, timed=False, turn_names=(10, 20, 30, 40))[1].because
    assert by_index == "Heard one after the other: question (turn 1), then offer (turn 3)."
    assert by_name == "Heard one after the other: question (turn 20), then offer (turn 40)."


def test_a_partly_heard_point_says_what_to_add(call):
    found = mark(load("systematic-problem-solving"), *call("a identity_check | c"))[3]
    assert found.because.endswith("add witness testimony or professional discussion on data protection.")


def test_a_cue_of_another_call_is_refused(call):
    turns, cues = call("a question | c | a offer")
    with pytest.raises(UsageError, match=r"offer@\S+ in turn 2, which is not one of the call's 2 turns"):
        mark(SCHEMES[0], turns[:2], cues)


def test_examples_in_the_wording_run():
    assert doctest.testmod(because).failed == 0


turn = st.builds(
    lambda who, names: " ".join([who, *names]),
    st.sampled_from("ac"),
    st.lists(st.sampled_from(CUE_NAMES), max_size=3),
)
calls = st.lists(turn, min_size=1, max_size=9).map(" | ".join)


def _all(turns, cues):
    return [found for scheme in SCHEMES for found in mark(scheme, turns, cues)]


@given(calls, st.integers(0, 5000))
@settings(max_examples=60)
def test_shifting_a_call_changes_no_outcome(call, written, seconds):
    shifted = _all(*call(written, float(seconds)))
    assert [found.outcome for found in _all(*call(written))] == [found.outcome for found in shifted]


@given(calls, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_in_which_cues_are_given_changes_nothing(call, written, random):
    turns, cues = call(written)
    assert _all(turns, random.sample(cues, len(cues))) == _all(turns, cues)


@given(calls, st.data())
@settings(max_examples=100)
def test_one_more_cue_never_turns_shown_into_no_opportunity(call, written, data):
    turns, cues = call(written)
    place = data.draw(st.sampled_from(turns))
    name = data.draw(st.sampled_from([name for name in CUE_NAMES if name not in SHOW_ROUTINE]))
    extra = Cue(name, place.index, place.start, place.end, place.text, "said so", 0.9)
    for before, after in zip(_all(turns, cues), _all(turns, (*cues, extra)), strict=True):
        assert (before.outcome, after.outcome) != ("shown", "no_opportunity"), (before, after)


@given(calls)
@settings(max_examples=60)
def test_evidence_is_cues_of_the_call_in_time_order_and_reasons_are_one_sentence(call, written):
    turns, cues = call(written)
    starts = {cue.id: cue.start for cue in cues}
    for found in _all(turns, cues):
        times = [starts[cue_id] for cue_id in found.evidence]
        assert times == sorted(times)
        assert bool(found.evidence) or found.outcome != "shown"
        assert not found.evidence or found.outcome in ("shown", "opportunity_missed")
        assert found.because.count(". ") == 0
        assert found.because[0].isupper()
        assert found.because.endswith(".")


@given(calls)
@settings(max_examples=60)
def test_cues_that_a_point_does_not_name_change_nothing_about_it(call, written):
    turns, cues = call(written)
    for scheme in SCHEMES:
        for criterion, found in zip(scheme.criteria, mark(scheme, turns, cues), strict=True):
            situation = scheme.situation(criterion)
            named = {*criterion.cues, *criterion.against, *SHOW_ROUTINE}
            if situation:
                given = scheme.situations[situation.given].any_of if situation.given else ()
                named |= {*situation.any_of, *(situation.unless_followed_by or ()), *given}
            kept = [cue for cue in cues if cue.cue in named]
            again = next(f for f in mark(scheme, turns, kept) if f.criterion == criterion.id)
            assert again == found
