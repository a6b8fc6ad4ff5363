"""The adapter, with Whisper's own steps replaced: words, languages, gates, faults and full memory."""

from __future__ import annotations

import ctranslate2
import faster_whisper
import numpy as np
import pytest

from observe.annotation import Interval
from observe.errors import UsageError, WeightsCorrupt, WeightsMissing
from observe.observation import ModelUsed
from observe.transcribe import whisper
from observe.transcribe.language import Evidence
from observe.transcribe.speech import Heard, Token
from observe.transcribe.voice import SAMPLE_RATE_HZ, Utterance
from observe.transcribe.whisper import WhisperTranscriber, placements

USED = ModelUsed("fake", "1", "0" * 64)
ENGLISH = {"en": 0.98}


def token(text, start, end, probability=0.9):
    return Token(text, start, end, probability)


def heard(*tokens, no_speech=0.1, mean=-0.2):
    return Heard(tokens, no_speech, mean)


def words(text, pace=0.5):
    """A text's words, each half a second after the one before."""
    return heard(*(token(f" {word}", n * pace, (n + 0.8) * pace) for n, word in enumerate(text.split())))


class FakeSpeech:
    """Stands in for Whisper: hears what the test set, by when a piece begins and by its language.

    A piece is known by its sound: the tests' sound counts samples up.
    """

    says: dict = {}  # noqa: RUF012 - one test at a time sets it
    sounds_like: dict = {}  # noqa: RUF012
    asked: list = []  # noqa: RUF012

    def __init__(self, model):
        self.model = model

    def encode(self, sounds):
        """The sounds as they are."""
        return [float(sound[0]) for sound in sounds]

    def languages(self, encoded, sounds):
        """English, unless the test has another language begin there."""
        return [
            Evidence(len(sound) / SAMPLE_RATE_HZ, self.sounds_like.get(round(begin), ENGLISH))
            for begin, sound in zip(encoded, sounds, strict=True)
        ]

    def words(self, encoded, sounds, language, hotwords, beam):
        """What the test set for the second at which the piece begins."""
        type(self).asked.append(
            {"language": language, "hotwords": hotwords, "pieces": len(sounds), "beam": beam}
        )
        return [
            self.says.get((round(begin), language), self.says.get(round(begin), heard())) for begin in encoded
        ]


@pytest.fixture
def give(monkeypatch):
    """Make somebody speak at these seconds, and Whisper hear what is set by the second where a piece begins."""

    def set_up(times=((1, 4),), says=None, sounds_like=None, model=lambda *_a, **_k: object()):
        voices = [Interval(float(start), float(end)) for start, end in times]
        monkeypatch.setattr(
            whisper, "utterances", lambda _samples: [Utterance(voice, voice) for voice in voices]
        )
        monkeypatch.setattr(FakeSpeech, "says", says or {})
        monkeypatch.setattr(FakeSpeech, "sounds_like", sounds_like or {})
        monkeypatch.setattr(FakeSpeech, "asked", [])
        monkeypatch.setattr(whisper, "Speech", FakeSpeech)
        monkeypatch.setattr(faster_whisper, "WhisperModel", model)
        return FakeSpeech

    return set_up


#: Sound whose samples say at which second they lie.
COUNTED = np.arange(60 * SAMPLE_RATE_HZ, dtype=np.float32) / SAMPLE_RATE_HZ


def transcriber(**more):
    return WhisperTranscriber("fake", lambda: USED, device="cpu", **more)


def texts(found):
    return [word.text for word in found.words]


def test_words_come_in_time_order_at_their_place_in_the_call(give):
    give(
        [(1, 2), (10, 12)],
        {1: heard(token(" Thank", 0.2, 0.6, 0.5), token(" you.", 0.6, 0.9), token(" Bye", 1.5, 2.0))},
    )
    found = transcriber().transcribe(COUNTED)
    assert [(word.text, round(word.start, 3)) for word in found.words] == [
        ("Thank", 1.2),
        ("you.", 1.6),
        ("Bye", 10.5),
    ]
    assert found.words[0].probability == 0.5
    assert (found.language, found.language_probability, found.sure) == ("en", 0.98, True)


