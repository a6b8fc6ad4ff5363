"""Cues against human labels: how many that were found are real, and how many real ones were found.

Conventions: a cue counts once a line (dialogue and turn), however often it is found there. A line is scored
only for the cues that its annotators listened for, and only where it is the right party's
(`observe.evaluate.labels`). Counts of several files are added, and rates are taken of the sums.

Metrics: precision, recall, and F1, their harmonic mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from observe.errors import UsageError
from observe.evaluate.labels import Detected, Labelled


@dataclass(frozen=True, slots=True)
class CueCounts:
    """Counts of lines for one cue, which add up over files.

    Attributes:
        right: heard by the person and found.
        wrong: found, but not heard by the person.
        missed: heard by the person, but not found.

    Raises:
        UsageError: a count is below 0.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __post_init__(self) -> None:
        if min(self.right, self.wrong, self.missed) < 0:
            raise UsageError(f"found {self}; counts of lines cannot be below 0")

    def __add__(self, other: CueCounts) -> CueCounts:
        return CueCounts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def labelled(self) -> int:
        """Lines in which the person heard it."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """Share of what was found that is real; None where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of what is real that was found; None where the person heard nothing."""
        return self.right / self.labelled if self.labelled else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where the person heard nothing and nothing was found."""
        everything = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / everything if everything else None


def score(reference: Iterable[Labelled], hypothesis: Iterable[Detected]) -> dict[str, CueCounts]:
    """Compare what was found with what a person heard, by cue, in alphabetical order.

    Raises:
        UsageError: no line of the reference can be scored for any cue.

    Example:
        >>> asked = frozenset({"apology"})
        >>> lines = [Labelled("call", turn, frozenset(), asked) for turn in range(2)]
        >>> score(lines, [Detected("call", 1, "apology")])
        {'apology': CueCounts(right=0, wrong=1, missed=0)}
    """
    found = {(cue.dialogue, cue.turn, cue.cue) for cue in hypothesis}
    counts: dict[str, CueCounts] = {}
    for line in reference:
        for cue in line.asked:
            heard, said = cue in line.heard, (line.dialogue, line.turn, cue) in found
            one = CueCounts(right=heard and said, wrong=said and not heard, missed=heard and not said)
            counts[cue] = counts.get(cue, CueCounts()) + one
    if not counts:
        raise UsageError(
            "no line of the reference says which cues were listened for",
            'Give each line an "annotated" list of cues, or the source of a known corpus.',
        )
    return dict(sorted(counts.items()))
