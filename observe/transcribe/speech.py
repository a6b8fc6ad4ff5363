"""Whisper's own steps on pieces of sound: the language of each, its words, and when each was said.

faster-whisper's pipeline does these steps too, but tells one language for everything it is given, and places
words by more rules than are needed where voice is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from observe.annotation import Seconds
from observe.observation import ENGLISH
from observe.transcribe import Samples
from observe.transcribe.language import Evidence
from observe.transcribe.voice import SAMPLE_RATE_HZ

#: Tokens that a second of speech can need, and a few for the beginning: more are a loop, and only cost time.
TOKENS_A_SECOND, TOKENS_MORE, TOKENS_AT_MOST = 12, 24, 224
#: Frames over which attention is smoothed before words are placed (Whisper's own).
MEDIAN_FILTER = 7
#: Attention moves to a word this much before it is said: beside a forced alignment (`docs/transcription.md`).
EARLY_S: Seconds = 0.04
PREPENDED, APPENDED = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a part of one, as the tokenizer cuts it.

    Attributes:
        text: with the white space before it, if any.
        start: seconds of the piece.
        end: seconds of the piece.
        probability: in [0, 1].
    """

    text: str
    start: Seconds
    end: Seconds
    probability: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What Whisper made of a piece.

    Attributes:
        tokens: in order.
        no_speech: probability that nobody speaks, in [0, 1].
        mean_log_probability: of the tokens; how sure it was of them.
    """

    tokens: tuple[Token, ...]
    no_speech: float
    mean_log_probability: float


class Speech:
    """A loaded Whisper model.

    Args:
        model: faster-whisper's.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self.multilingual: bool = model.model.is_multilingual

    def encode(self, sounds: Sequence[Samples]) -> Any:
        """What Whisper's first half makes of pieces of at most 30 s; the costly part, done once."""
        from faster_whisper.audio import pad_or_trim

        return self._model.encode(
            np.stack([pad_or_trim(self._model.feature_extractor(sound)[..., :-1]) for sound in sounds])
        )

    def languages(self, encoded: Any, sounds: Sequence[Samples]) -> list[Evidence]:
        """How probable each language is for each piece."""
        seconds = [len(sound) / SAMPLE_RATE_HZ for sound in sounds]
        if not self.multilingual:
            return [Evidence(length, {ENGLISH: 1.0}) for length in seconds]
        return [
            Evidence(length, {token[2:-2]: float(probability) for token, probability in found})
            for length, found in zip(seconds, self._model.model.detect_language(encoded), strict=True)
        ]

    def words(
        self, encoded: Any, sounds: Sequence[Samples], language: str, hotwords: str | None, beam: int
    ) -> list[Heard]:
        """The words of each piece.

        Args:
            encoded: what `encode` gave.
            sounds: the pieces.
            language: ISO 639-1 code, of all of them.
            hotwords: names and terms to listen for.
            beam: hypotheses kept while decoding; 1 takes the likeliest token each time.
        """
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        spoken = language if self.multilingual else ENGLISH
        tokenizer = Tokenizer(self._model.hf_tokenizer, self.multilingual, task="transcribe", language=spoken)
        prompt = self._model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=hotwords)
        longest = max(len(sound) for sound in sounds) / SAMPLE_RATE_HZ
        tokens = min(TOKENS_AT_MOST, TOKENS_MORE + round(TOKENS_A_SECOND * longest))
        results = self._model.model.generate(
            encoded,
            [prompt] * len(sounds),
            beam_size=beam,
            max_length=min(self._model.max_length, len(prompt) + tokens),
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            return_scores=True,
            return_no_speech_prob=True,
        )
        texts = [[token for token in result.sequences_ids[0] if token < tokenizer.eot] for result in results]
        placed = self._placed(tokenizer, texts, encoded, sounds)
        return [
            Heard(
                tokens=own,
                no_speech=float(result.no_speech_prob),
                mean_log_probability=float(result.scores[0]) * len(text) / (len(text) + 1),
            )
            for own, result, text in zip(placed, results, texts, strict=True)
        ]

    def _placed(
        self, tokenizer: Any, texts: list[list[int]], encoded: Any, sounds: Sequence[Samples]
    ) -> list[tuple[Token, ...]]:
        """When each word was said: where attention goes while its tokens are told."""
        from faster_whisper.transcribe import merge_punctuations

        frames = [len(sound) * self._model.frames_per_second // SAMPLE_RATE_HZ for sound in sounds]
        aligned = self._model.find_alignment(tokenizer, texts, encoded, frames, MEDIAN_FILTER)
        for words in aligned:
            merge_punctuations(words, PREPENDED, APPENDED)
        return [tuple(_token(word) for word in words if word["word"]) for words in aligned]


def _token(word: dict[str, Any]) -> Token:
    start, end = float(word["start"]) + EARLY_S, float(word["end"]) + EARLY_S
    return Token(word["word"], start, end, float(word["probability"]))