def test_a_token_without_a_space_before_it_joins_its_word(give):
    tokens = [
        token(" 9", 1.0, 1.2, 0.9),
        token(".30", 1.2, 1.5, 0.4),
        token(" a", 1.5, 1.6),
        token(".m.", 1.6, 1.9),
    ]
    give([(0, 4)], {0: heard(*tokens)})
    found = transcriber().transcribe(COUNTED)
    assert [(w.text, w.start, w.end, w.probability) for w in found.words] == [
        ("9.30", 1.0, 1.5, 0.4),
        ("a.m.", 1.5, 1.9, 0.9),
    ]


def test_a_word_whose_end_lies_before_its_start_gets_no_length(give):
    give([(0, 4)], {0: heard(token(" odd", 2.0, 1.9))})
    (word,) = transcriber().transcribe(COUNTED).words
    assert (word.start, word.end) == (2.0, 2.0)


def test_where_nobody_speaks_the_model_is_not_even_loaded(give):
    def model(*_args, **_more):
        raise AssertionError("loaded")

    give([], model=model)
    found = transcriber().transcribe(COUNTED)
    assert (found.words, found.language, found.sure) == ((), "en", False)


GATES = [
    ("clear speech", {}, True),
    ("perhaps no speech, but sure of the words", {"no_speech": 0.9, "mean": -0.3}, True),
    ("unsure of the words, but speech", {"no_speech": 0.2, "mean": -1.4}, True),
    ("perhaps no speech, and unsure of the words", {"no_speech": 0.9, "mean": -1.4}, False),
]


@pytest.mark.parametrize(("case", "given", "kept"), GATES, ids=[row[0] for row in GATES])
def test_what_the_model_itself_doubts_is_dropped(case, given, kept, give):
    give([(1, 4)], {1: heard(token(" Thanks", 1.0, 1.4), **given)})
    assert bool(transcriber().transcribe(COUNTED).words) == kept


def test_noise_in_a_piece_costs_no_words_beside_it(give):
    noise_and_words = heard(token(" you", 1.0, 1.4), no_speech=0.9, mean=-1.4)
    give([(1, 4), (10, 13)], {1: noise_and_words, 10: words("Thank you, bye.")})
    assert texts(transcriber().transcribe(COUNTED)) == ["Thank", "you,", "bye."]


def test_a_loop_is_heard_again_passage_by_passage(give):
    loop = heard(token(" Hello", 0.0, 0.5), *(token(" you", 2.9, 2.9) for _ in range(20)))
    give([(1, 4), (10, 13)], {1: loop, 10: words("Thank you, bye.")})
    assert texts(transcriber().transcribe(COUNTED)) == ["Hello", "Thank", "you,", "bye."]


def test_a_customer_who_says_yes_again_and_again_is_heard(give):
    times = [(3 * n + 1, 3 * n + 2) for n in range(10)]
    give(times, {1: heard(*(token(" Yes.", n + 0.2, n + 0.6) for n in range(10)))})
    found = transcriber().transcribe(COUNTED)
    assert texts(found) == ["Yes."] * 10
    assert [round(word.start, 1) for word in found.words] == [start + 0.2 for start, _ in times]


def test_voice_that_no_word_was_told_of_is_heard_again(give):
    give(
        [(1, 2), (5, 6), (9, 10)],
        {1: words("Yes."), 5: heard(token(" Yes,", 0.1, 0.5), token(" yes.", 1.1, 1.5))},
    )
    found = transcriber().transcribe(COUNTED)
    assert [(word.text, round(word.start, 1)) for word in found.words] == [
        ("Yes.", 1.0),
        ("Yes,", 5.1),
        ("yes.", 9.1),
    ]


def test_names_are_listened_for(give):
    speech = give(says={1: words("Hello.")})
    transcriber().transcribe(COUNTED, hotwords=("Martin Cooper", "Willow Lane"), language="cy")
    assert (speech.asked[0]["hotwords"], speech.asked[0]["language"]) == ("Martin Cooper, Willow Lane", "cy")
    transcriber().transcribe(COUNTED)
    assert speech.asked[-1]["hotwords"] is None


SPANISH = {"es": 0.9, "en": 0.02}


def test_a_call_in_another_language_is_written_down_in_it(give):
    give([(1, 9)], {(1, "es"): words("Buenos días.")}, {1: SPANISH})
    found = transcriber().transcribe(COUNTED)
    assert (texts(found), found.language, found.sure) == (["Buenos", "días."], "es", True)


