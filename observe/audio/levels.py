"""How loud a channel is, frame by frame, and fading the frames that are not wanted. Some 20 s at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds
from observe.audio.decode import SAMPLE_RATE_HZ, Samples

FRAME_S: Seconds = 0.03

Decibels = npt.NDArray[np.float64]


def levels_of(samples: Samples) -> Decibels:
    """Level of each frame in decibels below full scale."""
    import librosa

    length = int(FRAME_S * SAMPLE_RATE_HZ)
    parts = [
        librosa.feature.rms(y=part, frame_length=length, hop_length=length, center=False)[0]
        for part in parts_of(samples, length)
    ]
    rms = np.concatenate(parts)
    levels: Decibels = 20 * np.log10(np.maximum(rms.astype(np.float64), 1e-6))
    return levels


def parts_of(samples: Samples, length: int) -> Iterator[Samples]:
    """Some 20 s at a time, in whole frames: what is computed of hours must not take their size in memory."""
    step = max(1, 20 * SAMPLE_RATE_HZ // length) * length
    whole = max(len(samples) - len(samples) % length, length)
    yield from (samples[first : min(first + step, whole)] for first in range(0, whole, step))


def loudest(levels: Decibels) -> float:
    """The level that the loudest hundredth reaches; in hours of hold, that the loudest five seconds reach."""
    few = min(len(levels), round(5.0 / FRAME_S))
    return max(float(np.percentile(levels, 99)), float(np.partition(levels, -few)[-few]))


def faded(own: Samples, wanted: npt.NDArray[np.bool_]) -> Samples:
    """The sound with the frames that are not wanted faded to nothing.

    Args:
        own: float32 mono, 16 kHz.
        wanted: of each frame.
    """
    length = int(FRAME_S * SAMPLE_RATE_HZ)
    # A syllable's quiet edges belong to it: keep five frames (0.15 s) on either side.
    weights = np.convolve(wanted.astype(np.float32), np.ones(11, np.float32), mode="same").clip(0.0, 1.0)
    centres = (np.arange(len(weights)) + 0.5) * length
    kept = own.copy()
    for first in range(0, len(own), 20 * SAMPLE_RATE_HZ):
        part = kept[first : first + 20 * SAMPLE_RATE_HZ]  # a view: the product is written in place
        part *= np.interp(np.arange(first, first + len(part)), centres, weights).astype(np.float32)
    return kept
