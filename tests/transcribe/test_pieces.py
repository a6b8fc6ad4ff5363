"""Utterances joined to pieces, the way back to times in the call, and voice that no word was told of."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.annotation import Interval, Word
from observe.transcribe.pieces import Piece, joined, left_out
from observe.transcribe.voice import LONGEST_S, SAMPLE_RATE_HZ, Utterance


def said(start, end, margin=0.4):
    return Utterance(Interval(start, end), Interval(max(0.0, start - margin), end + margin))


TWO = Piece((said(1.0, 2.0), said(10.0, 11.0)))  # 0.6 to 2.4, and 9.6 to 11.4


def test_utterances_are_joined_up_to_what_whisper_hears_at_once():
    utterances = [said(10.0 * n, 10.0 * n + 8.0, 0.1) for n in range(7)]
    pieces = list(joined(utterances))
    assert [len(piece.utterances) for piece in pieces] == [3, 3, 1]
    assert all(piece.duration <= LONGEST_S for piece in pieces)


@given(st.lists(st.floats(0.1, 28.0), max_size=30))
def test_each_utterance_is_in_exactly_one_piece(lengths):
    starts = np.cumsum([0.0, *(length + 1.0 for length in lengths)])
    utterances = [said(float(at), float(at) + length, 0.2) for at, length in zip(starts, lengths, strict=False)]
    pieces = list(joined(utterances))
    assert [one for piece in pieces for one in piece.utterances] == utterances


def test_the_sound_of_a_piece_is_that_of_its_utterances():
    samples = np.arange(12 * SAMPLE_RATE_HZ, dtype=np.float32)
    sound = TWO.sound(samples)
    assert len(sound) == round(TWO.duration * SAMPLE_RATE_HZ)
    assert sound[0] == round(0.6 * SAMPLE_RATE_HZ)
    assert sound[-1] == round(11.4 * SAMPLE_RATE_HZ) - 1


@pytest.mark.parametrize(
    ("heard", "in_call"),
    [
        ((0.5, 0.9), (1.1, 1.5)),  # in the first utterance
        ((2.3, 2.7), (10.1, 10.5)),  # in the second
        ((0.0, 0.9), (0.9, 1.5)),  # Whisper begins a first word at once; its voice begins later
        ((1.2, 2.6), (9.9, 10.4)),  # stretched over the joint: most of its voice is in the second
        ((2.9, 3.6), (10.7, 11.2)),  # stretched over the silence at the end
        ((9.0, 9.0), (11.4, 11.4)),  # beyond the end
    ],
)
def test_a_word_comes_where_its_voice_is(heard, in_call):
    placed = TWO.in_call(*heard)
    assert (placed.start, placed.end) == pytest.approx(in_call, abs=0.06)


def word(start, end):
    return Word("word", start, end)


def test_voice_without_a_word_is_heard_again():
    (again,) = left_out(TWO, [word(1.1, 1.4)])
    assert again.utterances == (TWO.utterances[1],)
    assert list(left_out(TWO, [word(1.1, 1.4), word(10.2, 10.5)])) == []


def test_a_cough_and_a_piece_without_any_word_are_not_heard_again():
    cough = Piece((said(1.0, 2.0), said(5.0, 5.1)))
    assert list(left_out(cough, [word(1.1, 1.4)])) == []
    assert list(left_out(TWO, [])) == []
