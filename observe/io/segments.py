"""Turns as speaker segments: what RTTM and TextGrid are written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from observe.annotation import SpeakerSegment, Turn


def of_turns(turns: Iterable[Turn]) -> Iterator[SpeakerSegment]:
    """One segment a turn, from its first word to its last, in the order given."""
    for turn in turns:
        yield SpeakerSegment(turn.start, turn.end, turn.speaker)
