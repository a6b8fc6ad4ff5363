"""Rates per opportunity: what is counted, what is left apart, and how sure it is."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from observe import rates as module
from observe.errors import UsageError
from observe.observation import Finding
from observe.rates import Rate, rates, wilson

OUTCOMES = ("shown", "opportunity_missed", "no_opportunity", "not_on_recording")


def found(outcome, criterion="asks", scheme="toy"):
    return Finding(scheme, criterion, outcome, (), "Because.")


def test_a_rate_is_of_opportunities_and_calls_without_one_stand_apart():
    calls = [[found(outcome)] for outcome in ("shown", "shown", "opportunity_missed", "no_opportunity")]
    [one] = rates(calls)
    assert one == Rate("toy", "asks", shown=2, missed=1, no_opportunity=1, not_on_recording=0)
    assert (one.opportunities, one.rate) == (3, 2 / 3)


@pytest.mark.parametrize("outcome", ["no_opportunity", "not_on_recording"])
def test_without_an_opportunity_there_is_no_rate_not_even_nought(outcome):
    [one] = rates([[found(outcome)], [found(outcome)]])
    assert (one.opportunities, one.rate, one.interval) == (0, None, None)


def test_points_are_kept_apart_even_where_two_units_call_one_alike():
    call = [found("shown"), found("opportunity_missed", scheme="other"), found("shown", criterion="offers")]
    assert [(one.scheme, one.criterion, one.rate) for one in rates([call])] == [
        ("toy", "asks", 1.0),
        ("other", "asks", 0.0),
        ("toy", "offers", 1.0),
    ]


def test_a_call_that_has_a_point_twice_is_refused():
    with pytest.raises(UsageError, match="found 2 findings for asks of toy in one call"):
        rates([[found("shown"), found("opportunity_missed")]])


@pytest.mark.parametrize(("hits", "n"), [(2, 1), (-1, 3), (0, 0)])
def test_counts_that_cannot_be_are_refused(hits, n):
    with pytest.raises(UsageError, match=f"found {hits} out of {n}"):
        wilson(hits, n)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_the_one_of_scipy_and_holds_the_rate(counts):
    hits, n = counts
    low, high = wilson(hits, n)
    other = binomtest(hits, n).proportion_ci(0.95, method="wilson")
    assert (low, high) == pytest.approx((other.low, other.high), abs=1e-9)
    assert 0 <= low <= hits / n <= high <= 1


@given(st.lists(st.sampled_from(OUTCOMES), max_size=30), st.randoms(use_true_random=False))
def test_every_call_is_counted_once_whatever_the_order(outcomes, random):
    calls = [[found(outcome)] for outcome in outcomes]
    for one in rates(calls):
        assert one.shown + one.missed + one.no_opportunity + one.not_on_recording == len(calls)
    assert rates(random.sample(calls, len(calls))) == rates(calls)


def test_the_example_runs():
    assert doctest.testmod(module).failed == 0
