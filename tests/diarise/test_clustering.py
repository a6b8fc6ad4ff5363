"""Stretches to first divisions: made-up voices, each heard with the noise that its length brings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.diarise import clustering
from observe.diarise.clustering import MOST_CLUSTERED, beginnings, likelihood, likenesses
from tests.diarise.voices import DIMENSION, heard, nobody_apart, same_division

OWNERS = {
    "two take turns": ([0, 1] * 8, [3.0] * 16),
    "one says nearly all": ([0] * 14 + [1, 1], [4.0] * 14 + [1.5, 2.0]),
    "three, unevenly": ([0] * 9 + [1] * 4 + [2] * 2, [3.0, 1.5, 5.0] * 5),
    "four": ([0, 1, 2, 3] * 6, [2.0, 3.0] * 12),
    "short and long": ([0, 0, 1, 1] * 5, [0.6, 6.0] * 10),
    "one stretch each": ([0, 1, 2], [5.0, 4.0, 3.0]),
}


@pytest.mark.parametrize("case", OWNERS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_some_beginning_has_every_stretch_under_its_own_voice(case, seed):
    owners, seconds = OWNERS[case]
    embeddings, seconds = heard(owners, seconds, seed)
    found = beginnings(embeddings, seconds, nobody_apart(len(owners)), max(owners) + 1)
    assert any(same_division(labels, owners) for labels in found)


@pytest.mark.parametrize("case", OWNERS)
@pytest.mark.parametrize("seed", [0, 1])
def test_voices_are_counted_where_no_count_is_given(case, seed):
    owners, seconds = OWNERS[case]
    embeddings, seconds = heard(owners, seconds, seed)
    for labels in beginnings(embeddings, seconds, nobody_apart(len(owners)), None):
        assert len(set(labels)) == len(set(owners))


def test_one_voice_is_counted_as_one():
    embeddings, seconds = heard([0] * 12, [3.0, 5.0] * 6)
    (labels,) = beginnings(embeddings, seconds, nobody_apart(12), None)
    assert set(labels) == {0}


@pytest.mark.parametrize("likeness", [0.3, 0.6, 0.75])
def test_two_alike_voices_begin_apart_where_two_were_asked_for(likeness):
    """What both share is taken away before they are compared: likeness alone joins no voices."""
    owners = [0, 1] * 12
    embeddings, seconds = heard(owners, [2.5] * 24, likeness=likeness)
    found = beginnings(embeddings, seconds, nobody_apart(24), 2)
    assert any(same_division(labels, owners) for labels in found)


def test_two_identical_stretches_still_begin_as_two():
    embeddings, seconds = heard([0, 0], [4.0, 4.0])
    embeddings[1] = embeddings[0]
    assert all(set(labels) == {0, 1} for labels in beginnings(embeddings, seconds, nobody_apart(2), 2))


def test_likeness_of_two_halves_of_one_voice_is_about_one_and_of_two_voices_theirs():
    embeddings, seconds = heard([0, 1] * 20, [4.0] * 40, likeness=0.4)
    assert likenesses(embeddings, seconds, np.array([0, 1] * 20))[0] == pytest.approx(0.4, abs=0.1)
    embeddings, seconds = heard([0] * 40, [4.0] * 40)
    assert likenesses(embeddings, seconds, np.array([0, 1] * 20))[0] == pytest.approx(1.0, abs=0.1)


def test_a_long_call_clusters_its_longest_stretches_and_loses_none(monkeypatch):
    monkeypatch.setattr(clustering, "MOST_CLUSTERED", 30)
    rng = np.random.default_rng(3)
    owners = rng.integers(0, 2, 400)
    embeddings, seconds = heard(owners, rng.uniform(1.0, 6.0, 400))
    found = beginnings(embeddings, seconds, nobody_apart(400), 2)
    assert any(same_division(labels, owners) for labels in found)


def test_the_cap_is_what_keeps_a_long_call_affordable():
    assert MOST_CLUSTERED <= 500


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 20), st.integers(1, 5))
def test_every_beginning_has_as_many_voices_as_were_asked_for_or_of_many_fewer(seed, n, count):
    rng = np.random.default_rng(seed)
    embeddings = rng.normal(size=(n, DIMENSION))
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    apart = np.triu(rng.random((n, n)) < 0.1, 1)
    for labels in beginnings(embeddings, rng.uniform(0.0, 5.0, n), apart | apart.T, count):
        assert set(labels) == set(range(labels.max() + 1))
        assert labels.max() < count
        assert labels.max() > 0 or min(n, count) == 1 or count > 2


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_improving_never_makes_a_division_less_likely(seed):
    rng = np.random.default_rng(seed)
    embeddings, seconds = heard(rng.integers(0, 3, 15), rng.uniform(0.5, 6.0, 15), seed)
    start = np.concatenate([np.arange(3), rng.integers(0, 3, 12)])
    better = clustering.improve(embeddings, seconds, nobody_apart(15), start)
    assert likelihood(embeddings, seconds, better) >= likelihood(embeddings, seconds, start) - 1e-9
    assert set(better) == {0, 1, 2}
