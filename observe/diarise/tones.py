"""Tones of the telephone: ringing, engaged, beeps and keys are no voice, however steadily they sound.

Segmentation takes some of them for somebody speaking, and then they take the place of one of the two voices
that a call is asked for. A tone is a line or two in the spectrum that stand still for half a second, nearer
than any voice holds a note; a key is a pair of lines that only keys have together.

Source: ITU-T E.180 (dial, ringing and engaged tones are one or two frequencies) and Q.23 (keys are one of four
low and one of four high frequencies at once).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds
from observe.diarise.frames import FRAME_FIELD, FRAME_STEP, SAMPLE_RATE_HZ, Activity, Tracks, runs

#: Lines are looked for in the band that every telephone carries.
LOWEST_HZ, HIGHEST_HZ = 250.0, 3_800.0
#: The share of the band's energy that two lines hold, from which it is a tone.
SHARE = 0.85
#: Samples in which lines stand still (0.5 s, bins of 2 Hz), and for a look at a frame by itself (0.06 s).
LONG, SHORT = 8_192, 1_024
#: How far apart the frames are of which the long look is taken: 0.07 s.
STRIDE = 4
#: Bins on either side of a line that are counted to it: what the window smears it to, and a cadence.
WIDTH = 2
LEAST: Seconds = 0.3
#: Of a key, which may be as short as 0.04 s.
KEY_LEAST: Seconds = 0.04
LOW_KEYS_HZ = (697.0, 770.0, 852.0, 941.0)
HIGH_KEYS_HZ = (1209.0, 1336.0, 1477.0, 1633.0)
#: Spectra worked out at a time: hours must not take their size in memory.
_AT_ONCE = 100

Samples = npt.NDArray[np.float32]
Spectra = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]


def without_tones(tracks: Tracks, samples: Samples) -> Tracks:
    """The same activity without what is a tone.

    Args:
        tracks: who is active when.
        samples: what that was found in, float32 mono, 16 kHz.
    """
    active = np.flatnonzero(tracks.active.any(axis=1))
    tone = tones(samples, len(tracks.active), active)
    return Tracks(tracks.active & ~tone[:, None], tracks.duration)


def tones(samples: Samples, frames: int, among: Numbers | None = None) -> Activity:
    """Which frames are a tone, shape (frames,).

    Args:
        samples: float32 mono, 16 kHz.
        frames: of the segmentation model's.
        among: the frames to look at; every one unless told.
    """
    wanted = np.arange(frames) if among is None else among
    alone, keys = np.zeros(frames, dtype=bool), np.zeros(frames, dtype=bool)
    for numbers, shares in _spectra(samples, wanted, SHORT):
        alone[numbers] = _two_lines(shares) >= SHARE
        keys[numbers] = _key_share(shares) >= SHARE
    still = np.zeros(frames, dtype=bool)
    strided = np.unique(np.flatnonzero(alone) // STRIDE) * STRIDE + STRIDE // 2
    for numbers, shares in _spectra(samples, strided, LONG):
        for number in numbers[_two_lines(shares) >= SHARE]:
            still[number - STRIDE // 2 : number + STRIDE - STRIDE // 2] = True
    return _lasting(alone & still, LEAST) | _lasting(keys, KEY_LEAST)


def _spectra(samples: Samples, frames: Numbers, length: int) -> Iterator[tuple[Numbers, Spectra]]:
    """Some of the frames, and for each how its energy spreads over the band; silence is 0."""
    bins = np.fft.rfftfreq(length, 1 / SAMPLE_RATE_HZ)
    band = (bins >= LOWEST_HZ) & (bins <= HIGHEST_HZ)
    window = np.hanning(length)
    around = np.arange(length) + FRAME_FIELD // 2 - length // 2
    for first in range(0, len(frames), _AT_ONCE):
        some = frames[first : first + _AT_ONCE]
        places = (some * FRAME_STEP)[:, None] + around[None]
        there = (places >= 0) & (places < len(samples))
        heard = samples[np.clip(places, 0, len(samples) - 1)] * there * window
        power = np.abs(np.fft.rfft(heard)[:, band]) ** 2
        yield some, power / np.maximum(power.sum(axis=1, keepdims=True), 1e-9)


def _two_lines(shares: Spectra) -> Spectra:
    """The share of the energy that the two strongest lines hold."""
    lines = _lines(shares)
    one = lines.argmax(axis=1)
    strongest = lines[np.arange(len(lines)), one]
    apart = np.abs(np.arange(lines.shape[1])[None] - one[:, None]) > 2 * WIDTH
    found: Spectra = strongest + (lines * apart).max(axis=1)
    return found


def _key_share(shares: Spectra) -> Spectra:
    """The share of the energy that a low and a high key line hold, neither much stronger than the other."""
    lines = _lines(shares)
    low, high = (lines[:, [_bin(hertz) for hertz in keys]].max(axis=1) for keys in (LOW_KEYS_HZ, HIGH_KEYS_HZ))
    found: Spectra = np.where(np.minimum(low, high) > 0.1, low + high, 0.0)
    return found


def _lines(shares: Spectra) -> Spectra:
    """The energy within a line's width round each bin."""
    padded = np.pad(shares, ((0, 0), (WIDTH, WIDTH)))
    return sum((padded[:, n : n + shares.shape[1]] for n in range(2 * WIDTH + 1)), np.zeros_like(shares))


def _bin(hertz: float) -> int:
    """The bin of a frequency within the band of a short look."""
    step = SAMPLE_RATE_HZ / SHORT
    return round(hertz / step) - int(np.ceil(LOWEST_HZ / step))


def _lasting(found: Activity, least: Seconds) -> Activity:
    """Only what lasts."""
    kept = np.zeros_like(found)
    enough = max(1, round(least * SAMPLE_RATE_HZ / FRAME_STEP))
    for start, end in runs(found):
        kept[start:end] = end - start >= enough
    return kept
