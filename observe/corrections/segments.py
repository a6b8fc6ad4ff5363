"""Who speaks when, after voices were merged or words given to another."""

from __future__ import annotations

from collections.abc import Iterable

from observe.annotation import Seconds, SpeakerSegment


def merged(segments: Iterable[SpeakerSegment], speaker: str, into: str) -> tuple[SpeakerSegment, ...]:
    """One voice's segments given to another; where both overlap, one segment is left."""
    moved = (SpeakerSegment(s.start, s.end, into if s.speaker == speaker else s.speaker) for s in segments)
    return _united(moved, into)


def reassigned(
    segments: Iterable[SpeakerSegment], speaker: str, to: str, start: Seconds, end: Seconds
) -> tuple[SpeakerSegment, ...]:
    """What a voice says from ``start`` to ``end`` given to another; without any segments, none."""
    made: list[SpeakerSegment] = []
    for segment in segments:
        if segment.speaker != speaker or segment.end <= start or segment.start >= end:
            made.append(segment)
            continue
        if segment.start < start:
            made.append(SpeakerSegment(segment.start, start, speaker))
        if segment.end > end:
            made.append(SpeakerSegment(end, segment.end, speaker))
    return _united([*made, SpeakerSegment(start, end, to)], to) if made else ()


def _united(segments: Iterable[SpeakerSegment], speaker: str) -> tuple[SpeakerSegment, ...]:
    """The segments in time order, those of one voice that touch or overlap made one."""
    made: list[SpeakerSegment] = []
    latest: int | None = None
    for segment in sorted(segments, key=lambda s: (s.start, s.end, s.speaker)):
        if segment.speaker == speaker and latest is not None and segment.start <= made[latest].end:
            before = made[latest]
            made[latest] = SpeakerSegment(before.start, max(before.end, segment.end), speaker)
            continue
        if segment.speaker == speaker:
            latest = len(made)
        made.append(segment)
    return tuple(made)
