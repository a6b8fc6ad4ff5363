"""An assessment with what the machine heard in the call: what every figure of quality is worked out from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from observe.annotation import Cue
from observe.assessment import Moment, Standing
from observe.assessment.analysed import Analysed
from observe.schemes import Criterion, Scheme


@dataclass(frozen=True, slots=True)
class Case:
    """One recording marked by one unit.

    Attributes:
        standing: what people did.
        scheme: the unit.
        analysed: the analyses that people looked at, and the newest; oldest first. Empty where none is kept.
    """

    standing: Standing
    scheme: Scheme
    analysed: tuple[Analysed, ...]

    @property
    def call(self) -> str:
        """The recording's sha256."""
        return self.standing.subject.sha256

    @property
    def waits_for_check(self) -> bool:
        """Whether a quality assurer can accept or return it now."""
        return bool(self.standing.signatures) and self.standing.stage in ("signed", "disputed")

    @property
    def latest(self) -> Analysed | None:
        """The newest analysis."""
        return self.analysed[-1] if self.analysed else None

    @property
    def file(self) -> str:
        """The recording's name, or the beginning of its sum where no analysis is kept."""
        return self.latest.file if self.latest else self.call[:12]

    def seen(self, observation: int) -> Analysed | None:
        """The analysis of that number: the one a person was looking at when they decided."""
        return next((one for one in self.analysed if one.observation == observation), None)

    def name(self, key: str) -> str:
        """How an assessor's name is written, by its key."""
        return next((e.by.name for e in reversed(self.standing.history) if e.by.key == key), key)


def label(criterion: Criterion) -> str:
    """A point as people speak of it.

    Example:
        >>> from observe.schemes import load
        >>> label(load("resolve-problems").criteria[2])
        'point 3 (Speaks plainly and with understanding from start to finish)'
    """
    return f"point {criterion.number} ({criterion.text.rstrip('.')})"


def earliest(cues: Iterable[Cue]) -> Moment | None:
    """The moment of the first of some cues, or None."""
    first = min(cues, key=lambda cue: cue.start, default=None)
    return None if first is None else Moment.of(first)
