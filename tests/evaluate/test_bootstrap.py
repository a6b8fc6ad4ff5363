"""Intervals of F1: against drawing by hand and against SciPy, and what must hold whatever the counts."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from observe.errors import UsageError
from observe.evaluate.bootstrap import F1Interval, f1_interval
from observe.evaluate.cues import CueCounts, total

count = st.integers(0, 9)
dialogue = st.builds(CueCounts, count, count, count)
calls = st.lists(dialogue, min_size=10, max_size=40).filter(lambda calls: total(calls).labelled >= 10)


def drawn_by_hand(calls, draws, seed):
    """The interval, one dialogue after another."""
    draw, found = random.Random(seed), []
    for _ in range(draws):
        once = total(draw.choices(calls, k=len(calls)))
        if once.f1 is not None:
            found.append(once.f1)
    return np.quantile(found, [0.025, 0.975])


def a_corpus(seed, size=60):
    draw = random.Random(seed)
    return [CueCounts(draw.randrange(6), draw.randrange(3), draw.randrange(4)) for _ in range(size)]


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_drawing_by_hand_gives(seed):
    calls = a_corpus(seed)
    interval = f1_interval(calls, draws=4000)
    assert [interval.low, interval.high] == pytest.approx(drawn_by_hand(calls, 1000, seed), abs=0.015)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_what_scipy_gives(seed):
    calls = a_corpus(seed)

    def f1(right, wrong, missed, axis):
        right, wrong, missed = (counts.sum(axis) for counts in (right, wrong, missed))
        return 2 * right / (2 * right + wrong + missed)

    columns = tuple(np.array([(one.right, one.wrong, one.missed) for one in calls]).T)
    theirs = stats.bootstrap(columns, f1, paired=True, method="percentile", n_resamples=4000, rng=seed)
    ours = f1_interval(calls, draws=4000)
    assert (ours.low, ours.high) == pytest.approx(tuple(theirs.confidence_interval), abs=0.01)


@given(calls)
def test_it_is_the_same_each_time_and_lies_within_bounds(calls):
    once, again = f1_interval(calls, draws=200), f1_interval(calls, draws=200)
    assert once == again
    assert 0.0 <= once.low <= once.high <= 1.0


@given(calls)
def test_a_wider_level_holds_a_narrower_one(calls):
    wide, narrow = f1_interval(calls, level=0.95, draws=200), f1_interval(calls, level=0.5, draws=200)
    assert wide.low <= narrow.low <= narrow.high <= wide.high


def test_what_is_all_right_has_no_width():
    assert f1_interval([CueCounts(right=1)] * 12) == F1Interval(1.0, 1.0, 0.95)


def test_more_dialogues_of_the_same_kind_make_it_narrower():
    few, many = f1_interval(a_corpus(1)), f1_interval(a_corpus(1) * 10)
    assert many.high - many.low < (few.high - few.low) / 2


@pytest.mark.parametrize(
    "calls",
    [[], [CueCounts(right=50)] * 9, [CueCounts(right=1)] * 9 + [CueCounts()] * 20],
    ids=["nothing", "nine dialogues", "nine labelled lines"],
)
def test_of_too_little_nothing_is_said(calls):
    assert f1_interval(calls) is None


@pytest.mark.parametrize("wrong", [{"level": 0.0}, {"level": 1.0}, {"draws": 0}])
def test_nonsense_is_refused(wrong):
    with pytest.raises(UsageError, match="expected a level between 0 and 1, and draws"):
        f1_interval([CueCounts(right=1)] * 12, **wrong)
