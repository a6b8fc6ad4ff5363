"""Tones of the telephone are no voice; speech, however it is drawn out, is none of them."""

from __future__ import annotations

import numpy as np
import pytest

from observe.diarise.frames import FRAME_STEP, Tracks, n_frames
from observe.diarise.tones import tones, without_tones

RATE = 16_000
RNG = np.random.default_rng(7)


def lines(*hertz, seconds=1.0, level=0.2, start=0.0):
    times = start + np.arange(int(seconds * RATE)) / RATE
    return (level * sum(np.sin(2 * np.pi * one * times) for one in hertz) / len(hertz)).astype(np.float32)


def silence(seconds):
    return np.zeros(int(seconds * RATE), np.float32)


def cadence(*hertz, on, off, times):
    return np.concatenate([part for _ in range(times) for part in (lines(*hertz, seconds=on), silence(off))])


def keys(*pairs, on, off):
    return np.concatenate([part for pair in pairs for part in (lines(*pair, seconds=on), silence(off))])


def voice(pitch, glide, *, seconds=3.0, weights=(1.0, 0.8, 0.4, 0.3, 0.2, 0.1)):
    """A held vowel: harmonics that move together, as even a held note does."""
    times = np.arange(int(seconds * RATE)) / RATE
    phase = 2 * np.pi * pitch * (times + glide * np.sin(2 * np.pi * 0.7 * times) / (2 * np.pi * 0.7))
    parts = [weight * np.sin((n + 1) * phase) for n, weight in enumerate(weights)]
    return (0.1 * sum(parts)).astype(np.float32)


def noise(seconds, level=0.05):
    return (level * RNG.standard_normal(int(seconds * RATE))).astype(np.float32)


def heard(samples):
    return tones(samples, n_frames(len(samples)))


def sounding(samples):
    """The frames that hold sound in their middle."""
    middles = np.arange(n_frames(len(samples))) * FRAME_STEP + 495
    return np.abs(samples[middles]) + np.abs(samples[middles + 40]) > 1e-6


@pytest.mark.parametrize(
    "sound",
    [
        cadence(400, 450, on=0.4, off=0.2, times=6),
        cadence(440, 480, on=2.0, off=1.0, times=2),
        cadence(425, on=1.0, off=1.0, times=3),
        cadence(480, 620, on=0.5, off=0.5, times=4),
        cadence(1400, on=0.4, off=1.0, times=3),
        lines(1000, seconds=1.0),
        lines(350, 440, seconds=3.0),
        lines(440, seconds=2.0, level=0.004),
    ],
    ids=["British ringing", "American ringing", "European ringing", "engaged", "recording beep",
         "voicemail beep", "dial tone", "a faint tone"],
)  # fmt: skip
def test_a_tone_is_heard_as_one(sound):
    assert heard(sound)[sounding(sound)].mean() > 0.9


@pytest.mark.parametrize(("on", "off"), [(0.1, 0.1), (0.06, 0.06), (0.25, 0.4)], ids=["usual", "fast", "slow"])
def test_keys_are_heard_as_such_however_fast_they_are_pressed(on, off):
    pressed = keys((697, 1209), (770, 1336), (852, 1477), (941, 1633), (697, 1477), on=on, off=off)
    assert heard(pressed)[sounding(pressed)].mean() > 0.6
    assert heard(pressed)[~sounding(pressed)].mean() < 0.5


@pytest.mark.parametrize("level", [0.002, 0.02], ids=["faint noise", "noise 20 dB below"])
def test_a_tone_over_a_noisy_line_is_heard(level):
    ringing = lines(400, 450, seconds=2.0)
    assert heard(ringing + noise(2.0, level)).mean() > 0.9


@pytest.mark.parametrize(
    "sound",
    [
        voice(120, 0.03),
        voice(220, 0.03),
        voice(280, 0.12, weights=(1.0, 0.5, 0.3)),
        voice(500, 0.08, weights=(1.0, 0.3)),
        noise(3.0),
        silence(3.0),
        lines(262, 330, 392, 523, seconds=3.0),
        lines(697, 1209, 2100, 2900, seconds=1.0),
    ],
    ids=["a man's vowel", "a woman's vowel", "a woman humming", "a child", "noise", "silence", "a chord",
         "a chord with a key's lines"],
)  # fmt: skip
def test_what_is_no_tone_stays(sound):
    assert not heard(sound).any()


def test_only_the_tone_is_taken_from_those_who_were_heard():
    speech = voice(150, 0.05, seconds=2.0)
    samples = np.concatenate([lines(400, 450, seconds=2.0), speech, lines(1000, seconds=1.0), speech])
    frames = n_frames(len(samples))
    active = np.zeros((frames, 3), dtype=bool)
    active[:, 0] = True
    left = without_tones(Tracks(active, len(samples) / RATE), samples)
    seconds = left.active.sum(axis=0) * FRAME_STEP / RATE
    assert seconds[0] == pytest.approx(4.0, abs=0.3)
    assert left.duration == len(samples) / RATE
    assert not left.active[: frames // 4, 0].any()


def test_hours_are_looked_at_where_somebody_was_heard_alone():
    samples = np.concatenate([silence(60), lines(440, seconds=60), silence(60)])
    frames = n_frames(len(samples))
    some = np.arange(frames // 3, frames // 3 + 200)
    assert np.flatnonzero(tones(samples, frames, some)).tolist() == some.tolist()
