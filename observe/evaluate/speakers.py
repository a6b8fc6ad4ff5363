"""Speakers against a reference: for how many seconds the right voice was named.

Conventions: no collar, and overlapping speech is scored. Labels are arbitrary, so hypothesis speakers are first
matched with reference speakers in the best possible way. A speaker's own segments that overlap count once.
Seconds of several recordings are added, and rates are taken of the sums.

Metrics:
    Diarisation error rate: (missed + false alarm + confusion) / speech of the reference.
    Jaccard error rate: for each reference speaker 1 minus the Jaccard index with the matched one, averaged over
    reference speakers, so that one who says little counts as much as one who says a lot.

Source: H. Bredin, "pyannote.metrics: a toolkit for reproducible evaluation, diagnostic, and error analysis of
speaker diarization systems", Interspeech 2017; N. Ryant et al., Second DIHARD Challenge evaluation plan, 2019.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from observe.annotation import Seconds, SpeakerSegment
from observe.errors import UsageError


@dataclass(frozen=True, slots=True)
class SpeakerErrors:
    """Seconds of speech, which add up over recordings; where two speak at once, both count.

    Attributes:
        total: in the reference.
        correct: under the right voice.
        missed: where the hypothesis has too few voices.
        false_alarm: where it has too many.
        confusion: under the wrong voice.
        speakers: in the reference, counted once a recording.
        speaker_error: sum of the reference speakers' Jaccard errors, each in [0, 1].

    Raises:
        UsageError: a value is below 0 or not finite.
    """

    total: Seconds = 0.0
    correct: Seconds = 0.0
    missed: Seconds = 0.0
    false_alarm: Seconds = 0.0
    confusion: Seconds = 0.0
    speakers: int = 0
    speaker_error: float = 0.0

    def __post_init__(self) -> None:
        if not all(math.isfinite(value) and value >= 0 for value in astuple(self)):
            raise UsageError(f"found {self}; seconds and counts must be finite and not below 0")

    def __add__(self, other: SpeakerErrors) -> SpeakerErrors:
        return SpeakerErrors(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))

    @property
    def der(self) -> float | None:
        """Diarisation error rate, which may exceed 1; None where nobody speaks in the reference."""
        if not self.total:
            return None
        return (self.missed + self.false_alarm + self.confusion) / self.total

    @property
    def jer(self) -> float | None:
        """Jaccard error rate, in [0, 1]; None where nobody speaks in the reference."""
        return self.speaker_error / self.speakers if self.speakers else None


def score(reference: Iterable[SpeakerSegment], hypothesis: Iterable[SpeakerSegment]) -> SpeakerErrors:
    """Compare who was heard with who spoke, in one recording.

    Example:
        >>> spoke = [SpeakerSegment(0, 6, "agent"), SpeakerSegment(6, 10, "customer")]
        >>> heard = [SpeakerSegment(0, 5, "A"), SpeakerSegment(5, 10, "B")]
        >>> score(spoke, heard).der
        0.1
    """
    from pyannote.core import Segment, Timeline
    from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate

    spoke, heard = tuple(reference), tuple(hypothesis)
    # The whole recording is scored, from 0 to the last segment's end.
    whole = Timeline([Segment(0.0, max((segment.end for segment in (*spoke, *heard)), default=0.0))])
    said, found = _annotation(spoke), _annotation(heard)
    seconds = DiarizationErrorRate(collar=0.0, skip_overlap=False).compute_components(said, found, uem=whole)
    jaccard = JaccardErrorRate(collar=0.0, skip_overlap=False).compute_components(said, found, uem=whole)
    return SpeakerErrors(
        total=_seconds(seconds["total"]),
        correct=_seconds(seconds["correct"]),
        missed=_seconds(seconds["missed detection"]),
        false_alarm=_seconds(seconds["false alarm"]),
        confusion=_seconds(seconds["confusion"]),
        speakers=int(jaccard["speaker count"]),
        speaker_error=_seconds(jaccard["speaker error"]),
    )


def score_files(
    reference: Mapping[str, Sequence[SpeakerSegment]], hypothesis: Mapping[str, Sequence[SpeakerSegment]]
) -> dict[str, SpeakerErrors]:
    """Compare recordings by name; where each side has just one, their names may differ.

    A recording the hypothesis lacks has been missed altogether.

    Raises:
        UsageError: the hypothesis has a recording that the reference lacks.
    """
    if len(reference) == len(hypothesis) == 1:
        (name, spoke), (heard,) = next(iter(reference.items())), hypothesis.values()
        return {name: score(spoke, heard)}
    if unknown := [name for name in hypothesis if name not in reference]:
        raise UsageError(
            f"the hypothesis has {', '.join(unknown)}, which the reference lacks",
            "Score the recordings that have a reference.",
        )
    return {name: score(spoke, hypothesis.get(name, ())) for name, spoke in reference.items()}


def _annotation(segments: Sequence[SpeakerSegment]) -> Any:
    from pyannote.core import Annotation, Segment

    annotation = Annotation()
    for track, segment in enumerate(segments):
        if segment.end > segment.start:
            annotation[Segment(segment.start, segment.end), track] = segment.speaker
    return annotation.support()


def _seconds(value: Any) -> float:
    return max(0.0, float(value))  # a difference of sums may come out a rounding error below 0
