"""The faster-whisper adapter: voice activity first, then speech in batches, each piece in its language.

Silence and music make Whisper invent text, so three gates stand in the way: only what voice activity detection
passes is decoded, nothing is conditioned on earlier text, and what the model itself doubts or repeats without a
sound to it is dropped.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from observe.annotation import Seconds, Word
from observe.errors import UsageError, WeightsCorrupt, WeightsMissing
from observe.observation import ENGLISH, ModelUsed
from observe.transcribe import Progress, Samples, Transcription
from observe.transcribe.language import Evidence, Found, found
from observe.transcribe.passages import Passage, in_languages, passages
from observe.transcribe.pieces import Piece, joined, left_out
from observe.transcribe.repeats import is_loop, without_loops
from observe.transcribe.speech import Heard, Speech
from observe.transcribe.voice import SAMPLE_RATE_HZ, utterances

logger = logging.getLogger(__name__)

#: Whisper's own (Radford et al. 2022, section 4.5): nobody speaks where it thinks so and doubts the words.
NO_SPEECH_PROBABILITY, MEAN_LOG_PROBABILITY = 0.6, -1.0

#: Hypotheses kept while decoding.
BEAM_SIZE = 5

#: After a recording longer than this the model is let go.
LONG_S: Seconds = 900.0

Device = Literal["auto", "cpu", "cuda"]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where and how exactly the model runs."""

    device: Literal["cpu", "cuda"]
    compute_type: str
    batch_size: int


class WhisperTranscriber:
    """Recognises words with faster-whisper.

    Args:
        model: a folder of converted weights, or a name that faster-whisper can fetch.
        used: gives what the observation's provenance says of it; asked only once it is on this machine.
        device: ``auto`` takes CUDA where there is one.
    """

    def __init__(self, model: str, used: Callable[[], ModelUsed], *, device: Device = "auto") -> None:
        self._model, self._used = model, used
        self._placements = list(placements(device))
        self._speech: Speech | None = None

    @property
    def models(self) -> tuple[ModelUsed, ...]:
        """The Whisper model; fetched first where it is not on this machine."""
        if not Path(self._model).is_dir():
            self._loaded()
        return (self._used(),)

    def transcribe(
        self,
        samples: Samples,
        *,
        hotwords: Sequence[str] = (),
        language: str | None = None,
        expected: str = ENGLISH,
        progress: Progress = lambda share: None,
    ) -> Transcription:
        """Recognise the words of one track; see `observe.transcribe.Transcriber`.

        Raises:
            UsageError: Whisper has no language of that code.
            WeightsMissing: the model is not on this machine and cannot be fetched.
            WeightsCorrupt: the folder does not hold a model that can be loaded.
        """
        _check_language(language)
        while True:
            try:
                return self._transcribe(samples, hotwords, language, expected, progress)
            except RuntimeError as error:
                if "out of memory" not in str(error).lower() or len(self._placements) == 1:
                    raise
                self._speech = None
                left = self._placements.pop(0)
                logger.warning("GPU memory is full with %s; going on with %s", left, self._placements[0])

    def _transcribe(
        self,
        samples: Samples,
        hotwords: Sequence[str],
        language: str | None,
        expected: str,
        progress: Progress,
    ) -> Transcription:
        pieces = list(joined(utterances(samples)))
        size = self._placements[0].batch_size
        words: dict[str, list[Word]] = {}
        evidence: list[Evidence] = []
        for first in range(0, len(pieces), size):
            batch = pieces[first : first + size]
            for code, said in self._batch(samples, batch, hotwords, language, expected, evidence):
                words.setdefault(code, []).extend(said)
            progress(min(1.0, batch[-1].end * SAMPLE_RATE_HZ / len(samples)))
        progress(1.0)
        if len(samples) > LONG_S * SAMPLE_RATE_HZ:
            self._speech = None  # its memory is wanted by what comes next; loading again takes half a second
        told = Found(language, 1.0, sure=True) if language else _told(words, found(evidence, expected))
        every = sorted((word for said in words.values() for word in said), key=lambda w: (w.start, w.end))
        return Transcription(tuple(every), told.code, told.probability, sure=told.sure)

    def _batch(
        self,
        samples: Samples,
        pieces: Sequence[Piece],
        hotwords: Sequence[str],
        language: str | None,
        expected: str,
        evidence: list[Evidence],
    ) -> Iterator[tuple[str, list[Word]]]:
        """Words with their language; ``evidence`` grows by that of these pieces."""
        speech = self._loaded()
        sounds = [piece.sound(samples) for piece in pieces]
        encoded = speech.encode(sounds)
        if language is None:
            own = speech.languages(encoded, sounds)
            party = found([*evidence, *own], expected).code
            spoken = list(
                in_languages(pieces, own, party, expected, lambda parts: self._languages(samples, parts))
            )
            evidence += (one for passage in spoken for one in passage.evidence)
        else:
            spoken = [Passage(piece, language, ()) for piece in pieces]
        codes = dict.fromkeys(passage.code for passage in spoken)
        for code in codes:
            same = [passage.piece for passage in spoken if passage.code == code]
            ready = encoded if same == list(pieces) else None
            yield code, self._said(samples, same, code, hotwords, ready)

    def _languages(self, samples: Samples, pieces: Sequence[Piece]) -> list[Evidence]:
        sounds = [piece.sound(samples) for piece in pieces]
        return self._loaded().languages(self._loaded().encode(sounds), sounds)

    def _said(
        self, samples: Samples, pieces: Sequence[Piece], code: str, hotwords: Sequence[str], encoded: Any = None
    ) -> list[Word]:
        """The words of pieces in one language, without those that nobody said."""
        speech = self._loaded()
        sounds = [piece.sound(samples) for piece in pieces]
        encoded = speech.encode(sounds) if encoded is None else encoded
        names = ", ".join(hotwords) or None
        words: list[Word] = []
        again: list[Piece] = []
        for piece, heard in zip(pieces, speech.words(encoded, sounds, code, names, BEAM_SIZE), strict=True):
            own = _words(piece, heard)
            voices = [utterance.voice for utterance in piece.utterances]
            if not _doubtful(heard) and not is_loop(own):
                own = without_loops(own, voices)
                words += own
                again += left_out(piece, own)
            elif len(parts := list(passages(piece))) > 1:
                # Noise beside them is no reason to lose words: each passage is judged by itself.
                again += parts
            elif not _doubtful(heard):
                words += without_loops(own, voices)
        if again:
            words += self._said(samples, again, code, hotwords)
        return words

    def _loaded(self) -> Speech:
        if self._speech is None:
            from faster_whisper import WhisperModel

            place = self._placements[0]
            try:
                model = WhisperModel(
                    self._model,
                    device=place.device,
                    compute_type=place.compute_type,
                    cpu_threads=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0,
                )
            except Exception as error:  # CTranslate2, tokenizers and the hub each raise their own
                raise self._not_loaded(error) from error
            self._speech = Speech(model)
        return self._speech

    def _not_loaded(self, error: Exception) -> Exception:
        said = (str(error).strip() or type(error).__name__).splitlines()[0]
        if isinstance(error, RuntimeError) and "out of memory" in said.lower():
            return error  # the next placement needs less
        if Path(self._model).is_dir():
            return WeightsCorrupt(
                f"the Whisper model in {self._model} cannot be loaded ({said}); expected a complete model in "
                "CTranslate2's format",
                "Copy or convert it again, or leave --model out for the one that comes with observe",
            )
        return WeightsMissing(
            f"the Whisper model {self._model} is not on this machine and cannot be fetched ({said})",
            "Check its name and the network, or name a folder that holds it",
        )


