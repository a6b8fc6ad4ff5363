"""The diariser as callers meet it: with made-up models, and with the real ones on real audio."""

import logging
import os
import subprocess
import sys
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from observe import weights
from observe.diarise.adapter import PyannoteDiariser
from observe.diarise.frames import FRAME_STEP, SAMPLE_RATE_HZ, Tracks, n_frames
from observe.errors import AudioUnreadable, UsageError, WeightsCorrupt, WeightsMissing
from observe.evaluate import speakers
from observe.io import rttm

SECOND = SAMPLE_RATE_HZ // FRAME_STEP
DIMENSION = 192


class FakeSegmenter:
    """Two tracks that take turns, two seconds each, with half a second of both at every change."""

    def tracks(self, samples, progress):
        """As the real one's."""
        frames = n_frames(len(samples))
        active = np.zeros((frames, 3), dtype=bool)
        for turn, first in enumerate(range(0, frames, 2 * SECOND)):
            active[first : first + 2 * SECOND + SECOND // 2, turn % 2] = True
        progress(1.0)
        return Tracks(active, len(samples) / SAMPLE_RATE_HZ)


class FakeEmbedder:
    """Tells voices by the sign of what is heard: two directions of 192."""

    def embed(self, voices, progress):
        """As the real one's."""
        signs = np.array([np.sign(voice.mean()) for voice in voices])
        return np.eye(DIMENSION)[(signs <= 0).astype(int)]


@pytest.fixture
def diariser(tmp_path):
    made = PyannoteDiariser(tmp_path / "segmentation.bin", tmp_path / "embedding.pt", device="cpu")
    made._loaded = FakeSegmenter(), FakeEmbedder()
    return made


def turns_of_sound(seconds):
    """Two seconds positive, two seconds negative, and so on."""
    turn = np.arange(seconds * SAMPLE_RATE_HZ) // (2 * SECOND * FRAME_STEP)
    return np.where(turn % 2 == 0, 0.1, -0.1).astype(np.float32)


def test_two_voices_in_turn_are_told_apart_and_their_overlaps_kept(diariser):
    found = diariser.diarise(turns_of_sound(12), speakers=2).segments
    assert [segment.speaker for segment in found] == ["SPEAKER_00", "SPEAKER_01"] * 3
    assert all(0.4 < a.end - b.start < 0.6 for a, b in pairwise(found))


def test_progress_grows_to_the_whole(diariser):
    told = []
    diariser.diarise(turns_of_sound(12), speakers=2, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_one_speaker_asked_for_needs_no_embedding(diariser):
    diariser._loaded = FakeSegmenter(), None
    found = diariser.diarise(turns_of_sound(12), speakers=1).segments
    assert {segment.speaker for segment in found} == {"SPEAKER_00"}


@pytest.mark.parametrize(
    ("samples", "found"),
    [
        (np.zeros(0, dtype=np.float32), "no samples"),
        (np.zeros(16_000), "float64"),
        (np.zeros(16_000, dtype=np.int16), "int16"),
        (np.zeros((2, 16_000), dtype=np.float32), r"shape \(2, 16000\)"),
        (np.full(16_000, np.nan, dtype=np.float32), "not numbers"),
        ([0.0, 0.1], "list"),
    ],
)
def test_what_is_not_float32_mono_is_refused_with_what_was_found(diariser, samples, found):
    with pytest.raises(AudioUnreadable, match=found) as caught:
        diariser.diarise(samples)
    assert "expected float32 mono" in str(caught.value)
    assert caught.value.hint
    assert caught.value.stage == "diarise"


def test_fewer_than_one_speaker_is_refused(diariser):
    with pytest.raises(UsageError, match="found 0 speakers"):
        diariser.diarise(turns_of_sound(4), speakers=0)


def test_a_call_shorter_than_a_frame_has_no_segments(diariser):
    assert diariser.diarise(np.full(400, 0.1, dtype=np.float32)).segments == ()


def test_missing_weights_are_named_with_what_to_do(tmp_path):
    diariser = PyannoteDiariser(tmp_path / "pytorch_model.bin", tmp_path / "campplus.pt", device="cpu")
    with pytest.raises(WeightsMissing, match=r"pytorch_model\.bin") as caught:
        diariser.diarise(turns_of_sound(2))
    assert "models pull" in caught.value.hint
    assert caught.value.stage == "diarise"


@pytest.mark.parametrize("content", [b"", b"not weights", None])
def test_a_file_that_holds_something_else_is_refused(tmp_path, content):
    path = tmp_path / "campplus.pt"
    if content is None:
        torch.save({"head.conv1.weight": torch.zeros(2)}, path)
    else:
        path.write_bytes(content)
    from observe.diarise import campplus

    with pytest.raises(WeightsCorrupt, match=r"campplus\.pt"):
        campplus.load(path)


def test_a_segmentation_file_that_holds_something_else_is_refused(tmp_path):
    (tmp_path / "pytorch_model.bin").write_bytes(b"not weights")
    diariser = PyannoteDiariser(tmp_path / "pytorch_model.bin", tmp_path / "campplus.pt", device="cpu")
    with pytest.raises(WeightsCorrupt, match=r"pytorch_model\.bin"):
        diariser.diarise(turns_of_sound(2))


def test_a_full_gpu_is_a_warning_and_the_work_is_done_on_the_cpu(diariser, monkeypatch, caplog):
    class Full:
        def tracks(self, samples, progress):
            raise torch.OutOfMemoryError("CUDA out of memory")

    diariser._wanted = "cuda"
    diariser._loaded = Full(), FakeEmbedder()
    placed = []

    def reload():
        placed.append(diariser._wanted)
        return (FakeSegmenter(), FakeEmbedder()) if diariser._loaded is None else diariser._loaded

    monkeypatch.setattr(diariser, "_models_on_device", reload)
    with caplog.at_level(logging.WARNING):
        found = diariser.diarise(turns_of_sound(6)).segments
    assert len(found) == 3
    assert placed[:2] == ["cuda", "cpu"]
    assert "goes on on the CPU" in caplog.text


def test_importing_the_adapter_loads_no_torch():
    code = "import sys, observe.diarise.adapter; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": ""}).returncode == 0


