"""Confidence beside what came true: by hand, against scikit-learn, and what must hold whatever was found."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve

from observe.errors import UsageError
from observe.evaluate.calibration import BINS, by_cue, reliability
from observe.evaluate.cues import AskedLine

found = st.lists(st.tuples(st.floats(0, 1), st.booleans()))


def test_a_confidence_that_comes_true_has_no_error():
    table = reliability([(0.25, True)] + [(0.25, False)] * 3 + [(0.75, True)] * 3 + [(0.75, False)])
    assert table.error == 0.0


def test_too_high_a_confidence_is_off_by_the_difference():
    assert reliability([(0.9, True), (0.9, False)]).error == pytest.approx(0.4)


def test_a_bin_weighs_as_much_as_it_holds():
    assert reliability([(1.0, True)] * 9 + [(0.5, False)]).error == pytest.approx(0.05)


def test_bins_hold_their_lower_end_and_the_last_one_both():
    table = reliability([(place / BINS, True) for place in range(BINS + 1)])
    assert [one.count for one in table.bins] == [1] * 9 + [2]


def test_of_nothing_there_is_no_error():
    assert reliability([]).error is None
    assert {one.share_right for one in reliability([]).bins} == {None}


@pytest.mark.parametrize("seed", range(3))
def test_its_bins_are_scikit_learns(seed):
    draw = random.Random(seed)
    pairs = [(sure := draw.random(), draw.random() < sure**2) for _ in range(500)]
    sure, right = zip(*pairs, strict=True)
    real, mean = calibration_curve(right, sure, n_bins=BINS, strategy="uniform")
    bins = [one for one in reliability(pairs).bins if one.count]
    assert [one.share_right for one in bins] == pytest.approx(list(real))
    assert [one.confidence for one in bins] == pytest.approx(list(mean))


@given(found.filter(bool))
def test_the_error_is_the_mean_distance_within_bins(pairs):
    place = [min(int(sure * 10), 9) for sure, _ in pairs]
    distance = 0.0
    for one in set(place):
        inside = [pair for pair, where in zip(pairs, place, strict=True) if where == one]
        distance += abs(np.mean([right for _, right in inside]) - np.mean([sure for sure, _ in inside])) * len(
            inside
        )
    assert reliability(pairs).error == pytest.approx(distance / len(pairs))


@given(found)
def test_nothing_that_was_found_is_lost(pairs):
    table = reliability(pairs)
    assert table.count == len(pairs)
    assert sum(one.right for one in table.bins) == sum(right for _, right in pairs)
    assert table.error is None or 0.0 <= table.error <= 1.0


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_what_is_no_confidence_is_refused(confidence):
    with pytest.raises(UsageError, match="expected a number from 0 to 1"):
        reliability([(confidence, True)])


def test_each_cue_has_its_own_and_only_what_was_found_counts():
    judged = [
        AskedLine("call", 0, "thanks", heard=True, found=True, confidence=0.9),
        AskedLine("call", 1, "thanks", heard=True, found=False),
        AskedLine("call", 1, "apology", heard=False, found=True, confidence=0.6),
        AskedLine("call", 2, "apology", heard=False, found=True),
    ]
    assert {cue: table.count for cue, table in by_cue(judged).items()} == {"apology": 1, "thanks": 1}
