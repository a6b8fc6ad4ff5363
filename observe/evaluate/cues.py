"""Cues against human labels: how many that were found are real, and how many real ones were found.

Conventions: a cue counts once a line (dialogue and turn), however often it is found there. A line is scored
only for the cues that its annotators listened for, and only where it is the right party's
(`observe.evaluate.labels`). Counts of several files are added, and rates are taken of the sums.

Metrics: precision, recall, and F1, their harmonic mean. How sure these are is told by
`observe.evaluate.bootstrap`, and whether confidences mean what they say by `observe.evaluate.calibration`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from observe.errors import UsageError
from observe.evaluate.labels import Detected, Labelled


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One line, asked about one cue: what the person heard and what was found.

    Attributes:
        dialogue: the dialogue's name.
        turn: the line's number in it.
        cue: the cue asked about.
        heard: by the person.
        found: by the program.
        confidence: the highest of what was found there, in [0, 1]; None where nothing was, or none was given.
    """

    dialogue: str | int
    turn: int
    cue: str
    heard: bool
    found: bool
    confidence: float | None = None


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


def judge(reference: Iterable[Labelled], hypothesis: Iterable[Detected]) -> tuple[AskedLine, ...]:
    """Each line of the reference with each cue that can be scored on it, in the reference's order.

    Raises:
        UsageError: no line of the reference can be scored for any cue.

    Example:
        >>> line = Labelled("call", 1, heard=frozenset(), asked=frozenset({"apology"}))
        >>> [one] = judge([line], [Detected("call", 1, "apology", confidence=0.9)])
        >>> one.heard, one.found, one.confidence
        (False, True, 0.9)
    """
    found: dict[tuple[str | int, int, str], list[Detected]] = {}
    for one in hypothesis:
        found.setdefault((one.dialogue, one.turn, one.cue), []).append(one)
    judged = tuple(
        AskedLine(line.dialogue, line.turn, cue, cue in line.heard, bool(counted), _surest(counted))
        for line in reference
        for cue in sorted(line.asked)
        for counted in [_counted(line, cue, found.get((line.dialogue, line.turn, cue), ()))]
    )
    if not judged:
        raise UsageError(
            "no line of the reference says which cues were listened for",
            'Give each line an "annotated" list of cues, or the source of a known corpus.',
        )
    return judged


def _counted(line: Labelled, cue: str, found: Iterable[Detected]) -> list[Detected]:
    """What was found of a cue in a line, less the kinds that its annotators did not listen for."""
    kind = line.kinds.get(cue)
    return [one for one in found if kind is None or one.kind == kind]


def _surest(found: Iterable[Detected]) -> float | None:
    return max((one.confidence for one in found if one.confidence is not None), default=None)


def by_dialogue(judged: Iterable[AskedLine]) -> dict[str, dict[str | int, CueCounts]]:
    """Counts by cue, in alphabetical order, and by dialogue, in the reference's order."""
    counts: dict[str, dict[str | int, CueCounts]] = {}
    for one in judged:
        of_cue = counts.setdefault(one.cue, {})
        line = CueCounts(
            right=one.heard and one.found,
            wrong=one.found and not one.heard,
            missed=one.heard and not one.found,
        )
        of_cue[one.dialogue] = of_cue.get(one.dialogue, CueCounts()) + line
    return dict(sorted(counts.items()))


def total(counts: Iterable[CueCounts]) -> CueCounts:
    """Counts of several dialogues or files as one."""
    return sum(counts, start=CueCounts())


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
    found = by_dialogue(judge(reference, hypothesis))
    return {cue: total(dialogues.values()) for cue, dialogues in found.items()}
