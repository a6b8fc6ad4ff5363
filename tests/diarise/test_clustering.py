"""Stretches to speakers: made-up voices, each heard with the noise that its length brings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.diarise import clustering
from observe.diarise.clustering import HALF_RELIABLE, MOST_CLUSTERED, divide, likelihood

DIMENSION = 192


def heard(owners, seconds, seed=0, likeness=0.15):
    """Embeddings of stretches: √r of the owner's voice, the rest noise; two voices have cosine ``likeness``."""
    rng = np.random.default_rng(seed)
    owners, seconds = np.asarray(owners), np.asarray(seconds, dtype=float)
    basis = np.linalg.qr(rng.normal(size=(DIMENSION, owners.max() + 2)))[0].T
    voices = np.sqrt(likeness) * basis[-1] + np.sqrt(1 - likeness) * basis[:-1]
    share = (seconds / (seconds + HALF_RELIABLE))[:, None]
    noise = rng.normal(size=(len(owners), DIMENSION)) / np.sqrt(DIMENSION)
    found = np.sqrt(share) * voices[owners] + np.sqrt(1 - share) * noise
    return found / np.linalg.norm(found, axis=1, keepdims=True), seconds


def nobody_apart(n):
    return np.zeros((n, n), dtype=bool)


def same_division(one, other):
    """Whether two labellings differ in the names of the labels alone."""
    pairs = set(zip(one, other, strict=True))
    return len(pairs) == len(set(one)) == len(set(other))


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
def test_every_stretch_is_under_its_own_voice(case, seed):
    owners, seconds = OWNERS[case]
    embeddings, seconds = heard(owners, seconds, seed)
    labels = divide(embeddings, seconds, nobody_apart(len(owners)), max(owners) + 1).labels
    assert same_division(labels, owners)


@pytest.mark.parametrize("case", OWNERS)
@pytest.mark.parametrize("seed", [0, 1])
def test_voices_are_counted_where_no_count_is_given(case, seed):
    owners, seconds = OWNERS[case]
    embeddings, seconds = heard(owners, seconds, seed)
    labels = divide(embeddings, seconds, nobody_apart(len(owners)), None).labels
    assert same_division(labels, owners)


@pytest.mark.parametrize("count", [None, 1, 2, 4])
def test_one_voice_stays_one_whatever_the_count(count):
    embeddings, seconds = heard([0] * 12, [3.0, 5.0] * 6)
    assert set(divide(embeddings, seconds, nobody_apart(12), count).labels) == {0}


def test_two_identical_stretches_are_one_voice():
    embeddings, seconds = heard([0, 0], [4.0, 4.0])
    embeddings[1] = embeddings[0]
    assert divide(embeddings, seconds, nobody_apart(2), 2).labels.tolist() == [0, 0]


def test_nothing_is_divided_into_nothing():
    division = divide(np.zeros((0, DIMENSION)), np.zeros(0), nobody_apart(0), 2)
    assert division.labels.shape == division.margins.shape == (0,)


def test_one_stretch_is_one_speaker():
    embeddings, seconds = heard([0], [2.0])
    division = divide(embeddings, seconds, nobody_apart(1), 2)
    assert division.labels.tolist() == [0]
    assert division.margins.tolist() == [np.inf]


def test_a_voice_heard_together_with_another_is_not_that_other():
    """What overlaps the first voice all the while sounds like the first voice, and is still the second."""
    embeddings, seconds = heard([0, 1, 0, 1, 0], [4.0, 4.0, 4.0, 4.0, 0.0])
    apart = nobody_apart(5)
    apart[4, 2] = apart[2, 4] = True
    embeddings[4] = embeddings[2]
    assert divide(embeddings, seconds, apart, 2).labels.tolist() == [0, 1, 0, 1, 1]


def test_a_voice_that_is_only_ever_heard_over_another_gets_a_label_of_its_own():
    embeddings, seconds = heard([0, 0, 0], [4.0, 4.0, 0.0])
    apart = nobody_apart(3)
    apart[2, 1] = apart[1, 2] = True
    assert divide(embeddings, seconds, apart, 2).labels.tolist() == [0, 0, 1]
    assert divide(embeddings, seconds, apart, 1).labels.tolist() == [0, 0, 0]


def test_stretches_without_clean_speech_alone_are_still_divided():
    embeddings, _ = heard([0, 1, 0, 1], [5.0] * 4)
    labels = divide(embeddings, np.zeros(4), nobody_apart(4), 2).labels
    assert len(labels) == 4
    assert set(labels) <= {0, 1}


def test_a_close_call_has_a_smaller_margin_than_a_clear_one():
    embeddings, seconds = heard([0, 1, 0, 1, 0], [6.0, 6.0, 6.0, 6.0, 1.0])
    between = embeddings[0] + 0.8 * embeddings[1]
    embeddings[4] = between / np.linalg.norm(between)
    margins = divide(embeddings, seconds, nobody_apart(5), 2).margins
    assert 0 <= margins[4] < margins[:4].min() / 2


def test_a_long_call_clusters_its_longest_stretches_and_loses_none(monkeypatch):
    monkeypatch.setattr(clustering, "MOST_CLUSTERED", 30)
    rng = np.random.default_rng(3)
    owners = rng.integers(0, 2, 400)
    embeddings, seconds = heard(owners, rng.uniform(1.0, 6.0, 400))
    labels = divide(embeddings, seconds, nobody_apart(400), 2).labels
    assert same_division(labels, owners)


def test_the_cap_is_what_keeps_a_long_call_affordable():
    assert MOST_CLUSTERED <= 500


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 24), st.integers(1, 4), st.data())
def test_the_order_of_the_stretches_does_not_matter(seed, n, voices, data):
    rng = np.random.default_rng(seed)
    embeddings, seconds = heard(rng.integers(0, voices, n), rng.uniform(1.5, 8.0, n), seed)
    order = np.array(data.draw(st.permutations(range(n))))
    count = data.draw(st.sampled_from([None, voices]))
    before = divide(embeddings, seconds, nobody_apart(n), count).labels
    after = divide(embeddings[order], seconds[order], nobody_apart(n), count).labels
    assert same_division(before[order], after)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 20), st.integers(1, 5))
def test_there_are_never_more_speakers_than_asked_for_and_they_are_numbered_as_they_appear(seed, n, count):
    rng = np.random.default_rng(seed)
    embeddings = rng.normal(size=(n, 16))
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    apart = np.triu(rng.random((n, n)) < 0.1, 1)
    labels = divide(embeddings, rng.uniform(0.0, 5.0, n), apart | apart.T, count).labels.tolist()
    assert list(dict.fromkeys(labels)) == list(range(len(set(labels))))
    assert len(set(labels)) <= count


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_improving_never_makes_a_division_less_likely(seed):
    rng = np.random.default_rng(seed)
    embeddings, seconds = heard(rng.integers(0, 3, 15), rng.uniform(0.5, 6.0, 15), seed)
    start = np.concatenate([np.arange(3), rng.integers(0, 3, 12)])
    better = clustering.improve(embeddings, seconds, nobody_apart(15), start)
    assert likelihood(embeddings, seconds, better) >= likelihood(embeddings, seconds, start) - 1e-9
    assert set(better) == {0, 1, 2}
