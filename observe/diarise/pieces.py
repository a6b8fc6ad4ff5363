"""From tracks to pieces of one voice, and from labelled pieces to segments. Pure: numpy and no model.

A *piece* is a run of one track's activity, cut where it is long: what one embedding is taken of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds, SpeakerSegment
from observe.diarise import Samples
from observe.diarise.frames import (
    FRAME_FIELD,
    FRAME_STEP,
    SAMPLE_RATE_HZ,
    Tracks,
    first_sample,
    frame_time,
    runs,
)

#: With less of a voice alone, its embedding says next to nothing, and it has no say in what voices there are.
LEAST_CLEAN: Seconds = 0.25
#: Longer runs are cut in pieces of about this length, so that a change of voice that segmentation missed can
#: show: near where equal pieces would end, by at most this share of one, where it is quietest.
LONGEST_PIECE: Seconds = 2.5
REACH = 0.25
#: How much sound is looked at to find the quietest place.
QUIET_SAMPLES = 1_600
#: What an embedding is taken of where nothing is clean, at least.
LEAST_SAMPLES = 4_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Frames ``[first, last)`` of a track."""

    track: int
    first: int
    last: int


def cut(tracks: Tracks, samples: Samples) -> Iterator[Piece]:
    """Pieces of every track, in time order.

    Args:
        tracks: who is active when.
        samples: what they were found in, float32 mono, 16 kHz.
    """
    longest = LONGEST_PIECE * SAMPLE_RATE_HZ / FRAME_STEP
    energy = np.concatenate([[0.0], np.cumsum(np.square(samples), dtype=np.float64)])
    found = []
    for track, activity in enumerate(tracks.active.T):
        for start, end in runs(activity):
            edges = [int(start), *_quiet_places(energy, int(start), int(end), longest), int(end)]
            found += [Piece(track, a, b) for a, b in pairwise(edges)]
    yield from sorted(found, key=lambda piece: (piece.first, piece.last, piece.track))


def _quiet_places(energy: npt.NDArray[np.float64], start: int, end: int, longest: float) -> Iterator[int]:
    """Frames at which a run is cut; ``energy`` is summed up from the recording's start."""
    parts = int(np.ceil((end - start) / longest))
    step = (end - start) / parts
    reach = int(step * REACH)
    for n in range(1, parts):
        around = round(start + n * step) + np.arange(-reach, reach + 1)
        middles = around * FRAME_STEP + FRAME_FIELD // 2
        first, last = middles - QUIET_SAMPLES // 2, middles + QUIET_SAMPLES // 2
        most = len(energy) - 1
        loudness = energy[np.clip(last, 0, most)] - energy[np.clip(first, 0, most)]
        yield int(around[loudness.argmin()])


def audible(samples: Samples, tracks: Tracks, piece: Piece) -> tuple[Samples, Seconds]:
    """The samples to tell a piece's voice by, and how many seconds of them are that voice alone."""
    alone = tracks.active[piece.first : piece.last].sum(axis=1) == 1
    clean = [
        samples[first_sample(piece.first + int(a)) : first_sample(piece.first + int(b))] for a, b in runs(alone)
    ]
    seconds = sum(map(len, clean)) / SAMPLE_RATE_HZ
    if seconds >= LEAST_CLEAN:
        return np.concatenate(clean), seconds
    start, end = first_sample(piece.first), first_sample(piece.last)
    short = max(0, LEAST_SAMPLES - (end - start)) // 2
    return samples[max(0, start - short) : end + short], 0.0


def together(pieces: Sequence[Piece]) -> npt.NDArray[np.bool_]:
    """Which pieces are heard at the same moment, shape (n, n): two voices for certain."""
    first, last = (np.array([getattr(piece, name) for piece in pieces]) for name in ("first", "last"))
    track = np.array([piece.track for piece in pieces])
    meet = (first[:, None] < last[None]) & (first[None] < last[:, None])
    apart: npt.NDArray[np.bool_] = meet & (track[:, None] != track[None])
    return apart


def segments(tracks: Tracks, pieces: Sequence[Piece], labels: Sequence[int]) -> list[SpeakerSegment]:
    """Segments in time order; touching and overlapping pieces of one speaker are one segment."""
    found = []
    for label in sorted(set(labels)):
        active = np.zeros(len(tracks.active), dtype=bool)
        for piece, owner in zip(pieces, labels, strict=True):
            if owner == label:
                active[piece.first : piece.last] = True
        for start, end in runs(active):
            begin = frame_time(start) if start else 0.0
            finish = frame_time(end) if end < len(active) else tracks.duration
            found.append(SpeakerSegment(begin, min(finish, tracks.duration), f"SPEAKER_{label:02d}"))
    return sorted(found, key=lambda segment: (segment.start, segment.end, segment.speaker))
