"""A point month by month, out of the occasions for it."""

from __future__ import annotations

from datetime import date

from observe.quality.trends import trend

SHOWN = ("shown", "no_opportunity", "not_on_recording")
MISSED = ("opportunity_missed", "shown", "not_on_recording")


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
