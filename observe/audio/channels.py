"""What two channels hold: a party each, the same thing twice, or one party leaking into the other.

Where each party has a channel nobody needs to be told apart by voice, so this decides whether diarisation runs
at all. It judges by activity (which channel is louder, frame by frame) and by correlation (whether the quieter
one carries a copy of the louder).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds
from observe.audio.decode import SAMPLE_RATE_HZ, Audio, Samples
from observe.audio.echo import Echo, echo_of, without_echo
from observe.audio.levels import FRAME_S, Decibels, faded, levels_of, loudest, parts_of

Layout = Literal["mono", "party_each", "leak", "dual_mono", "one_silent", "mixed"]

SIDES = ("left", "right")
#: One channel is taken to carry a frame alone where it is this much louder than the other.
DOMINANT_DB = 6.0
#: A frame is active where it rises this much above the channel's own floor.
ACTIVE_DB = 10.0
#: A channel that never comes within this of the other's level is taken as silent.
SILENT_DB = 45.0
#: A hum or hiss never rises this much above how loud it is around; speech does so by 15 and more.
STEADY_DB = 4.0
#: Share of active frames that one channel must carry alone for the parties to count as apart.
APART_SHARE = 0.7
#: Each party must carry at least this share of the active frames.
PARTY_SHARE = 0.02
#: Correlation from which two channels are the same sound, and from which the quieter carries a copy.
SAME_CORRELATION, LEAK_CORRELATION = 0.95, 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Sound to transcribe: one party's, or everyone's.

    Attributes:
        samples: float32 mono, shape (n_samples,), in [-1, 1], 16 kHz.
        channel: 0 (left) or 1 (right) where the track is one party's, else None.
    """

    samples: Samples
    channel: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Tracks:
    """A recording taken apart as far as its channels allow.

    Attributes:
        layout: what the channels hold.
        because: one sentence for the person who asks why.
        tracks: one a party (`party_each`, `leak`), else a single one for everybody.
        remarks: what a user should know of how they were taken apart; a sentence each.
    """

    layout: Layout
    because: str
    tracks: tuple[Track, ...]
    remarks: tuple[str, ...] = ()

    @property
    def parties_apart(self) -> bool:
        """Whether the channels already separate the parties, so that voices need not be told apart."""
        return self.layout in ("party_each", "leak")


def separate(audio: Audio) -> Tracks:
    """Tell what a recording's channels hold and give the tracks to transcribe.

    Args:
        audio: 1 or 2 channels.
    """
    if audio.channels.shape[0] == 1:
        return Tracks("mono", "The recording has one channel.", (Track(audio.channels[0], None),))
    left, right = audio.channels
    levels = levels_of(left), levels_of(right)
    alone = _one_alone(left, right, levels)
    if alone is not None:
        return alone
    echoes = echo_of(right, left, levels[::-1]), echo_of(left, right, levels)
    if not any(echoes):
        return _both(left, right, levels)
    cleared = (
        without_echo(left, levels, echoes[0]) if echoes[0] else left,
        without_echo(right, levels[::-1], echoes[1]) if echoes[1] else right,
    )
    found = _both(*cleared, (levels_of(cleared[0]), levels_of(cleared[1])))
    if not found.parties_apart:
        found = _both(left, right, levels)
    if not found.parties_apart:
        return found
    tracks = tuple(Track(samples, channel) for channel, samples in enumerate(cleared))
    return Tracks("leak", found.because, tracks, (_echo_remark(echoes),))


def _one_alone(left: Samples, right: Samples, levels: tuple[Decibels, Decibels]) -> Tracks | None:
    """The tracks where one channel at most holds anything that could be speech; else None."""
    loud = loudest(levels[0]), loudest(levels[1])
    steady = _steady(left), _steady(right)
    if abs(loud[0] - loud[1]) > SILENT_DB:
        kept = int(np.argmax(loud))
        because = f"Only the {SIDES[kept]} channel carries sound."
        return Tracks("one_silent", because, (Track((left, right)[kept], None),))
    if steady[0] != steady[1]:
        kept = int(steady[0])
        because = (
            f"Only the {SIDES[kept]} channel carries speech; the {SIDES[1 - kept]} holds a steady hum or hiss."
        )
        return Tracks("one_silent", because, (Track((left, right)[kept], None),), (because,))
    return None


