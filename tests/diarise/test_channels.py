"""Channels that change places and second people on a channel are found; steady channels are left alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from observe import weights
from observe.audio.decode import SAMPLE_RATE_HZ, decode
from observe.audio.levels import FRAME_S, levels_of, loudest
from observe.diarise import Stretch
from observe.diarise.adapter import PyannoteDiariser
from observe.diarise.channels import ENOUGH, LONGEST, cut, second_voice, some, swapped_at

DIMENSION = 192
CALLS = Path(__file__).parents[3] / "shared" / "data" / "calls"
SAMPLES = Path(__file__).parents[2] / "recordings_sample"
REAL = [
    SAMPLES / "billing_resolved.flac",
    CALLS / "auto_repairs_40.flac",
    *sorted(CALLS.glob("spokenwoz_*.flac")),
]


def embeddings(people, noise=0.6, seed=1):
    """One embedding for each of the people named, around a direction of their own."""
    rng = np.random.default_rng(seed)
    voices = np.linalg.qr(rng.standard_normal((DIMENSION, DIMENSION)))[0]
    found = voices[people] + noise * rng.standard_normal((len(people), DIMENSION)) / np.sqrt(DIMENSION)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def turns(channels, seconds=2.0):
    return [Stretch(channel, 3.0 * n, 3.0 * n + seconds) for n, channel in enumerate(channels)]


def test_channels_that_keep_to_their_party_do_not_change_places():
    channels = [0, 1] * 8
    assert swapped_at(turns(channels), embeddings(channels)) is None


@pytest.mark.parametrize("place", [4, 8, 12])
def test_the_moment_when_channels_change_places_is_found(place):
    people = [0, 1] * 8
    channels = [*people[:place], *(1 - each for each in people[place:])]
    found = swapped_at(turns(channels), embeddings(people))
    assert found == pytest.approx(3.0 * place - 0.5, abs=0.6)


@pytest.mark.parametrize("place", [1, 15], ids=["at once", "at the end"])
def test_a_word_or_two_at_an_end_of_the_call_is_too_little_to_tell(place):
    people = [0, 1] * 8
    channels = [*people[:place], *(1 - each for each in people[place:])]
    assert swapped_at(turns(channels), embeddings(people)) is None


@pytest.mark.parametrize(
    "second", [(6, 7), (0, 1, 2), (3, 8, 11)], ids=["in the middle", "at first", "now and then"]
)
def test_a_second_person_on_a_channel_is_told_from_the_first(second):
    people = [2 if n in second else 0 for n in range(12)]
    labels = second_voice(turns([0] * 12), embeddings(people))
    assert [n for n, label in enumerate(labels) if label] == list(second)


@pytest.mark.parametrize("count", [1, 3, 16])
def test_one_person_is_not_two(count):
    assert second_voice(turns([0] * count), embeddings([0] * count)) is None


def test_a_single_odd_piece_is_nobody():
    assert second_voice(turns([0] * 12), embeddings([0] * 11 + [2])) is None


def test_speech_is_cut_into_pieces_that_tell_a_voice():
    pieces = list(cut([Stretch(1, 10.0, 16.0), Stretch(0, 0.0, 0.3), Stretch(0, 1.0, 2.0)]))
    assert [(piece.channel, piece.start, piece.end) for piece in pieces] == [
        (0, 1.0, 2.0), (1, 10.0, 12.0), (1, 12.0, 14.0), (1, 14.0, 16.0)
    ]  # fmt: skip
    assert max(piece.seconds for piece in pieces) <= LONGEST


def test_of_a_long_call_some_pieces_are_compared_evenly_over_its_length():
    chosen = some([*turns([0] * 100), Stretch(1, 0.0, 2.0)])
    assert len(chosen) == ENOUGH + 1
    assert (chosen[0].start, max(piece.end for piece in chosen)) == (0.0, 299.0)


@pytest.fixture(scope="module")
def diariser():
    return PyannoteDiariser(
        weights.folder("segmentation-3.0") / "pytorch_model.bin",
        weights.folder("campplus") / "campplus_cn_en_common.pt",
        device="cpu",
    )


@pytest.fixture(scope="module", params=REAL, ids=lambda path: path.stem)
def call(request):
    if not request.param.is_file():
        pytest.skip("the shared recordings are not beside this checkout")
    return decode(request.param).channels[:, : 120 * SAMPLE_RATE_HZ]


def speech(channels):
    """Where it is loud: as words would say it."""
    found = []
    for channel, samples in enumerate(channels):
        levels = levels_of(samples)
        loud = np.convolve(levels > loudest(levels) - 22, np.ones(9), mode="same") > 0
        edges = np.flatnonzero(np.diff(loud.astype(int), prepend=0, append=0)) * FRAME_S
        found += [Stretch(channel, float(start), float(end)) for start, end in edges.reshape(-1, 2)]
    return {
        piece: channels[piece.channel][int(piece.start * SAMPLE_RATE_HZ) : int(piece.end * SAMPLE_RATE_HZ)]
        for piece in cut(found)
    }


@pytest.mark.models
def test_a_real_call_with_a_party_a_channel_stays_as_it_is(diariser, call):
    found = diariser.channels(speech(call))
    assert (found.swapped_at, found.second) == (None, ())


@pytest.mark.models
def test_a_real_call_whose_channels_change_places_is_put_right(diariser, call):
    place = int(0.6 * call.shape[1])
    swapped = np.concatenate([call[:, :place], call[::-1, place:]], axis=1)
    found = diariser.channels(speech(swapped))
    assert found.swapped_at == pytest.approx(place / SAMPLE_RATE_HZ, abs=4.0)
    assert found.second == ()


@pytest.mark.models
def test_nobody_speaking_is_no_fault(diariser):
    assert diariser.channels({}).swapped_at is None
