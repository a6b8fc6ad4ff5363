"""Who decides "met" more or less readily than others do on the same points.

Conventions: only points of calls that at least one other assessor decided too, and only first decisions; points
that the assessor or every other called not applicable do not take part, since they say nothing on met or not.
Never are two assessors' different calls compared: one may simply have had the easier ones. The figure is how
much more often (in points of a hundred) the assessor decided "met" than the others did on those very points,
with an interval by calls. It is for a talk between colleagues, not for a ranking, and is listed by name.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from observe.assessment import Decision
from observe.quality.cases import Case
from observe.quality.pairs import first_decisions
from observe.quality.shares import quantile, variance

#: Fewer than these, and one call's oddity would be taken for a person's way.
FEWEST_POINTS = 20
FEWEST_CALLS = 5


@dataclass(frozen=True, slots=True)
class Leaning:
    """How readily an assessor decides "met", against others on the same points.

    Attributes:
        assessor: their name.
        points: how many points they share with another assessor.
        calls: in how many calls.
        own: share that the assessor decided met, in [0, 1]; None where there are too few points.
        others: share that the others did on the same points; None likewise.
        low: lower end of the 95 % interval of own less others; None likewise.
        high: its upper end.
    """

    assessor: str
    points: int
    calls: int
    own: float | None = None
    others: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def difference(self) -> float | None:
        """Own less others: above 0 more readily met, below 0 less; None where there are too few points."""
        return None if self.own is None or self.others is None else self.own - self.others

    @property
    def tells(self) -> bool:
        """Whether the interval leaves out 0: that there is a difference is then more than chance."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def leanings(cases: Iterable[Case]) -> tuple[Leaning, ...]:
    """One for each assessor who shares a point with another, in order of their names."""
    shared: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    names: dict[str, str] = {}
    for case in cases:
        for criterion in case.standing.points:
            found = first_decisions(case.standing, criterion)
            for key, (entry, mark) in found.items():
                rest = [_met(its.decision) for other, (_, its) in found.items() if other != key]
                others = [met for met in rest if met is not None]
                own = _met(mark.decision)
                if own is not None and others:
                    names[key] = entry.by.name
                    shared[key].append((case.call, own, sum(others) / len(others)))
    return tuple(_leaning(names[key], shared[key]) for key in sorted(shared))


def _met(decision: Decision) -> float | None:
    return {"met": 1.0, "not_yet": 0.0}.get(decision)


def _leaning(name: str, shared: list[tuple[str, float, float]]) -> Leaning:
    n, calls = len(shared), {call for call, _, _ in shared}
    if n < FEWEST_POINTS or len(calls) < FEWEST_CALLS:
        return Leaning(name, n, len(calls))
    own = math.fsum(one for _, one, _ in shared) / n
    others = math.fsum(other for _, _, other in shared) / n
    beyond: dict[str, float] = defaultdict(float)
    for call, one, other in shared:
        beyond[call] += one - other - (own - others)
    half = quantile(len(calls)) * math.sqrt(variance(beyond.values(), n))
    if half < 1e-9:  # every point alike: nothing varies, so nothing tells how far off the figure may be
        return Leaning(name, n, len(calls), own, others)
    middle = own - others
    return Leaning(name, n, len(calls), own, others, max(-1.0, middle - half), min(1.0, middle + half))