def test_a_prompt_in_another_language_changes_no_other_words(give, monkeypatch):
    says = {(1, "es"): words("Para español."), (10, "en"): words("Good morning, how can I help?")}
    give([(1, 7), (10, 18)], says)

    def languages(_self, encoded, sounds):
        """Together they sound Spanish more than English; one by one each is clear."""
        long = [len(sound) / SAMPLE_RATE_HZ for sound in sounds]
        if len(sounds) == 1:
            return [Evidence(long[0], {"es": 0.64, "en": 0.31})]
        return [Evidence(n, SPANISH if begin < 9 else ENGLISH) for begin, n in zip(encoded, long, strict=True)]

    monkeypatch.setattr(FakeSpeech, "languages", languages)
    found = transcriber().transcribe(COUNTED)
    assert texts(found) == "Para español. Good morning, how can I help?".split()
    assert found.language == "en"


def test_a_language_that_is_not_sure_does_not_decide(give):
    give([(1, 9)], {(1, "en"): words("So what do we think?")}, {1: {"cy": 0.5, "en": 0.4}})
    found = transcriber().transcribe(COUNTED)
    assert texts(found) == "So what do we think?".split()
    assert (found.language, found.sure) == ("en", False)


def test_a_word_or_two_are_in_the_language_that_was_expected(give):
    give([(1, 2)], {(1, "es"): words("Sí.")}, {1: {"pt": 0.6, "es": 0.3}})
    found = transcriber().transcribe(COUNTED, expected="es")
    assert (texts(found), found.language, found.sure) == (["Sí."], "es", False)


def test_a_language_that_was_given_is_not_sought(give):
    give([(1, 9)], {(1, "en"): words("Hello.")}, {1: SPANISH})
    found = transcriber().transcribe(COUNTED, language="en")
    assert (texts(found), found.language, found.language_probability, found.sure) == (
        ["Hello."],
        "en",
        1.0,
        True,
    )


def test_a_long_call_is_heard_a_batch_at_a_time(give):
    times = [(30 * n, 30 * n + 20) for n in range(20)]
    speech = give(times, {30 * n: words("Hello.") for n in range(20)})
    said = []
    samples = np.arange(600 * SAMPLE_RATE_HZ, dtype=np.float32) / SAMPLE_RATE_HZ
    found = transcriber().transcribe(samples, progress=said.append)
    assert len(found.words) == 20
    assert max(asked["pieces"] for asked in speech.asked) <= next(placements("cpu")).batch_size
    assert said == sorted(said)
    assert said[-1] == 1.0
    assert len(said) > 2


def test_a_language_that_whisper_lacks_is_wrong_usage(give):
    give()
    with pytest.raises(UsageError, match="found --language xx; Whisper knows"):
        transcriber().transcribe(COUNTED, language="xx")


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

    give(says={1: words("still")}, model=model)
    found = WhisperTranscriber("fake", lambda: USED, device="auto").transcribe(COUNTED)
    assert texts(found) == ["still"]
    assert tried == [("cuda", "float16"), ("cuda", "int8_float16"), ("cpu", "int8")]
    assert caplog.text.count("GPU memory is full") == 2
    assert str(next(placements("cpu"))) in caplog.text


def test_a_fault_that_is_not_of_memory_is_not_hidden(give, monkeypatch):
    give()
    monkeypatch.setattr(FakeSpeech, "encode", lambda *_a, **_k: (_ for _ in ()).throw(RuntimeError("odd")))
    with pytest.raises(RuntimeError, match="odd"):
        transcriber().transcribe(COUNTED)


@pytest.mark.parametrize(("there", "fault"), [(True, WeightsCorrupt), (False, WeightsMissing)])
def test_a_model_that_does_not_load_is_told(there, fault, give, tmp_path):
    def model(*_args, **_more):
        raise RuntimeError("File model.bin is incomplete\nand more")

    give(model=model)
    name = str(tmp_path) if there else "large-v3-turbo"
    with pytest.raises(fault, match=r"model\.bin is incomplete") as caught:
        WhisperTranscriber(name, lambda: USED, device="cpu").transcribe(COUNTED)
    assert caught.value.stage == "weights"
    assert caught.value.hint
    assert "and more" not in str(caught.value)


def test_provenance_names_the_model(give, tmp_path):
    give()
    assert WhisperTranscriber(str(tmp_path), lambda: USED, device="cpu").models == (USED,)
