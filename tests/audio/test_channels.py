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


def syllables(seed, seconds=40.0, turn=4.0, first=True):
    """A party whose voice rises and falls four times a second, as speech does."""
    rate = 2 * np.pi * 4 * np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return voice(seed, seconds, turn, first) * (0.02 + np.sin(rate / 2) ** 2).astype(np.float32)


BOTH = syllables(1) + syllables(2, first=False)
TIMES = np.arange(len(BOTH)) / SAMPLE_RATE_HZ
HISS = floor(7, 40.0, 0.01)
STEADY = {
    "mains hum": 0.02 * np.sin(2 * np.pi * 50 * TIMES) + 0.01 * np.sin(2 * np.pi * 150 * TIMES),
    "buzz": sum(0.01 * np.sin(2 * np.pi * 100 * n * TIMES) / n for n in range(1, 20)),
    "hiss": HISS,
    "loud hiss": 10 * HISS,
    "hiss in eight bits": np.round(HISS * 127) / 127,
    "hiss that comes and goes": HISS * (TIMES % 10 < 5),
    "a fan": HISS * (1 + 0.3 * np.sin(2 * np.pi * 0.3 * TIMES)),
    "a tone": 0.1 * np.sin(2 * np.pi * 425 * TIMES),
}


@pytest.mark.parametrize("kept", [0, 1], ids=["left", "right"])
@pytest.mark.parametrize("noise", STEADY)
def test_a_hum_or_hiss_beside_a_call_on_one_channel_is_no_party(noise, kept):
    channels = [STEADY[noise], STEADY[noise]]
    channels[kept] = BOTH + floor(8, 40.0)
    tracks = separate(audio(*channels))
    assert (tracks.layout, [track.channel for track in tracks.tracks]) == ("one_silent", [None])
    np.testing.assert_array_equal(tracks.tracks[0].samples, channels[kept].astype(np.float32))
    assert f"Only the {('left', 'right')[kept]} channel carries speech" in tracks.remarks[0]


@pytest.mark.parametrize("seconds", [4, 8, 40])
@pytest.mark.parametrize("noise", ["mains hum", "hiss", "a fan"])
def test_somebody_who_says_little_over_a_hum_or_hiss_is_a_party(noise, seconds):
    little = syllables(2, first=False) * (4 + seconds > TIMES)
    tracks = separate(audio(syllables(1) + floor(8, 40.0), little + 0.5 * STEADY[noise]))
    assert tracks.layout == "party_each"


def test_a_hum_on_both_channels_leaves_a_party_each():
    hum = 0.2 * STEADY["mains hum"]
    assert separate(audio(syllables(1) + hum, syllables(2, first=False) + hum)).layout == "party_each"
