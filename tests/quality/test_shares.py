"""Shares with the interval they may lie in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.errors import UsageError
from observe.quality.shares import share_of

counts = st.lists(
    st.integers(0, 8).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=0, max_size=30
)


@settings(deadline=None)
@given(counts)
def test_the_share_is_of_the_sums_and_lies_in_its_interval(each):
    found = share_of(each)
    assert (found.hits, found.n) == (sum(h for h, _ in each), sum(n for _, n in each))
    if found.n == 0:
        assert found.share is None
    if found.low is not None:
        assert 0 <= found.low <= found.share <= found.high <= 1
        assert found.low < found.high
    assert (found.low is None) == (found.calls < 2)


@settings(deadline=None)
@given(counts)
def test_hits_and_misses_mirror_each_other(each):
    found, turned = share_of(each), share_of([(n - hits, n) for hits, n in each])
    if found.low is not None:
        assert (1 - turned.high, 1 - turned.low) == pytest.approx((found.low, found.high))


def test_points_that_fall_alike_within_a_call_count_as_one():
    alone = share_of([(n % 2, 1) for n in range(20)])
    in_fives = share_of([(5 * (n % 2), 5) for n in range(20)])
    assert (in_fives.low, in_fives.high) == pytest.approx((alone.low, alone.high), abs=1e-9)


def test_more_calls_make_the_interval_narrower_even_where_all_is_well():
    lows = [share_of([(4, 4)] * calls).low for calls in (2, 5, 10, 40)]
    assert lows == sorted(lows)
    assert lows[0] < 0.3
    assert 0.9 < lows[-1] < 1


def test_the_interval_holds_the_true_share_about_as_often_as_it_says():
    random = np.random.default_rng(3)
    held = []
    for _ in range(300):
        each = [(random.binomial(6, random.beta(3.5, 1.5)), 6) for _ in range(12)]
        found = share_of(each)
        held.append(found.low <= 0.7 <= found.high)
    assert 0.91 <= np.mean(held) <= 0.99


@pytest.mark.parametrize("count", [(3, 2), (-1, 2)])
def test_more_than_there_are_is_refused(count):
    with pytest.raises(UsageError, match="expected between 0 and 2"):
        share_of([count])
