"""Utterances joined to pieces that Whisper hears at once, and times in a piece told as times in the call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from observe.annotation import Interval, Seconds, Word
from observe.transcribe import Samples
from observe.transcribe.voice import LONGEST_S, SAMPLE_RATE_HZ, Utterance

#: A word begins at most this much before the voice of its utterance is heard, and ends at most this much after.
BEFORE_S: Seconds = 0.1
AFTER_S: Seconds = 0.2
#: Voice of at least this length is listened to again where no word was told of it.
LEFT_OUT_S: Seconds = 0.25


@dataclass(frozen=True, slots=True)
class Piece:
    """Utterances one behind the other, without the pauses between them.

    Attributes:
        utterances: at least one, in time order.
    """

    utterances: tuple[Utterance, ...]

    @property
    def duration(self) -> Seconds:
        """Of the joined sound."""
        return sum(utterance.sound.duration for utterance in self.utterances)

    @property
    def start(self) -> Seconds:
        """When its sound begins in the call."""
        return self.utterances[0].sound.start

    @property
    def end(self) -> Seconds:
        """When its sound ends in the call."""
        return self.utterances[-1].sound.end

    def sound(self, samples: Samples) -> Samples:
        """Its joined sound.

        Args:
            samples: the track's.
        """
        return np.concatenate([samples[_at(u.sound.start) : _at(u.sound.end)] for u in self.utterances])

    def in_call(self, start: Seconds, end: Seconds) -> Interval:
        """A word's time in the call.

        A word lies in the utterance whose voice it shares most with, and does not reach far beyond that voice.

        Args:
            start: in seconds of the joined sound.
            end: the same.
        """
        offset = 0.0
        best, most = Interval(0.0, 0.0), -np.inf
        for utterance in self.utterances:
            moved = utterance.sound.start - offset
            offset += utterance.sound.duration
            word = Interval(max(0.0, start + moved), max(0.0, start + moved, end + moved))
            shared = min(word.end, utterance.voice.end) - max(word.start, utterance.voice.start)
            if shared > most:
                most = shared
                begin = max(word.start, utterance.voice.start - BEFORE_S, utterance.sound.start)
                finish = min(word.end, utterance.voice.end + AFTER_S, utterance.sound.end)
                begin = min(begin, utterance.sound.end)
                best = Interval(begin, max(begin, finish))
        return best


def joined(utterances: Sequence[Utterance], longest: Seconds = LONGEST_S) -> Iterator[Piece]:
    """Pieces of at most ``longest`` seconds, in time order; each utterance is in exactly one.

    Args:
        utterances: in time order, none longer than ``longest``.
        longest: seconds of joined sound.
    """
    held: list[Utterance] = []
    length = 0.0
    for utterance in utterances:
        if held and length + utterance.sound.duration > longest:
            yield Piece(tuple(held))
            held, length = [], 0.0
        held.append(utterance)
        length += utterance.sound.duration
    if held:
        yield Piece(tuple(held))


def left_out(piece: Piece, words: Sequence[Word]) -> Iterator[Piece]:
    """What of a piece has voice and no word: the recogniser at times stops, or counts repeats short.

    Args:
        piece: as it was heard.
        words: told of it.

    Returns:
        One piece, or none. None where no word was told at all: nothing more would come of hearing it again.
    """
    silent = tuple(
        utterance
        for utterance in piece.utterances
        if utterance.voice.duration >= LEFT_OUT_S and not any(_within(word, utterance) for word in words)
    )
    if words and silent:
        yield Piece(silent)


def _within(word: Word, utterance: Utterance) -> bool:
    return word.start < utterance.sound.end and word.end > utterance.sound.start


def _at(time: Seconds) -> int:
    return round(time * SAMPLE_RATE_HZ)
