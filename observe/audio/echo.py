"""A party's voice that comes back a moment later on the other party's channel: found, and taken out.

An echo is the same sound again, fainter, always as much later. Where one channel is loud, the other is searched
for a copy of it within a quarter of a second; a lag on which most such places agree is an echo's. What the
other channel then holds no louder than the echo would be is faded to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds
from observe.audio.decode import SAMPLE_RATE_HZ, Samples
from observe.audio.levels import FRAME_S, Decibels, faded, loudest

#: A copy sooner than this is a leak, and no echo that anybody hears as one.
SHORTEST: Seconds = 0.03
LONGEST: Seconds = 0.25
#: What is searched at a time, and at most how many places.
STRETCH: Seconds = 1.0
PLACES = 120
#: Places agree on a lag within this; so many of them make an echo, if they are at least so many in all.
AGREE: Seconds = 0.003
SHARE, LEAST_PLACES = 0.5, 4
#: How far above the echo somebody's own voice rises.
ABOVE_DB = 6.0


@dataclass(frozen=True, slots=True)
class Echo:
    """An echo of one channel on the other.

    Attributes:
        lag: how much later, in seconds.
        gain: how loud it is beside the voice, in decibels; below 0 where it is fainter.
    """

    lag: Seconds
    gain: float


def echo_of(source: Samples, other: Samples, levels: tuple[Decibels, Decibels]) -> Echo | None:
    """The echo of one channel on the other, or None.

    Args:
        source: the channel of the voice, float32 mono, 16 kHz.
        other: the channel on which it may come back, as long.
        levels: of the two, frame by frame.
    """
    found = np.array([_copy(source, other, place) for place in _loud_places(*levels)])
    if len(found) < LEAST_PLACES:
        return None
    lags, gains = found.T
    middle = float(np.median(lags[_agreeing(lags)]))
    same = np.abs(lags - middle) <= AGREE
    if same.mean() < SHARE or same.sum() < LEAST_PLACES or not SHORTEST <= middle <= LONGEST:
        return None
    return Echo(middle, float(20 * np.log10(max(float(np.median(gains[same])), 1e-4))))


def without_echo(own: Samples, levels: tuple[Decibels, Decibels], echo: Echo) -> Samples:
    """A channel without the echo that it holds of another.

    Args:
        own: the channel, float32 mono, 16 kHz.
        levels: of it, and of the channel that comes back on it.
        echo: how.
    """
    own_level, source_level = levels
    late = round(echo.lag / FRAME_S)
    coming = np.full(len(own_level), -200.0)
    # The lag is no whole number of frames, and a room's echo rings on: the loudest of three frames counts.
    for around in (-1, 0, 1):
        shift = max(0, late + around)
        there = source_level[: len(coming) - shift] + echo.gain
        coming[shift:] = np.maximum(coming[shift:], there)
    return faded(own, own_level > coming + ABOVE_DB)


def _loud_places(source: Decibels, other: Decibels) -> npt.NDArray[np.intp]:
    """The samples at which stretches begin in which the source is loud, and louder than the other."""
    per = round(STRETCH / FRAME_S)
    whole = len(source) - len(source) % per
    means = [levels[:whole].reshape(-1, per).mean(axis=1) for levels in (source, other)]
    least = loudest(source) - 25.0
    places = np.flatnonzero((means[0] > least) & (means[0] > means[1]))
    places = places[np.argsort(-means[0][places], kind="stable")[:PLACES]]
    begins: npt.NDArray[np.intp] = np.sort(places) * per * round(FRAME_S * SAMPLE_RATE_HZ)
    return begins


def _copy(source: Samples, other: Samples, place: int) -> tuple[Seconds, float]:
    """The lag at which the other is most like the source from a place on, and how loud it then is beside it."""
    from scipy.signal import correlate

    heard = source[place : place + round(STRETCH * SAMPLE_RATE_HZ)].astype(np.float64)
    reach = round((LONGEST + AGREE) * SAMPLE_RATE_HZ)
    around = other[place : place + len(heard) + reach].astype(np.float64)
    around = np.pad(around, (0, len(heard) + reach - len(around)))
    products = correlate(around, heard, mode="valid", method="fft")
    lag = int(np.abs(products).argmax())
    return lag / SAMPLE_RATE_HZ, float(abs(products[lag])) / max(float(heard @ heard), 1e-12)


def _agreeing(lags: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """The lags near that one which most others are near."""
    near = np.abs(lags[:, None] - lags[None]) <= AGREE
    found: npt.NDArray[np.bool_] = near[near.sum(axis=1).argmax()]
    return found
