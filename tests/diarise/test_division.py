"""Pieces to speakers: made-up voices in made-up calls, alike and unlike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.diarise.chain import HEARD_TOGETHER, change, follow
from observe.diarise.division import divide
from observe.diarise.frames import FRAME_STEP, SAMPLE_RATE_HZ
from observe.diarise.pieces import Piece
from tests.diarise.voices import DIMENSION, heard, same_division

FRAMES_A_SECOND = SAMPLE_RATE_HZ / FRAME_STEP


def in_turn(seconds, tracks=None, pause=0.4):
    """Pieces one after the other; all of one track where none are given."""
    found, at = [], 0.0
    for n, length in enumerate(seconds):
        last = at + max(length, 0.3)
        track = 0 if tracks is None else tracks[n]
        found.append(Piece(track, round(at * FRAMES_A_SECOND), round(last * FRAMES_A_SECOND)))
        at = last + pause
    return found


OWNERS = {
    "two take turns": ([0, 1] * 8, [3.0] * 16),
    "one says nearly all": ([0] * 14 + [1, 1], [4.0] * 14 + [1.5, 2.0]),
    "three, unevenly": ([0] * 9 + [1] * 4 + [2] * 2, [3.0, 1.5, 5.0] * 5),
    "short and long": ([0, 0, 1, 1] * 5, [0.6, 6.0] * 10),
    "one piece each": ([0, 1, 2], [5.0, 4.0, 3.0]),
}


@pytest.mark.parametrize("case", OWNERS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_piece_is_under_its_own_voice(case, seed):
    owners, seconds = OWNERS[case]
    embeddings, clean = heard(owners, seconds, seed)
    division = divide(in_turn(seconds), embeddings, clean, max(owners) + 1)
    assert same_division(division.labels, owners)


@pytest.mark.parametrize("likeness", [0.5, 0.65, 0.75])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_two_alike_voices_stay_two(likeness, seed):
    """The bank call's were .61 alike, a support call's .68: both were taken for one voice."""
    owners = [0, 0, 1, 1] * 10
    embeddings, clean = heard(owners, [2.5] * 40, seed, likeness)
    tracks = [0, 0, 1, 1] * 10
    division = divide(in_turn([2.5] * 40, tracks), embeddings, clean, 2)
    assert same_division(division.labels, owners)
    assert division.one < 0.75


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_one_voice_is_told_to_be_one_and_still_divided(seed):
    embeddings, clean = heard([0] * 16, [3.0] * 16, seed)
    division = divide(in_turn([3.0] * 16), embeddings, clean, 2)
    assert division.one > 0.75


def test_who_spoke_before_settles_a_piece_that_could_be_either():
    owners = [0, 0, 0, 0, 1, 1, 1, 1] * 3
    embeddings, clean = heard(owners, [3.0] * 24, 1)
    between = embeddings[1] + embeddings[5]
    embeddings[2] = embeddings[6] = between / np.linalg.norm(between)
    clean[[2, 6]] = 0.3
    labels = divide(in_turn([3.0] * 24, pause=0.0), embeddings, clean, 2).labels
    assert same_division(labels, owners)


def test_a_close_call_is_less_certain_than_a_clear_one():
    owners = [0, 1] * 6
    embeddings, clean = heard(owners, [6.0] * 12)
    between = embeddings[4] + 0.8 * embeddings[5]
    embeddings[4] = between / np.linalg.norm(between)
    clean[4] = 1.0
    certainty = divide(in_turn([6.0] * 12, pause=3.0), embeddings, clean, 2).certainty
    assert certainty[4] < np.delete(certainty, 4).min()


def test_nothing_is_divided_into_nothing():
    division = divide([], np.zeros((0, DIMENSION)), np.zeros(0), 2)
    assert division.labels.shape == division.certainty.shape == (0,)


def test_one_piece_is_one_speaker():
    embeddings, clean = heard([0], [2.0])
    division = divide(in_turn([2.0]), embeddings, clean, 2)
    assert division.labels.tolist() == [0]
    assert division.certainty.tolist() == [np.inf]


def test_a_voice_heard_together_with_another_is_not_that_other():
    """What overlaps the first voice all the while sounds like the first voice, and is still the second."""
    embeddings, _ = heard([0, 1, 0, 1, 0], [4.0, 4.0, 4.0, 4.0, 0.0])
    embeddings[4] = embeddings[2]
    pieces = in_turn([4.0] * 4)
    inside = Piece(1, pieces[2].first + 20, pieces[2].last - 20)
    order = [pieces[0], pieces[1], pieces[2], inside, pieces[3]]
    labels = divide(order, embeddings[[0, 1, 2, 4, 3]], np.array([4.0, 4.0, 4.0, 0.0, 4.0]), 2).labels
    assert labels.tolist() == [0, 1, 0, 1, 1]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 20), st.integers(1, 5))
def test_there_are_never_more_speakers_than_asked_for_and_they_are_numbered_as_they_appear(seed, n, count):
    rng = np.random.default_rng(seed)
    embeddings = rng.normal(size=(n, 16))
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    seconds = rng.uniform(0.0, 5.0, n)
    pieces = in_turn(seconds, rng.integers(0, 3, n), pause=float(rng.uniform(-0.2, 1.0)))
    labels = divide(pieces, embeddings, seconds, count).labels.tolist()
    assert list(dict.fromkeys(labels)) == list(range(len(set(labels))))
    assert len(set(labels)) <= count


def test_a_change_is_likelier_where_segmentation_hears_another_voice():
    same, other = in_turn([2.0] * 2, [0, 0], pause=0.1), in_turn([2.0] * 2, [0, 1], pause=0.1)
    assert change(same)[0] < 0.5 < change(other)[0]
    assert change([Piece(0, 0, 100), Piece(1, 50, 150)])[0] == HEARD_TOGETHER


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 7))
def test_voices_alone_decide_where_the_chain_says_nothing(seed, n):
    rng = np.random.default_rng(seed)
    owners = rng.integers(0, 2, n)
    owners[:2] = (0, 1)
    embeddings, seconds = heard(owners, rng.uniform(2.0, 6.0, n), seed)
    assert follow(embeddings, seconds, np.full(n - 1, 0.5), owners).labels.tolist() == owners.tolist()
