"""Who spoke when: the protocol that the pipeline relies on.

Nothing here imports torch: the adapters in this package do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from observe.annotation import Seconds, SpeakerSegment
from observe.observation import ModelUsed

Samples = npt.NDArray[np.float32]
Progress = Callable[[float], None]
#: From this likelihood on two voices are taken for one, unless a person has said that two speak.
SURELY_ONE = 0.75


@dataclass(frozen=True, slots=True)
class Voices:
    """What a diariser found.

    Attributes:
        segments: who speaks when, in time order, overlaps kept.
        one: how likely all of them are one voice after all, in [0, 1].
    """

    segments: tuple[SpeakerSegment, ...]
    one: float = 0.0

    def decided(self, *, exactly: bool = False) -> tuple[SpeakerSegment, ...]:
        """The segments to go by: all of one speaker where a single voice is nearly certain.

        Args:
            exactly: as many speak as were asked for, because a person said so.
        """
        return self.segments if exactly or self.one < SURELY_ONE else united(self.segments)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody's speech on a channel.

    Attributes:
        channel: 0 (left) or 1 (right).
        start: seconds.
        end: seconds.
    """

    channel: int
    start: Seconds
    end: Seconds

    @property
    def seconds(self) -> Seconds:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class ChannelVoices:
    """Whose voices two channels with a party each hold.

    Attributes:
        swapped_at: when the channels change places, in seconds; None where they do not.
        second: of each channel, put right, the stretches of a second person.
    """

    swapped_at: Seconds | None = None
    second: tuple[Stretch, ...] = ()


def united(segments: Sequence[SpeakerSegment]) -> tuple[SpeakerSegment, ...]:
    """All segments as one speaker's; those that touch or overlap are one.

    Example:
        >>> united([SpeakerSegment(0.0, 2.0, "SPEAKER_00"), SpeakerSegment(1.5, 3.0, "SPEAKER_01")])
        (SpeakerSegment(start=0.0, end=3.0, speaker='SPEAKER_00'),)
    """
    found: list[SpeakerSegment] = []
    for segment in sorted(segments, key=lambda one: (one.start, one.end)):
        if found and segment.start <= found[-1].end:
            found[-1] = replace(found[-1], end=max(found[-1].end, segment.end))
        else:
            found.append(replace(segment, speaker="SPEAKER_00"))
    return tuple(found)


class Diariser(Protocol):
    """Separates the voices of one mono track."""

    @property
    def models(self) -> tuple[ModelUsed, ...]:
        """What took part, for the observation's provenance."""
        ...

    def diarise(
        self, samples: Samples, *, speakers: int | None = 2, progress: Progress = lambda share: None
    ) -> Voices:
        """Find who speaks when.

        Args:
            samples: float32 mono, shape (n_samples,), in [-1, 1], 16 kHz.
            speakers: how many voices; None to count them.
            progress: told the share done, in [0, 1].

        Returns:
            Segments of at most ``speakers`` labels, and how likely they are one voice.
        """
        ...

    def channels(self, speech: Mapping[Stretch, Samples]) -> ChannelVoices:
        """Find whether two channels with a party each keep to their party.

        Args:
            speech: on both channels, in pieces and in time order; each float32 mono, 16 kHz.
        """
        ...
