"""Whether a confidence means it: of cues found with confidence .8, eight in ten should be real.

Conventions: only what was found is looked at, each with its confidence and whether a person heard it too.
Confidences fall into ten bins of equal width; a bin holds its lower end, and the last one 1.0 as well.

Metrics:
    Reliability: for each bin the mean confidence beside the share that is real.
    Expected calibration error: the mean distance between the two, each bin weighing as much as it holds.

Source: C. Guo et al., "On calibration of modern neural networks", ICML 2017.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from observe.errors import UsageError
from observe.evaluate.cues import AskedLine

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """What was found with about the same confidence.

    Attributes:
        low: lower end of the bin, in [0, 1).
        high: upper end, in (0, 1].
        count: how many were found.
        right: how many of them are real.
        confidence: their mean confidence, in [0, 1]; None where there are none.
    """

    low: float
    high: float
    count: int
    right: int
    confidence: float | None

    @property
    def share_right(self) -> float | None:
        """Share that is real; None where there are none."""
        return self.right / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Reliability:
    """All bins of one cue, in rising order of confidence."""

    bins: tuple[Bin, ...]

    @property
    def count(self) -> int:
        """How many were found."""
        return sum(one.count for one in self.bins)

    @property
    def error(self) -> float | None:
        """Expected calibration error, in [0, 1]; None where nothing was found."""
        if not self.count:
            return None
        return sum(abs(one.right - one.count * (one.confidence or 0.0)) for one in self.bins) / self.count


def reliability(found: Iterable[tuple[float, bool]]) -> Reliability:
    """The reliability of what was found.

    Args:
        found: for each the confidence, in [0, 1], and whether it is real.

    Raises:
        UsageError: a confidence lies outside [0, 1].

    Example:
        >>> table = reliability([(0.75, True), (0.75, True), (0.75, True), (0.75, False), (0.9, True)])
        >>> [(one.low, one.count, one.right) for one in table.bins if one.count]
        [(0.7, 4, 3), (0.9, 1, 1)]
        >>> round(table.error, 3)
        0.02
    """
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in found:
        if not 0 <= confidence <= 1:
            raise UsageError(f"found confidence {confidence}; expected a number from 0 to 1")
        held[min(int(confidence * BINS), BINS - 1)].append((confidence, right))
    return Reliability(
        tuple(
            Bin(
                low=place / BINS,
                high=(place + 1) / BINS,
                count=len(inside),
                right=sum(right for _, right in inside),
                confidence=sum(sure for sure, _ in inside) / len(inside) if inside else None,
            )
            for place, inside in enumerate(held)
        )
    )


def by_cue(judged: Iterable[AskedLine]) -> dict[str, Reliability]:
    """The reliability of each cue that was found with a confidence, in alphabetical order."""
    found: dict[str, list[tuple[float, bool]]] = {}
    for one in judged:
        if one.confidence is not None:
            found.setdefault(one.cue, []).append((one.confidence, one.heard))
    return {cue: reliability(pairs) for cue, pairs in sorted(found.items())}
