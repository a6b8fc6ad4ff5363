"""Two channels: a party each, the same sound twice, a leak, a dead one, or both voices on both."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.audio.channels import separate
from observe.audio.decode import SAMPLE_RATE_HZ, Audio


def voice(seed, seconds=20.0, turn=2.0, first=True):
    """Noise shaped like a party's turns: speaking for ``turn`` seconds, silent for as long."""
    rng = np.random.default_rng(seed)
    n = round(seconds * SAMPLE_RATE_HZ)
    smooth = np.convolve(rng.normal(size=n), np.ones(8) / 8, mode="same")
    speaking = (np.arange(n) // round(turn * SAMPLE_RATE_HZ)) % 2 == (0 if first else 1)
    return (0.2 * smooth * speaking).astype(np.float32)


def floor(seed, seconds=20.0, level=1e-4):
    return (level * np.random.default_rng(seed).normal(size=round(seconds * SAMPLE_RATE_HZ))).astype(np.float32)


def audio(left, right):
    return Audio(np.stack([left, right]).astype(np.float32), 2, 8_000)


AGENT, CUSTOMER = voice(1) + floor(3), voice(2, first=False) + floor(4)

LAYOUTS = {
    "party_each": audio(AGENT, CUSTOMER),
    "dual_mono": audio(AGENT + CUSTOMER, AGENT + CUSTOMER),
    "leak": audio(AGENT + 0.12 * CUSTOMER, CUSTOMER + 0.12 * AGENT),
    "one_silent": audio(AGENT + CUSTOMER, np.zeros_like(AGENT)),
    "mixed": audio(
        AGENT + 0.8 * CUSTOMER + floor(5, level=0.02), 0.8 * AGENT + CUSTOMER + floor(6, level=0.02)
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_two_channels_hold_is_told_and_said(layout):
    tracks = separate(LAYOUTS[layout])
    assert tracks.layout == layout
    assert tracks.because.endswith(".")
    assert tracks.parties_apart == (layout in ("party_each", "leak"))
    assert [track.channel for track in tracks.tracks] == ([0, 1] if tracks.parties_apart else [None])


@pytest.mark.parametrize("layout", ["party_each", "leak", "mixed"])
def test_swapping_the_channels_swaps_the_tracks_and_nothing_else(layout):
    left, right = LAYOUTS[layout].channels
    one, other = separate(audio(left, right)), separate(audio(right, left))
    assert one.layout == other.layout
    if one.parties_apart:
        np.testing.assert_allclose(one.tracks[0].samples, other.tracks[1].samples, atol=1e-6)


@settings(max_examples=10, deadline=None)
@given(st.floats(0.02, 3.0))
def test_how_loud_it_was_recorded_makes_no_difference(gain):
    for layout, recording in LAYOUTS.items():
        assert separate(audio(*(gain * recording.channels))).layout == layout


def test_a_leak_is_taken_out_and_the_partys_own_words_stay():
    tracks = separate(LAYOUTS["leak"])
    left = tracks.tracks[0].samples
    second = SAMPLE_RATE_HZ
    own, leaked = left[second // 2 : second], left[round(2.5 * second) : round(3.5 * second)]
    assert np.sqrt(np.mean(own**2)) > 0.02
    assert np.sqrt(np.mean(leaked**2)) < 1e-4


def test_delayed_leak_is_still_a_leak():
    delay = 80  # 5 ms: the far end's echo on a headset
    tracks = separate(audio(AGENT + 0.15 * np.roll(CUSTOMER, delay), CUSTOMER + 0.15 * np.roll(AGENT, delay)))
    assert tracks.layout == "leak"


def test_one_channel_is_one_track():
    tracks = separate(Audio(AGENT[None], 1, 8_000))
    assert tracks.layout == "mono"
    assert tracks.tracks[0].channel is None


def test_both_channels_silent_are_not_taken_for_parties():
    silence = np.zeros(SAMPLE_RATE_HZ * 5, np.float32)
    assert not separate(audio(silence, silence)).parties_apart


@pytest.mark.parametrize("gain", [-1.0, -0.5, -0.9])
def test_a_call_whose_right_channel_is_the_left_inverted_is_heard(gain):
    both = AGENT + CUSTOMER
    tracks = separate(audio(both, gain * both))
    assert tracks.layout == "dual_mono"
    np.testing.assert_allclose(np.abs(tracks.tracks[0].samples), np.abs(both), atol=1e-6)


def test_both_voices_on_both_channels_do_not_cancel_where_one_is_inverted():
    left, right = LAYOUTS["mixed"].channels
    tracks = separate(audio(left, -right))
    assert tracks.layout == "mixed"
    np.testing.assert_allclose(tracks.tracks[0].samples, (left + right) / 2, atol=1e-6)
