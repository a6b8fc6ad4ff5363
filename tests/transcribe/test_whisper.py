"""The faster-whisper adapter, with the library's model replaced: words, gates, faults and full memory."""

from __future__ import annotations

from types import SimpleNamespace

import ctranslate2
import faster_whisper
import numpy as np
import pytest

from observe.errors import UsageError, WeightsCorrupt, WeightsMissing
from observe.observation import ModelUsed
from observe.transcribe import whisper
from observe.transcribe.whisper import Placement, WhisperTranscriber, placements

SILENCE = np.zeros(16_000 * 4, np.float32)
USED = ModelUsed("fake", "1", "0" * 64)


def piece(word, start, end, probability=0.9):
    return SimpleNamespace(word=word, start=start, end=end, probability=probability)


def segment(*words, no_speech=0.1, mean=-0.2, compression=1.2):
    return SimpleNamespace(
        words=words,
        end=words[-1].end if words else 0.0,
        no_speech_prob=no_speech,
        avg_logprob=mean,
        compression_ratio=compression,
    )


class Pipeline:
    """Stands in for faster-whisper's batched pipeline."""

    segments = ()
    asked: dict = {}  # noqa: RUF012 - one test at a time sets it

    def __init__(self, model):
        self.model = model

    def transcribe(self, _samples, **options):
        """The segments that the test set, whatever the sound."""
        type(self).asked = options
        info = SimpleNamespace(language=options["language"] or "en", language_probability=0.8)
        return iter(self.segments), info


@pytest.fixture
def give(monkeypatch):
    """Make the library hear these segments; gives what it was asked for."""

    def set_up(*segments, model=lambda *_a, **_k: object()):
        monkeypatch.setattr(Pipeline, "segments", segments)
        monkeypatch.setattr(faster_whisper, "BatchedInferencePipeline", Pipeline)
        monkeypatch.setattr(faster_whisper, "WhisperModel", model)
        return Pipeline

    return set_up


def transcriber(**more):
    return WhisperTranscriber("fake", lambda: USED, device="cpu", **more)


def test_words_come_in_time_order_with_their_probability(give):
    give(segment(piece(" you", 2.0, 2.2, 0.5)), segment(piece(" Thank", 1.0, 1.4), piece(" you.", 1.4, 1.6)))
    found = transcriber().transcribe(SILENCE)
    assert [(word.text, word.start) for word in found.words] == [("Thank", 1.0), ("you.", 1.4), ("you", 2.0)]
    assert found.words[-1].probability == 0.5
    assert (found.language, found.language_probability) == ("en", 0.8)


def test_a_piece_without_a_space_before_it_joins_its_word(give):
    give(
        segment(
            piece(" 9", 1.0, 1.2, 0.9),
            piece(".30", 1.2, 1.5, 0.4),
            piece(" a", 1.5, 1.6),
            piece(".m.", 1.6, 1.9),
        )
    )
    found = transcriber().transcribe(SILENCE)
    assert [(w.text, w.start, w.end, w.probability) for w in found.words] == [
        ("9.30", 1.0, 1.5, 0.4),
        ("a.m.", 1.5, 1.9, 0.9),
    ]


def test_a_word_whose_end_lies_before_its_start_gets_no_length(give):
    give(segment(piece(" odd", 2.0, 1.9)))
    (word,) = transcriber().transcribe(SILENCE).words
    assert (word.start, word.end) == (2.0, 2.0)


GATES = [
    ("clear speech", {}, True),
    ("perhaps no speech, but sure of the words", {"no_speech": 0.9, "mean": -0.3}, True),
    ("unsure of the words, but speech", {"no_speech": 0.2, "mean": -1.4}, True),
    ("perhaps no speech, and unsure of the words", {"no_speech": 0.9, "mean": -1.4}, False),
    ("a loop", {"compression": 3.0}, False),
]


@pytest.mark.parametrize(("case", "given", "kept"), GATES, ids=[row[0] for row in GATES])
def test_what_the_model_itself_doubts_is_dropped(case, given, kept, give):
    give(segment(piece(" Thanks", 1.0, 1.4), **given))
    assert bool(transcriber().transcribe(SILENCE).words) == kept


def test_nothing_is_conditioned_on_earlier_text_and_names_are_listened_for(give):
    pipeline = give()
    transcriber().transcribe(SILENCE, hotwords=("Martin Cooper", "Willow Lane"), language="cy")
    assert pipeline.asked["condition_on_previous_text"] is False
    assert pipeline.asked["hotwords"] == "Martin Cooper, Willow Lane"
    assert pipeline.asked["language"] == "cy"
    transcriber().transcribe(SILENCE)
    assert pipeline.asked["hotwords"] is None


def test_progress_ends_at_the_whole(give):
    give(segment(piece(" a", 0.0, 1.0)), segment(piece(" b", 1.0, 2.0)))
    said = []
    transcriber().transcribe(SILENCE, progress=said.append)
    assert said == [0.25, 0.5, 1.0]


