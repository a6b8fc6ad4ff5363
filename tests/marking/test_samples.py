"""The sample calls, from their scripts' words and times: what their handling was written to show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.samples import turns_of
from observe.cues import Context, find
from observe.marking.points import mark
from observe.schemes import load_all

SAMPLES = Path(__file__).parents[2] / "recordings_sample"


def _outcomes(name):
    reference = json.loads((SAMPLES / f"{name}.reference.json").read_text(encoding="utf-8"))
    turns = turns_of(reference)
    cues = find(turns, Context())
    return {
        f"{scheme.id}/{criterion.id}": found.outcome
        for scheme in load_all()
        for criterion, found in zip(scheme.criteria, mark(scheme, turns, cues), strict=True)
        if criterion.heard != "not_on_recording"
    }


@pytest.fixture(scope="module")
def outcomes():
    return {name: _outcomes(name) for name in ("billing_resolved", "delivery_mishandled", "garden_enquiry")}


def test_the_well_handled_call_earns_every_hearable_point_it_gives_occasion_for(outcomes):
    found = outcomes["billing_resolved"]
    assert {point for point, outcome in found.items() if outcome == "opportunity_missed"} == set()
    unused = {point for point, outcome in found.items() if outcome == "no_opportunity"}
    assert unused == {
        "resolve-problems/escalate-unresolved",
        "systematic-problem-solving/timely-escalation",
        "manage-complaints/correct-escalation",
    }


def test_the_badly_handled_call_earns_nothing(outcomes):
    assert {*outcomes["delivery_mishandled"].values()} == {"opportunity_missed"}


def test_an_enquiry_with_nothing_wrong_is_no_opportunity(outcomes):
    """Neither credit nor a miss: nobody had a problem."""
    assert {*outcomes["garden_enquiry"].values()} == {"no_opportunity"}


def test_the_escalated_call_earns_every_point_on_escalation():
    found = _outcomes("broadband_escalated")
    assert {outcome for point, outcome in found.items() if "escalat" in point} == {"shown"}
