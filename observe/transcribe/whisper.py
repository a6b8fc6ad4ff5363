"""The faster-whisper adapter: voice activity first, then batches of speech, with word times.

Silence and music make Whisper invent text, so three gates stand in the way: only what voice activity detection
passes is decoded, nothing is conditioned on earlier text, and a segment is dropped where the model itself
doubts it (`_invented`).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from observe.annotation import Seconds, Word
from observe.errors import UsageError, WeightsCorrupt, WeightsMissing
from observe.observation import ModelUsed
from observe.transcribe import Progress, Samples, Transcription

logger = logging.getLogger(__name__)
SAMPLE_RATE_HZ = 16_000

#: The published defaults of Whisper's own decoder (Radford et al. 2022, section 4.5).
NO_SPEECH_PROBABILITY, MEAN_LOG_PROBABILITY, COMPRESSION_RATIO = 0.6, -1.0, 2.4

#: Hypotheses kept while decoding.
BEAM_SIZE = 5

#: In samples: how much is transcribed at a time, where in it a cut is looked for, and how finely.
STRETCH, SEARCHED, FRAME = 900 * SAMPLE_RATE_HZ, 60 * SAMPLE_RATE_HZ, SAMPLE_RATE_HZ // 10

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
        self._pipeline: Any = None

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
                return self._transcribe(samples, hotwords, language, progress)
            except RuntimeError as error:
                if "out of memory" not in str(error).lower() or len(self._placements) == 1:
                    raise
                self._pipeline = None
                left = self._placements.pop(0)
                logger.warning("GPU memory is full with %s; going on with %s", left, self._placements[0])

    def _transcribe(
        self, samples: Samples, hotwords: Sequence[str], language: str | None, progress: Progress
    ) -> Transcription:
        words: list[Word] = []
        probability = 1.0
        for begin, end in stretches(samples):
            segments, info = self._loaded().transcribe(
                samples[begin:end],
                language=language,
                beam_size=BEAM_SIZE,
                batch_size=self._placements[0].batch_size,
                word_timestamps=True,
                condition_on_previous_text=False,
                hotwords=", ".join(hotwords) or None,
            )
            offset = begin / SAMPLE_RATE_HZ
            before = len(words)
            for segment in segments:
                if not _invented(segment):
                    words += _words(segment, offset)
                progress(min(1.0, (offset + segment.end) * SAMPLE_RATE_HZ / len(samples)))
            progress(end / len(samples))
            if language is None and (len(words) > before or end == len(samples)):
                # Found where somebody first spoke, it holds for the rest of the call.
                language, probability = info.language, float(info.language_probability)
        words.sort(key=lambda word: (word.start, word.end))
        if len(samples) > LONG_S * SAMPLE_RATE_HZ:
            self._pipeline = None  # its memory is wanted by what comes next; loading again takes half a second
        return Transcription(tuple(words), language or "en", probability)

    def _loaded(self) -> Any:
        if self._pipeline is None:
            from faster_whisper import BatchedInferencePipeline, WhisperModel

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
            self._pipeline = BatchedInferencePipeline(model)
        return self._pipeline

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
    yield Placement("cpu", "int8", 8)


def stretches(samples: Samples) -> Iterator[tuple[int, int]]:
    """Where to cut a long recording, so that memory does not grow with its length: (begin, end) samples.

    faster-whisper holds three copies of what it is given. A cut lies at the quietest half second of the last
    minute of each quarter of an hour.
    """
    begin = 0
    while len(samples) - begin > STRETCH:
        searched = samples[begin + STRETCH - SEARCHED : begin + STRETCH]
        power = np.square(searched).reshape(-1, FRAME).mean(axis=1)
        quiet = int(np.convolve(power, np.ones(5), mode="valid").argmin()) + 2
        end = begin + STRETCH - SEARCHED + quiet * FRAME + FRAME // 2
        yield begin, end
        begin = end
    yield begin, len(samples)


def _check_language(language: str | None) -> None:
    from faster_whisper import tokenizer

    codes = tokenizer._LANGUAGE_CODES
    if language is not None and language not in codes:
        raise UsageError(
            f"found --language {language}; Whisper knows {len(codes)} codes such as en, cy or pl",
            "Leave it out, and the language is found",
            stage="transcribe",
        )


def _words(segment: Any, offset: Seconds = 0.0) -> list[Word]:
    """A segment's words, moved by ``offset`` seconds.

    A piece written without a space before it ("-end", ".m.") joins the word before.
    """
    words: list[Word] = []
    for piece in segment.words or ():
        text = piece.word.strip()
        start = offset + float(piece.start)
        end = max(start, offset + float(piece.end))
        if words and text and not piece.word[0].isspace():
            before = words.pop()
            words.append(
                Word(
                    before.text + text,
                    before.start,
                    max(before.end, end),
                    min(before.probability, float(piece.probability)),
                )
            )
        elif text:
            words.append(Word(text, start, end, float(piece.probability)))
    return words


def _invented(segment: Any) -> bool:
    """Whether the model itself doubts that this was speech, or caught itself in a loop."""
    doubtful = segment.no_speech_prob > NO_SPEECH_PROBABILITY and segment.avg_logprob < MEAN_LOG_PROBABILITY
    return bool(doubtful or segment.compression_ratio > COMPRESSION_RATIO)
