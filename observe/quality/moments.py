"""Whether two people pointed at the same moments of a call.

Problem: nobody stops the clock at the same instant. Two moments count as the same where they meet or overlap
once each is made longer by the *window* at both ends: with the usual window of 2 s, where no more than 4 s lie
between the end of one and the start of the other. A window of 0 s asks that they touch as they are. A longer
window finds more agreement, so a figure is worth nothing without its window.

Conventions: one moment is paired with one other at most, so a single long stretch cannot agree with five short
ones; of all ways to pair them the one with the most pairs counts. The share is twice the pairs out of all
moments of both (what is also called specific agreement, or F1): moments that neither pointed at are without
number, so nothing can be said of agreeing on those, and there is no kappa.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from observe.annotation import Seconds
from observe.assessment import Moment
from observe.errors import UsageError
from observe.quality.cases import Case
from observe.quality.pairs import decided_blind, first_decisions
from observe.quality.shares import Share, share_of

WINDOW: Seconds = 2.0
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Pointed:
    """What two raters pointed at for one point of one call.

    Attributes:
        call: the recording's sha256.
        scheme: id of the unit.
        criterion: id of the point.
        raters: their names; the machine is ``machine``.
        first: the first one's moments.
        second: the second one's moments.
        blind: neither could see the other's.
    """

    call: str
    scheme: str
    criterion: str
    raters: tuple[str, str]
    first: tuple[Moment, ...]
    second: tuple[Moment, ...]
    blind: bool = True


def same(first: Sequence[Moment], second: Sequence[Moment], window: Seconds = WINDOW) -> int:
    """How many moments of two people can be paired as the same.

    Args:
        first: one person's moments.
        second: the other's.
        window: seconds by which each moment is made longer at both ends.

    Raises:
        UsageError: the window is less than nothing.

    Example:
        >>> same([Moment(10.0, 12.0, "")], [Moment(15.0, 16.0, "")])
        1
        >>> same([Moment(10.0, 12.0, "")], [Moment(15.0, 16.0, "")], window=1.0)
        0
    """
    if not window >= 0:
        raise UsageError(f"found a window of {window} s; expected 0 s or more")
    if not (first and second):
        return 0
    reach = 2 * window + _ROUNDING
    near = np.array([[one.interval.gap(other.interval) <= reach for other in second] for one in first])
    if 1 in near.shape:  # the usual case, and by far the quicker
        return int(near.any())
    return int((maximum_bipartite_matching(csr_array(near), perm_type="column") >= 0).sum())


def alike(pointed: Iterable[Pointed], window: Seconds = WINDOW) -> Share:
    """The share of all moments that both pointed at, over calls."""
    calls: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in pointed:
        count = calls[one.call]
        count[0] += 2 * same(one.first, one.second, window)
        count[1] += len(one.first) + len(one.second)
    return share_of((both, every) for both, every in calls.values())


def by_assessors(cases: Iterable[Case]) -> Iterator[Pointed]:
    """The evidence of two assessors' first decisions, where both decided the point alike.

    Who decides a point differently points at other moments for that very reason; that is seen in the decisions.
    """
    for case in cases:
        for criterion in case.standing.points:
            found = [*first_decisions(case.standing, criterion).values()]
            for place, (entry, mark) in enumerate(found):
                for other, its in found[place + 1 :]:
                    if mark.decision == its.decision:
                        raters = (entry.by.name, other.by.name)
                        yield Pointed(case.call, case.scheme.id, criterion, raters, mark.evidence, its.evidence)


def with_machine(cases: Iterable[Case]) -> Iterator[Pointed]:
    """The evidence of met points beside what the machine rests “shown” on, both by first decisions."""
    for case in cases:
        for criterion in case.standing.points:
            for entry, mark in first_decisions(case.standing, criterion).values():
                heard = case.seen(entry.observation)
                finding = heard.finding(case.scheme.id, criterion) if heard else None
                if heard and finding and finding.outcome == "shown" and mark.decision == "met":
                    yield Pointed(
                        case.call,
                        case.scheme.id,
                        criterion,
                        (entry.by.name, "machine"),
                        mark.evidence,
                        tuple(map(Moment.of, heard.evidence(finding))),
                        decided_blind(case.standing, entry),
                    )
