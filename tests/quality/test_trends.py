"""A point over all calls and month by month, out of the occasions for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.assessment import Subject, standing_of
from observe.assessment.analysed import Analysed
from observe.observation import Consent, Finding, Provenance
from observe.quality import Case
from observe.quality.trends import occasions, trend
from observe.schemes import parse

SHOWN = ("shown", "no_opportunity", "not_on_recording")
MISSED = ("opportunity_missed", "shown", "not_on_recording")
UNIT = parse(
    """
id: unit
title: A unit
version: "1.0"
source: made for this test
criteria:
  - {id: listens, number: 1, text: Listens., heard: on_call, cues: [paraphrase], opportunity: always}
""",
    "unit.yaml",
)


def _case(number, outcome):
    subject = Subject(f"{number:064d}", "unit", "1.0")
    heard = Analysed(
        number,
        f"{number}.wav",
        Consent("role-play", "A. Tutor", "2026-03-02T14:10:00+00:00"),
        Provenance("0.1.0", (), {}, {}, "2026-03-02T14:20:00+00:00"),
        (),
        (Finding("unit", "listens", outcome, (), "Because."),),
    )
    return Case(standing_of(subject, ["listens"], []), UNIT, (heard,))


def test_rates_are_out_of_occasions_and_go_by_the_calls_day(centre):
    for number, (outcomes, day) in enumerate(
        [(SHOWN, "2026-01-05"), (MISSED, "2026-01-30"), (SHOWN, "2026-03-01"), (SHOWN, "2026-03-02")]
    ):
        centre.call(f"call {number}", outcomes, day=day)
        centre.marks(f"call {number}", listens="not_yet" if number else "met")
    january, march = trend(centre.cases, "unit", "listens")
    assert (january.month, january.shown.share, january.met.share) == (date(2026, 1, 1), 0.5, 0.5)
    assert (march.month, march.shown.share, march.met.share) == (date(2026, 3, 1), 1.0, 0.0)
    assert march.shown.low < 1.0


def test_a_month_without_an_occasion_is_left_out_and_not_nought(centre):
    centre.call("one", SHOWN, day="2026-01-05")
    centre.marks("one", soothes="not_applicable")
    assert trend(centre.cases, "unit", "soothes") == ()


def test_only_the_assessor_whose_marking_it_is_counts(centre):
    centre.opens("one", "Ada")
    centre.marks("one", "Ben", "met")
    centre.marks("one", "Ada", "not_yet")
    (month,) = trend(centre.cases, "unit", "listens")
    assert (month.met.hits, month.met.n) == (0, 1)


def test_a_point_is_counted_out_of_its_occasions_and_calls_without_one_stand_apart(centre):
    for number, soothes in enumerate(["shown", "shown", "opportunity_missed", "no_opportunity"]):
        centre.call(f"call {number}", ("shown", soothes, "not_on_recording"))
    found = occasions(centre.cases, "unit", "soothes")
    assert (found.shown.hits, found.shown.n, found.without) == (2, 3, 1)
    assert found.shown.low < found.shown.share < found.shown.high
    every = occasions(centre.cases, "unit", "listens")
    assert (every.shown.hits, every.shown.n, every.without) == (4, 4, 0)


@pytest.mark.parametrize(
    ("criterion", "without"),
    [("soothes", 2), ("writes", 0), ("unheard of", 0)],
)
def test_without_an_occasion_there_is_no_share_not_even_nought(centre, criterion, without):
    for name in ("one", "two"):
        centre.call(name)
    found = occasions(centre.cases, "unit", criterion)
    assert (found.shown.share, found.shown.low, found.without) == (None, None, without)


def test_a_call_counts_once_by_its_newest_analysis_under_however_many_versions_of_the_unit(centre):
    centre.call("one", MISSED)
    centre.call("one", SHOWN)
    centre.marks("one")
    (case,) = centre.cases
    earlier = replace(case, scheme=replace(case.scheme, version="0.9"))
    assert occasions([earlier, case], "unit", "listens").shown == occasions([case], "unit", "listens").shown
    assert occasions([earlier, case], "unit", "listens").shown.n == 1
    (month,) = trend([earlier, case], "unit", "listens")
    assert (month.shown.hits, month.shown.n) == (1, 1)


def test_two_units_that_call_a_point_alike_are_kept_apart(centre):
    centre.call("one")
    assert occasions(centre.cases, "another", "listens").shown.n == 0


@given(st.lists(st.sampled_from(("shown", "opportunity_missed", "no_opportunity")), max_size=12), st.randoms())
def test_every_call_is_counted_once_whatever_the_order(outcomes, random):
    cases = [_case(number, outcome) for number, outcome in enumerate(outcomes)]
    found = occasions(cases, "unit", "listens")
    assert found.shown.n + found.without == len(cases)
    assert found.shown.hits == outcomes.count("shown")
    assert occasions(random.sample(cases, len(cases)), "unit", "listens") == found