def test_a_short_recording_is_transcribed_in_one_piece():
    assert list(whisper.stretches(SILENCE)) == [(0, len(SILENCE))]


def test_a_long_recording_is_cut_where_it_is_quiet(monkeypatch):
    rate = whisper.SAMPLE_RATE_HZ
    monkeypatch.setattr(whisper, "STRETCH", 20 * rate)
    monkeypatch.setattr(whisper, "SEARCHED", 10 * rate)
    sound = np.random.default_rng(0).normal(0, 0.1, 50 * rate).astype(np.float32)
    for pause in (13, 27.5):
        sound[round(pause * rate) : round((pause + 1) * rate)] *= 0.001
    pieces = list(whisper.stretches(sound))
    assert [begin for begin, _ in pieces] == [0, *(end for _, end in pieces[:-1])]
    assert pieces[-1][1] == len(sound)
    assert 13 < pieces[0][1] / rate < 14
    assert 27.5 < pieces[1][1] / rate < 28.5


def test_the_words_of_a_later_piece_keep_their_time_in_the_call(give, monkeypatch):
    monkeypatch.setattr(whisper, "stretches", lambda _samples: iter([(0, 32_000), (32_000, 64_000)]))
    pipeline = give(segment(piece(" here", 0.5, 1.0)))
    said = []
    found = transcriber().transcribe(SILENCE, progress=said.append)
    assert [(word.start, word.end) for word in found.words] == [(0.5, 1.0), (2.5, 3.0)]
    assert said == sorted(said)
    assert said[-1] == 1.0
    assert pipeline.asked["language"] == "en"  # found in the first piece, given for the second


def test_a_language_that_whisper_lacks_is_wrong_usage(give):
    give()
    with pytest.raises(UsageError, match="found --language xx; Whisper knows"):
        transcriber().transcribe(SILENCE, language="xx")


def gpu(monkeypatch, count, kinds=("float16", "int8_float16")):
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: count)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda _device: set(kinds))


@pytest.mark.parametrize(
    ("device", "count", "kinds", "expected"),
    [
        ("auto", 0, (), ["cpu int8"]),
        ("cpu", 1, ("float16",), ["cpu int8"]),
        ("auto", 1, ("float16", "int8_float16"), ["cuda float16", "cuda int8_float16", "cpu int8"]),
        ("cuda", 1, ("float32",), ["cuda float32", "cuda int8", "cpu int8"]),
    ],
)
def test_the_compute_type_fits_the_machine(device, count, kinds, expected, monkeypatch):
    gpu(monkeypatch, count, kinds)
    assert [f"{p.device} {p.compute_type}" for p in placements(device)] == expected


def test_a_gpu_that_is_not_there_is_wrong_usage(monkeypatch):
    gpu(monkeypatch, 0)
    with pytest.raises(UsageError, match="no CUDA GPU"):
        list(placements("cuda"))


def test_full_gpu_memory_falls_back_with_a_warning(give, monkeypatch, caplog):
    gpu(monkeypatch, 1)
    tried = []

    def model(_name, *, device, compute_type, **_more):
        tried.append((device, compute_type))
        if device == "cuda":
            raise RuntimeError("CUDA failed with error out of memory")

    give(segment(piece(" still", 1.0, 1.4)), model=model)
    found = WhisperTranscriber("fake", lambda: USED, device="auto").transcribe(SILENCE)
    assert [word.text for word in found.words] == ["still"]
    assert tried == [("cuda", "float16"), ("cuda", "int8_float16"), ("cpu", "int8")]
    assert caplog.text.count("GPU memory is full") == 2
    assert str(Placement("cpu", "int8", 8)) in caplog.text


def test_a_fault_that_is_not_of_memory_is_not_hidden(give, monkeypatch):
    give()
    monkeypatch.setattr(Pipeline, "transcribe", lambda *_a, **_k: (_ for _ in ()).throw(RuntimeError("odd")))
    with pytest.raises(RuntimeError, match="odd"):
        transcriber().transcribe(SILENCE)


@pytest.mark.parametrize(("there", "fault"), [(True, WeightsCorrupt), (False, WeightsMissing)])
def test_a_model_that_does_not_load_is_told(there, fault, give, tmp_path):
    def model(*_args, **_more):
        raise RuntimeError("File model.bin is incomplete\nand more")

    give(model=model)
    name = str(tmp_path) if there else "large-v3-turbo"
    with pytest.raises(fault, match=r"model\.bin is incomplete") as caught:
        WhisperTranscriber(name, lambda: USED, device="cpu").transcribe(SILENCE)
    assert caught.value.stage == "weights"
    assert caught.value.hint
    assert "and more" not in str(caught.value)


def test_provenance_names_the_model(give, tmp_path):
    give()
    assert WhisperTranscriber(str(tmp_path), lambda: USED, device="cpu").models == (USED,)
