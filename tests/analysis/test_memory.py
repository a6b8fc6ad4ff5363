"""What is computed of a long recording must not take several times its size in memory."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from observe.audio.channels import separate
from observe.audio.decode import SAMPLE_RATE_HZ, Audio, decode

SECONDS = 600


def peak_of(work):
    """What ``work`` gives, and the most it took in bytes."""
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def party(seed, first):
    rng = np.random.default_rng(seed)
    sound = rng.standard_normal(SECONDS * SAMPLE_RATE_HZ, dtype=np.float32)
    speaking = np.repeat(np.arange(SECONDS // 5) % 2 == first, 5 * SAMPLE_RATE_HZ)
    return sound * np.where(speaking, np.float32(0.1), np.float32(0.0003))


@pytest.fixture(scope="module")
def parties():
    # Libraries are imported on first use, and are not to be counted.
    short = np.ones((2, SAMPLE_RATE_HZ), np.float32)
    assert separate(Audio(short, 2, 8000)).layout == "dual_mono"
    return party(1, 0), party(2, 1)


#: How many times the size of one channel telling the channels apart may take, what it returns included.
LAYOUTS = [("party_each", 0.5), ("leak", 2.5), ("dual_mono", 1.5), ("mixed", 1.5)]


@pytest.mark.parametrize(("layout", "times"), LAYOUTS)
def test_telling_channels_apart_takes_little_more_than_what_it_returns(layout, times, parties):
    agent, customer = parties
    floor = np.float32(0.3) * (agent[::-1] + customer[::-1])
    left, right = {
        "party_each": (agent, customer),
        "leak": (agent + 0.12 * customer, customer + 0.12 * agent),
        "dual_mono": (agent + customer, agent + customer),
        "mixed": (agent + 0.8 * customer + floor, 0.8 * agent + customer + floor[::-1]),
    }[layout]
    audio = Audio(np.stack([left, right]), 2, 8000)
    del left, right
    tracks, peak = peak_of(lambda: separate(audio))
    assert tracks.layout == layout
    assert peak / audio.channels[0].nbytes < times


def test_decoding_holds_the_sound_once(tmp_path, fakes):
    path = fakes.write_wav(tmp_path / "long.wav", [np.zeros(SECONDS * 8000)], 8000)
    audio, peak = peak_of(lambda: decode(path))
    assert audio.duration_s == SECONDS
    assert peak < 1.1 * audio.channels.nbytes


def test_a_minute_of_talk_in_hours_of_hum_still_tells_the_parties_apart():
    rate, hours = SAMPLE_RATE_HZ, 1
    hum = np.tile((0.002 * np.sin(2 * np.pi * 50 * np.arange(rate) / rate)).astype(np.float32), hours * 3600)
    channels = np.stack([hum, hum])
    talk = np.random.default_rng(3).normal(0, 0.1, (2, 10 * rate)).astype(np.float32)
    channels[0, 60 * rate : 70 * rate] += talk[0]
    channels[1, 75 * rate : 85 * rate] += talk[1]
    assert separate(Audio(channels, 2, 8000)).layout == "party_each"