@pytest.fixture(scope="module")
def real():
    return PyannoteDiariser(
        weights.folder("segmentation-3.0") / "pytorch_model.bin",
        weights.folder("campplus") / "campplus_cn_en_common.pt",
        device="cpu",
    )


@pytest.fixture(scope="module")
def telephone():
    """The telephone call inside pyannote.audio: samples and who spoke."""
    import soundfile

    folder = Path(find_spec("pyannote.audio").submodule_search_locations[0]) / "sample"
    samples, rate = soundfile.read(folder / "sample.wav", dtype="float32")
    assert rate == SAMPLE_RATE_HZ
    return samples, rttm.loads((folder / "sample.rttm").read_text())


@pytest.mark.models
def test_a_telephone_call_is_divided_as_well_as_promised(real, telephone):
    samples, spoke = telephone
    errors = speakers.score(spoke, real.diarise(samples, speakers=2).decided())
    assert errors.der <= 0.06
    assert errors.confusion < 0.5


@pytest.mark.models
def test_two_voices_are_counted_on_the_telephone(real, telephone):
    assert len({segment.speaker for segment in real.diarise(telephone[0], speakers=None).segments}) == 2


@pytest.mark.models
@pytest.mark.parametrize("seconds", [3.0, 7.3])
def test_silence_before_a_real_call_shifts_its_segments(real, telephone, seconds):
    samples, _ = telephone
    spoke = real.diarise(samples).decided()
    silence = np.zeros(round(seconds * SAMPLE_RATE_HZ), dtype=np.float32)
    later = real.diarise(np.concatenate([silence, samples])).decided()
    moved = [
        type(segment)(max(0.0, segment.start - seconds), max(0.0, segment.end - seconds), segment.speaker)
        for segment in later
    ]
    assert speakers.score(spoke, moved).der < 0.06


@pytest.mark.models
@pytest.mark.parametrize("level", [0.0, 0.001, 0.1])
def test_nobody_speaks_in_silence_or_noise(real, level):
    noise = level * np.random.default_rng(1).normal(size=12 * SAMPLE_RATE_HZ)
    assert real.diarise(noise.astype(np.float32)).segments == ()


@pytest.mark.models
def test_embeddings_have_unit_length_and_tell_voices_apart(real, telephone):
    samples, spoke = telephone
    own = {s: [] for s in {segment.speaker for segment in spoke}}
    for segment in spoke:
        if segment.end - segment.start > 2.0:
            own[segment.speaker].append(samples[int(segment.start * 16_000) : int(segment.end * 16_000)])
    _, embedder = real._models_on_device()
    one, other = (embedder.embed(voices) for voices in own.values())
    np.testing.assert_allclose(np.linalg.norm(one, axis=1), 1.0)
    assert min((one @ one.T).min(), (other @ other.T).min()) > (one @ other.T).max()


@pytest.mark.models
def test_a_very_short_voice_still_has_an_embedding(real):
    _, embedder = real._models_on_device()
    found = embedder.embed([np.full(n, 0.01, dtype=np.float32) for n in (1, 399, 400, 1_600)])
    assert np.isfinite(found).all()
