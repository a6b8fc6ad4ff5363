"""Each of the 33 points from words alone: calls as people talk, through the real detectors and the marking.

Written by hand before any detector had read them (`python -m benchmarks marking` says how many came out right
then). With the encoder's weights here, meaning is heard too, as `observe` does by default; without, the rules
decide.
"""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.transcripts import EXPECTED, Transcript, transcripts
from observe.cues import CUE_NAMES, Context, find
from observe.errors import WeightsMissing
from observe.marking.points import mark
from observe.meaning.reader import Reader
from observe.schemes import load, load_all

CALLS = list(transcripts())
CRITERIA = {(scheme.id, criterion.id): criterion for scheme in load_all() for criterion in scheme.criteria}


def _params(kinds):
    """Those that come out wrong are kept, with the reason: once they come out right, the reason must go."""
    return [
        pytest.param(
            call,
            id=call.name,
            marks=[pytest.mark.xfail(reason=call.wrong, strict=True)] if call.wrong else [],
        )
        for call in CALLS
        if call.kind in kinds
    ]


@pytest.fixture(scope="module")
def marked():
    """Gives the finding of the point that a call is for, and the call's cues by id; each call is heard once."""
    try:
        reader = Reader()
    except WeightsMissing:
        reader = None

    @cache
    def heard(call: Transcript):
        cues = find(call.turns, Context(timed=False), reader)
        found = mark(load(call.scheme), call.turns, cues, timed=False)
        return next(one for one in found if one.criterion == call.criterion), {cue.id: cue for cue in cues}

    return heard


@pytest.mark.parametrize("call", _params(EXPECTED))
def test_a_call_comes_out_as_a_tutor_would_have_it(call, marked):
    finding, _ = marked(call)
    assert call.as_meant(finding.outcome), finding.because


@pytest.mark.parametrize("call", _params(["earns"]))
def test_what_earns_a_point_is_quoted_from_the_call_and_is_of_the_kind_a_tutor_would_name(call, marked):
    finding, cues = marked(call)
    evidence = [cues[name] for name in finding.evidence]
    assert {*call.rests_on} <= {cue.cue for cue in evidence}, finding.because
    for cue in evidence:
        role, said = call.lines[cue.turn]
        assert cue.quote in said
        whose = "customer" if cue.cue in ("dissatisfaction", "resolution_confirmed") else "agent"
        assert role == whose
    assert any(call.lines[cue.turn][0] == "agent" for cue in evidence)


@pytest.mark.parametrize("call", _params(["misses"]))
def test_a_missed_opportunity_has_a_moment_to_listen_to(call, marked):
    finding, _ = marked(call)
    assert finding.occasion is not None
    spoken = [turn for turn in call.turns if turn.interval.overlap(finding.occasion) > 0]
    assert spoken


def test_every_point_has_its_calls():
    for (scheme, criterion), point in CRITERIA.items():
        kinds = {call.kind for call in CALLS if (call.scheme, call.criterion) == (scheme, criterion)}
        if point.heard == "not_on_recording":
            assert kinds == {"call"}, criterion
        else:
            ordered = {"wrong_order"} if point.heard == "sequence" else set()
            assert kinds == {"earns", "misses", "no_opportunity"} | ordered, criterion
    assert {(call.scheme, call.criterion) for call in CALLS} == {*CRITERIA}


@pytest.mark.parametrize("wrong", [call for call in CALLS if call.kind == "wrong_order"], ids=lambda c: c.name)
def test_a_wrong_order_has_the_very_sentences_that_earn_the_point(wrong):
    earns = next(
        call
        for call in CALLS
        if (call.scheme, call.criterion, call.kind) == (wrong.scheme, wrong.criterion, "earns")
    )
    assert wrong.sentences == earns.sentences
    assert wrong.lines != earns.lines


def test_calls_are_of_a_readable_length_and_no_two_are_alike():
    openings = [call.lines for call in CALLS if call.kind != "wrong_order"]
    assert len(set(openings)) == len(openings)
    firsts = [next(said for role, said in lines if role == "customer") for lines in openings]
    assert len(set(firsts)) == len(firsts)
    assert {4 <= len(call.lines) <= 12 for call in CALLS} == {True}
    assert {role for call in CALLS for role, _ in call.lines} == {"agent", "customer"}


def test_calls_name_known_cues_and_kinds():
    assert {call.kind for call in CALLS} == {*EXPECTED}
    assert {name for call in CALLS for name in call.rests_on} <= {*CUE_NAMES}
