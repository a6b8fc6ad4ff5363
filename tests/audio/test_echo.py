"""A party's voice that comes back on the other channel is found by its lag, and goes; own words stay."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from observe.audio import echo
from observe.audio.channels import separate
from observe.audio.decode import SAMPLE_RATE_HZ, Audio, decode
from observe.audio.levels import levels_of, loudest

SAMPLES = Path(__file__).parents[2] / "recordings_sample"
CALLS = Path(__file__).parents[3] / "shared" / "data" / "calls"
REAL = [
    SAMPLES / "billing_resolved.flac",
    *sorted(CALLS.glob("spokenwoz_*.flac")),
    CALLS / "auto_repairs_40.flac",
]


@pytest.fixture(scope="module", params=REAL, ids=lambda path: path.stem)
def call(request):
    """The two channels of a call with a party on each."""
    if not request.param.is_file():
        pytest.skip("the shared recordings are not beside this checkout")
    return decode(request.param).channels


def late(samples, lag, gain):
    count = round(lag * SAMPLE_RATE_HZ)
    return (10 ** (gain / 20) * np.concatenate([np.zeros(count), samples[:-count]])).astype(np.float32)


def echo_of(source, other):
    return echo.echo_of(source, other, (levels_of(source), levels_of(other)))


def recorded(left, right):
    return Audio(np.stack([left, right]).astype(np.float32), 2, 8_000)


def speaking(samples):
    levels = levels_of(samples)
    return levels > loudest(levels) - 25


def test_a_call_without_an_echo_has_none(call):
    left, right = call
    assert (echo_of(left, right), echo_of(right, left)) == (None, None)
    assert separate(recorded(left, right)).layout == "party_each"


@pytest.mark.parametrize(
    ("lag", "gain"), [(0.07, -6), (0.1, -10), (0.2, -18), (0.2, -6), (0.12, -3)], ids=lambda value: f"{value}"
)
def test_an_echo_on_both_channels_goes_and_own_words_stay(call, lag, gain):
    left, right = call
    tracks = separate(recorded(left + late(right, lag, gain), right + late(left, lag, gain)))
    assert tracks.layout == "leak"
    assert f"Each party's voice came back {lag:.2f} s later" in tracks.remarks[0]
    for own, track in zip(call, tracks.tracks, strict=True):
        said, heard = speaking(own), levels_of(track.samples)
        assert np.mean(heard[said] > levels_of(own)[said] - 6) > 0.85
        assert np.mean(heard[~said] > loudest(levels_of(own)) - 25) < 0.1


def test_an_echo_of_one_party_leaves_the_other_channel_as_it_is(call):
    left, right = call
    tracks = separate(recorded(left, right + late(left, 0.15, -8)))
    assert tracks.layout == "leak"
    assert "The voice on the left channel came back 0.15 s later" in tracks.remarks[0]
    np.testing.assert_array_equal(tracks.tracks[0].samples, left)


def test_an_inverted_echo_over_a_noisy_line_is_found(call):
    left, right = call
    noise = 0.002 * np.random.default_rng(3).standard_normal(left.shape)
    found = echo_of(left, right - late(left, 0.11, -8) + noise)
    assert found is not None
    assert found.lag == pytest.approx(0.11, abs=0.003)
    assert found.gain == pytest.approx(-8, abs=1)


@pytest.mark.parametrize("lag", [0.0, 0.01, 0.4, 1.0], ids=["at once", "a leak", "too late", "said again"])
def test_a_copy_at_another_lag_is_no_echo(call, lag):
    left, right = call
    copy = late(left, lag, -10) if lag else 0.3 * left
    assert echo_of(left, right + copy) is None
