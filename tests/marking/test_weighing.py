"""A point's outcome by the whole course of a call: everything heard weighs, nothing forbids."""

from __future__ import annotations

import pytest

from observe.cues import Context, find
from observe.marking import course, mark, weighing
from observe.meaning import Labelled
from observe.meaning.labels import LABELS, shipped
from observe.schemes import load, load_all
from tests.meaning.test_labels import turns

TURNS = turns()
CUES = find(TURNS, Context(timed=False))
LABELLED = shipped().label(TURNS)
HEARABLE = {
    f"{scheme.id}/{one.id}": one
    for scheme in load_all()
    for one in scheme.criteria
    if one.heard != "not_on_recording"
}


def test_every_point_that_a_recording_can_show_has_weights_for_all_that_a_call_is_told_in():
    labels, points = weighing.shipped()
    assert labels == LABELS
    assert set(points) == set(HEARABLE)
    long = len(course.numbers(TURNS, LABELLED, LABELS))
    assert {len(row) for point in points.values() for row in point.weights} == {long}


def test_the_likeliest_outcome_has_the_highest_sum_and_probabilities_add_up():
    point = weighing.Point(("shown", "no_opportunity"), ((1.0,), (-1.0,)), (0.0, 0.0))
    assert point.likeliest((2.0,))[0] == "shown"
    assert point.likeliest((-2.0,))[0] == "no_opportunity"
    assert point.likeliest((0.0,))[1] == pytest.approx(0.5)


def test_order_and_nearness_are_told():
    def told(*likely):
        labels = {n: {name: Labelled(1.0, 0, 1) for name in names} for n, names in enumerate(likely)}
        return course.numbers(TURNS[: len(likely)], labels, LABELS)

    after = told({"problem_told"}, {"clarifying_question"}, {"next_step"})
    before = told({"next_step"}, {"clarifying_question"}, {"problem_told"})
    answered = 4 * len(LABELS) + course.ANSWERED.index(("problem_told", "clarifying_question"))
    assert (after[answered], before[answered]) == (1.0, 0.0)


def test_without_labels_the_rules_decide_alone():
    for scheme in load_all():
        assert mark(scheme, TURNS, CUES, labels={}) == mark(scheme, TURNS, CUES)


@pytest.mark.parametrize("scheme", load_all(), ids=lambda scheme: scheme.id)
def test_every_finding_has_what_its_outcome_needs(scheme):
    """What is shown rests on a cue of the call; what had no occasion, or no recording shows, rests on none."""
    ids = {cue.id for cue in CUES}
    for finding in mark(scheme, TURNS, CUES, labels=LABELLED):
        assert set(finding.evidence) <= ids
        assert finding.because.endswith(".")
        if finding.outcome == "shown":
            assert finding.evidence
        if finding.outcome in ("no_opportunity", "not_on_recording"):
            assert not finding.evidence


@pytest.mark.parametrize("outcome", ["shown", "opportunity_missed", "no_opportunity"])
def test_an_outcome_other_than_the_rules_says_how_likely_it_is(monkeypatch, outcome):
    """And one that cannot be shown a cue for stays as the rules have it."""
    scheme = load("resolve-problems")
    ruled = {one.criterion: one for one in mark(scheme, TURNS, CUES)}
    certain = dict.fromkeys(ruled, (outcome, 0.83))
    monkeypatch.setattr("observe.marking.points.suggested", lambda *given: certain)
    for finding in mark(scheme, TURNS, CUES, labels=LABELLED):
        before = ruled[finding.criterion]
        if finding != before:
            assert finding.outcome == outcome
            assert "probability 0.83" in finding.because
        else:
            assert before.outcome == outcome or outcome == "shown"


def test_no_single_turn_overturns_a_call():
    """One turn taken for anger among many changes few points of a scheme."""
    angry = LABELLED | {
        7: LABELLED[7] | {"anger": Labelled(0.9, 0, 1), "plain_dissatisfaction": Labelled(0.9, 0, 1)}
    }
    names, points = weighing.shipped()
    calm, upset = (course.numbers(TURNS, labels, names) for labels in (LABELLED, angry))
    changed = [name for name, point in points.items() if point.likeliest(calm)[0] != point.likeliest(upset)[0]]
    assert len(changed) <= len(points) // 4
