"""Who spoke when: the protocol that the pipeline relies on.

Nothing here imports torch: the adapters in this package do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from observe.annotation import SpeakerSegment
from observe.observation import ModelUsed

Samples = npt.NDArray[np.float32]
Progress = Callable[[float], None]


class Diariser(Protocol):
    """Separates the voices of one mono track."""

    @property
    def models(self) -> tuple[ModelUsed, ...]:
        """What took part, for the observation's provenance."""
        ...

    def diarise(
        self, samples: Samples, *, speakers: int | None = 2, progress: Progress = lambda share: None
    ) -> tuple[SpeakerSegment, ...]:
        """Find who speaks when.

        Args:
            samples: float32 mono, shape (n_samples,), in [-1, 1], 16 kHz.
            speakers: how many voices; None to count them.
            progress: told the share done, in [0, 1].

        Returns:
            Segments in time order, overlaps kept; at most ``speakers`` labels.
        """
        ...
