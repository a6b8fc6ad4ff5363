"""Each of the 33 marking points: calls that earn it, miss it, or give no occasion for it."""

from __future__ import annotations

import tomllib
from itertools import permutations
from pathlib import Path

import pytest

from observe.marking.points import mark
from observe.schemes import load, load_all

POINTS = tomllib.loads((Path(__file__).parent / "points.toml").read_text(encoding="utf-8"))["point"]
EXPECTED = {
    "earns": "shown",
    "misses": "opportunity_missed",
    "wrong_order": "opportunity_missed",
    "no_opportunity": "no_opportunity",
}
CASES = [
    (point["id"], kind, written) for point in POINTS for kind in EXPECTED for written in point.get(kind, ())
]
CRITERIA = {f"{scheme.id}/{criterion.id}": criterion for scheme in load_all() for criterion in scheme.criteria}


def _finding(point, turns, cues):
    scheme, criterion = point.split("/")
    return next(found for found in mark(load(scheme), turns, cues) if found.criterion == criterion)


@pytest.mark.parametrize(("point", "kind", "written"), CASES, ids=[" ".join(case) for case in CASES])
def test_a_call_gives_the_outcome_that_an_assessor_expects(point, kind, written, call):
    finding = _finding(point, *call(written))
    assert finding.outcome == EXPECTED[kind], finding.because


WRONG_ORDER = [(point, written) for point, kind, written in CASES if kind == "wrong_order"]


@pytest.mark.parametrize(("point", "written"), WRONG_ORDER)
def test_the_same_turns_in_another_order_earn_the_point(point, written, call):
    """Else the case would be one more miss: what it lacks must be the order alone."""
    orders = (" | ".join(turns) for turns in permutations(written.split("|")))
    assert "shown" in {_finding(point, *call(order)).outcome for order in orders}


def test_every_point_has_its_cases():
    assert [point["id"] for point in POINTS if point["id"] not in CRITERIA] == []
    assert sorted(CRITERIA) == sorted(point["id"] for point in POINTS)
    for point in POINTS:
        criterion = CRITERIA[point["id"]]
        needed = set() if criterion.heard == "not_on_recording" else {"earns", "misses", "no_opportunity"}
        if criterion.heard == "sequence":
            needed |= {"wrong_order"}
        assert needed <= {*point}, f"{point['id']} has no {needed - {*point}}"


UNHEARD = [point for point, criterion in CRITERIA.items() if criterion.heard == "not_on_recording"]


@pytest.mark.parametrize("point", UNHEARD)
@pytest.mark.parametrize(
    "written", ["a greeting", "c dissatisfaction | a empathy next_step | c resolution_confirmed"]
)
def test_a_point_that_no_recording_shows_always_says_what_serves_instead(point, written, call):
    finding = _finding(point, *call(written))
    assert (finding.outcome, finding.evidence) == ("not_on_recording", ())
    assert all(other in finding.because for other in CRITERIA[point].elsewhere)
