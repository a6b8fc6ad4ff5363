"""Speech to words: the protocol that the pipeline relies on. Nothing here imports a model library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from observe.annotation import Word
from observe.observation import ModelUsed

Samples = npt.NDArray[np.float32]
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Transcription:
    """What was said on one track.

    Attributes:
        words: in time order; empty where nobody speaks.
        language: ISO 639-1 code, found or given: that of most words.
        language_probability: the recogniser's own, in [0, 1]; 1.0 where given.
        sure: whether the language was found or given; where not, it is the one that was expected.
    """

    words: tuple[Word, ...]
    language: str
    language_probability: float
    sure: bool = True


class Transcriber(Protocol):
    """Turns one track of speech into timed words."""

    @property
    def models(self) -> tuple[ModelUsed, ...]:
        """What took part, for the observation's provenance."""
        ...

    def transcribe(
        self,
        samples: Samples,
        *,
        hotwords: Sequence[str] = (),
        language: str | None = None,
        expected: str = "en",
        progress: Progress = lambda share: None,
    ) -> Transcription:
        """Recognise the words of one track.

        Args:
            samples: float32 mono, shape (n_samples,), in [-1, 1], 16 kHz.
            hotwords: names and terms to listen for.
            language: ISO 639-1 code, or None to find it.
            expected: the language that it is where none can be told for sure.
            progress: told the share done, in [0, 1].
        """
        ...