def _both(left: Samples, right: Samples, levels: tuple[Decibels, Decibels]) -> Tracks:
    """The tracks of two channels that both hold sound."""
    active = _active(levels[0]) | _active(levels[1])
    if not active.any():
        return Tracks("one_silent", "Neither channel carries sound.", (Track(left, None),))
    lead = (levels[0] - levels[1])[active]
    alone = float(np.mean(lead > DOMINANT_DB)), float(np.mean(lead < -DOMINANT_DB))
    if min(alone) < PARTY_SHARE or sum(alone) < APART_SHARE:
        if _correlation(left, right) >= SAME_CORRELATION:
            # One of them, not their mixture: where one is the other inverted or delayed, they cancel out.
            louder = left if loudest(levels[0]) >= loudest(levels[1]) else right
            return Tracks("dual_mono", "Both channels carry the same sound.", (Track(louder, None),))
        # Where one is wired the wrong way round, their difference is what both hold.
        mixture = left - right if _product(left, right) < 0 else left + right
        mixture *= 0.5
        return Tracks("mixed", "Each channel carries both voices.", (Track(mixture, None),))
    both = f"the left is alone in {alone[0]:.0%} of the active frames, the right in {alone[1]:.0%}"
    if _leaks(left, right, levels):
        gated = (
            Track(_without_leak(left, levels[0], levels[1]), 0),
            Track(_without_leak(right, levels[1], levels[0]), 1),
        )
        return Tracks("leak", f"Each party has a channel and is faintly heard on the other's: {both}.", gated)
    return Tracks("party_each", f"Each party has a channel: {both}.", (Track(left, 0), Track(right, 1)))


def _echo_remark(echoes: tuple[Echo | None, Echo | None]) -> str:
    lag = max(echo.lag for echo in echoes if echo is not None)
    whose = "Each party's voice" if all(echoes) else f"The voice on the {SIDES[1 if echoes[0] else 0]} channel"
    return f"{whose} came back {lag:.2f} s later on the other channel; that echo was taken out."


def _active(levels: Decibels) -> npt.NDArray[np.bool_]:
    floor = float(np.percentile(levels, 10))
    loud = loudest(levels)
    # Where somebody always speaks the floor is speech: half the usual range below the loudest is active too.
    active: npt.NDArray[np.bool_] = levels > max(min(floor + ACTIVE_DB, loud - 15.0), loud - 30.0, -90.0)
    return active


def _steady(samples: Samples) -> bool:
    """Whether a channel holds a hum or a hiss and nothing besides: not for one second in all does it rise."""
    from scipy.ndimage import median_filter

    # Speech is looked for where hums are not: what lies low is turned down.
    length = int(FRAME_S * SAMPLE_RATE_HZ)
    levels = np.concatenate([levels_of(_brighter(part)) for part in parts_of(samples, length)])
    rise = (levels - median_filter(levels, size=round(2.0 / FRAME_S)))[_active(levels)]
    second = round(1.0 / FRAME_S)
    return len(rise) > second and float(np.partition(rise, -second)[-second]) < STEADY_DB


def _brighter(samples: Samples) -> Samples:
    return np.append(samples[:1], samples[1:] - np.float32(0.97) * samples[:-1])


def _correlation(one: Samples, other: Samples, *, lag_s: Seconds = 0.03) -> float:
    """Largest normalised correlation of two stretches within a small lag, in [0, 1]."""
    from scipy.signal import correlate

    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    if size == 0.0:
        return 0.0
    lag = int(lag_s * SAMPLE_RATE_HZ)
    products = np.zeros(2 * lag + 1)
    for part, same in zip(parts_of(one, 1), parts_of(other, 1), strict=True):
        if len(part) > lag:
            centre = len(part) - 1
            products += correlate(part, same, mode="full", method="fft")[centre - lag : centre + lag + 1]
    return float(np.abs(products).max()) / size


def _product(one: Samples, other: Samples) -> float:
    """The scalar product: below 0 where one channel is, by and large, the other inverted."""
    return sum(
        float(np.dot(part, same)) for part, same in zip(parts_of(one, 1), parts_of(other, 1), strict=True)
    )


def _leaks(left: Samples, right: Samples, levels: tuple[Decibels, Decibels]) -> bool:
    """Whether the quieter channel carries a copy of the louder: the median over half-second stretches."""
    stretch = round(0.5 / FRAME_S)
    length = int(FRAME_S * SAMPLE_RATE_HZ)
    most = max(loudest(level) for level in levels)
    found = []
    for first in range(0, len(levels[0]) - stretch, stretch):
        lead = float(np.mean(levels[0][first : first + stretch] - levels[1][first : first + stretch]))
        loud = max(float(np.mean(level[first : first + stretch])) for level in levels)
        if abs(lead) > DOMINANT_DB and loud > most - 20.0:
            cut = slice(first * length, (first + stretch) * length)
            found.append(_correlation(left[cut], right[cut]))
    return bool(found) and float(np.median(found)) >= LEAK_CORRELATION


def _without_leak(own: Samples, own_level: Decibels, other_level: Decibels) -> Samples:
    """The party's own sound: frames that the other channel dominates are faded to nothing."""
    return faded(own, own_level > other_level - DOMINANT_DB / 2)