def placements(device: Device) -> Iterator[Placement]:
    """Placements to try in order: each needs less GPU memory than the one before; the CPU comes last.

    Raises:
        UsageError: ``cuda`` was asked for, and there is none.
    """
    import ctranslate2

    found = 0 if device == "cpu" else ctranslate2.get_cuda_device_count()
    if device == "cuda" and not found:
        raise UsageError(
            "found --device cuda, and no CUDA GPU on this machine that can be used",
            "Leave it out: auto takes a GPU where there is one",
            stage="transcribe",
        )
    if found:
        supported = ctranslate2.get_supported_compute_types("cuda")
        whole = "float16" if "float16" in supported else "float32"
        yield Placement("cuda", whole, 16)
        yield Placement("cuda", "int8_float16" if "int8_float16" in supported else "int8", 4)
    # Eight at a time take half as much memory again, and hardly less time.
    yield Placement("cpu", "int8", 2)


def _check_language(language: str | None) -> None:
    from faster_whisper import tokenizer

    codes = tokenizer._LANGUAGE_CODES
    if language is not None and language not in codes:
        raise UsageError(
            f"found --language {language}; Whisper knows {len(codes)} codes such as en, cy or pl",
            "Leave it out, and the language is found",
            stage="transcribe",
        )


def _told(words: Mapping[str, Sequence[Word]], party: Found) -> Found:
    """The language in which most was said: the party's, unless another had most words."""
    most = max(words, key=lambda code: len(words[code]), default=party.code)
    return party if most == party.code else Found(most, party.probability, sure=True)


def _words(piece: Piece, heard: Heard) -> list[Word]:
    """A piece's words, with their times in the call.

    What is written without a space before it ("-end", ".m.") joins the word before.
    """
    words: list[Word] = []
    for token in heard.tokens:
        text = token.text.strip()
        if not text:
            continue
        time = piece.in_call(token.start, max(token.start, token.end))
        if words and not token.text[0].isspace():
            before = words.pop()
            lower = min(before.probability, token.probability)
            words.append(Word(before.text + text, before.start, max(before.end, time.end), lower))
        else:
            words.append(Word(text, time.start, time.end, token.probability))
    return words


def _doubtful(heard: Heard) -> bool:
    """Whether the model itself doubts that this was speech."""
    return heard.no_speech > NO_SPEECH_PROBABILITY and heard.mean_log_probability < MEAN_LOG_PROBABILITY
