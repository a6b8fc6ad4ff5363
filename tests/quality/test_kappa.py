"""How far two raters agree: against scikit-learn, against the textbook's formula, and against draws."""

from __future__ import annotations

import math
import warnings
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from observe.quality.kappa import FEWEST_CALLS, agreement, standard_error

DECISIONS = ("met", "not_yet", "not_applicable")
decision = st.sampled_from(DECISIONS)
tables = st.lists(st.tuples(decision, decision), min_size=1, max_size=60)
points = st.lists(st.tuples(st.sampled_from("abcdefgh"), decision, decision), min_size=1, max_size=60)


def one_a_call(table):
    return [(str(number), first, second) for number, (first, second) in enumerate(table)]


@settings(deadline=None, max_examples=40)  # scikit-learn takes its time over each table
@given(tables)
def test_kappa_is_what_scikit_learn_makes_it(table):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = cohen_kappa_score([first for first, _ in table], [second for _, second in table])
    found = agreement(one_a_call(table))
    if found.kappa is None:
        assert math.isnan(theirs)
        assert found.why_none == "one_decision"
    else:
        assert found.kappa == pytest.approx(theirs, abs=1e-12)


def textbook_error(table):
    """Fleiss, Cohen and Everitt (1969), formula 13, summed over the cells of the table."""
    n = len(table)
    cell = {key: count / n for key, count in Counter(table).items()}
    row = {d: sum(p for (one, _), p in cell.items() if one == d) for d in DECISIONS}
    column = {d: sum(p for (_, other), p in cell.items() if other == d) for d in DECISIONS}
    observed = sum(cell.get((d, d), 0) for d in DECISIONS)
    expected = sum(row[d] * column[d] for d in DECISIONS)
    kappa = (observed - expected) / (1 - expected)
    a = sum(cell.get((d, d), 0) * (1 - (row[d] + column[d]) * (1 - kappa)) ** 2 for d in DECISIONS)
    off = sum(p * (column[one] + row[other]) ** 2 for (one, other), p in cell.items() if one != other)
    b = (1 - kappa) ** 2 * off
    c = (kappa - expected * (1 - kappa)) ** 2
    return math.sqrt(max(0.0, a + b - c) / n) / (1 - expected)


@settings(deadline=None)
@given(tables)
def test_with_one_point_a_call_the_error_is_the_textbooks_but_for_the_small_sample_factor(table):
    n = len(table)
    if n < 2 or agreement(one_a_call(table)).kappa is None:
        return
    ours = standard_error(one_a_call(table))
    assert ours == pytest.approx(textbook_error(table) * math.sqrt(n / (n - 1)), abs=1e-7)


@settings(deadline=None)
@given(points)
def test_the_raters_can_change_places_and_decisions_their_names(items):
    found = agreement(items)
    turned = agreement([(call, second, first) for call, first, second in items])
    other = {"met": "A", "not_yet": "B", "not_applicable": "C"}
    renamed = agreement([(call, other[first], other[second]) for call, first, second in items])
    for again in (turned, renamed):
        assert again.same == found.same
        assert again.kappa == found.kappa
        assert (again.low is None) == (found.low is None)
        if found.low is not None:
            assert (again.low, again.high) == pytest.approx((found.low, found.high))


@settings(deadline=None)
@given(points)
def test_what_is_shown_lies_where_it_must(items):
    found = agreement(items)
    assert found.n == len(items)
    assert found.same.share == pytest.approx(sum(a == b for _, a, b in items) / len(items))
    if found.kappa is not None:
        assert -1 <= found.kappa <= found.same.share <= 1
        assert (found.kappa == 1) == (found.same.share == 1)
    if found.low is not None:
        assert -1 <= found.low <= found.kappa <= found.high <= 1
        assert found.calls >= FEWEST_CALLS


def test_two_who_always_say_met_have_no_kappa():
    found = agreement([(str(call), "met", "met") for call in range(30)])
    assert (found.same.share, found.kappa, found.why_none) == (1.0, None, "one_decision")


def test_two_who_always_differ_by_habit_have_a_kappa_of_nought():
    found = agreement([(str(call), "met", "not_yet") for call in range(30)])
    assert (found.same.share, found.kappa, found.why_none) == (0.0, 0.0, "one_habit")


def test_a_rater_who_always_says_the_same_leaves_a_kappa_of_nought_without_interval():
    found = agreement([(str(call), DECISIONS[call % 3 == 0], "met") for call in range(30)])
    assert (found.kappa, found.low, found.why_none) == (0.0, None, "one_habit")


def test_two_who_never_differ_have_a_kappa_of_one_and_no_interval():
    found = agreement([(str(call), DECISIONS[call % 2], DECISIONS[call % 2]) for call in range(30)])
    assert (found.kappa, found.low, found.why_none) == (1.0, None, "never_differed")


def test_nothing_shared_is_neither_nought_nor_a_fault():
    found = agreement([])
    assert (found.n, found.same.share, found.kappa, found.why_none) == (0, None, None, "nothing_shared")


def test_few_calls_have_a_kappa_without_interval_however_many_points():
    items = [(str(n % 4), DECISIONS[n % 2], DECISIONS[n % 3 % 2]) for n in range(200)]
    found = agreement(items)
    assert found.kappa is not None
    assert (found.low, found.why_none) == (None, "few_calls")


def test_the_same_points_said_ten_times_over_in_each_call_do_not_make_the_interval_narrower():
    once = [(str(n), DECISIONS[n % 2], DECISIONS[(n % 5 == 0) ^ (n % 2)]) for n in range(20)]
    narrow, wide = agreement(once), agreement(once * 10)
    assert (wide.low, wide.high) == pytest.approx((narrow.low, narrow.high))
    assert wide.n == 10 * narrow.n


def _drawn(random, calls, points):
    """Two raters who hear the truth of each point, one call clearer than another."""
    for call in range(calls):
        share, clear = random.beta(1.6, 0.9), 0.5 + 0.5 * random.beta(4, 1)
        for _ in range(points):
            truth = random.random() < share
            said = [truth if random.random() < clear else not truth for _ in range(2)]
            yield str(call), *(DECISIONS[0] if one else DECISIONS[1] for one in said)


@pytest.mark.parametrize(("calls", "points"), [(FEWEST_CALLS, 6), (12, 6), (30, 1)])
def test_the_interval_holds_the_true_kappa_about_as_often_as_it_says(calls, points):
    random = np.random.default_rng(7)
    truth = agreement(_drawn(random, 4_000, points)).kappa
    found = [agreement(_drawn(random, calls, points)) for _ in range(150)]
    given_ = [one for one in found if one.low is not None]
    held = sum(one.low <= truth <= one.high for one in given_) / len(given_)
    assert len(given_) > 120
    assert 0.88 <= held <= 1
