"""Agreement in tables: over everything, by point, and by who was compared with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from observe.quality.kappa import Agreement, agreement
from observe.quality.pairs import FirstLook, Pair
from observe.quality.shares import Share, share_of

Point = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """How far two kinds of rater agree.

    Attributes:
        overall: over all points and calls.
        points: by unit and point, in order of first appearance.
    """

    overall: Agreement
    points: dict[Point, Agreement]


def table(pairs: Iterable[Pair]) -> Table:
    """The agreement of pairs, over all and by point."""
    every = [*pairs]
    points: dict[Point, list[Pair]] = defaultdict(list)
    for pair in every:
        points[pair.scheme, pair.criterion].append(pair)
    return Table(
        agreement(pair.item for pair in every),
        {point: agreement(pair.item for pair in own) for point, own in points.items()},
    )


def by_raters(pairs: Iterable[Pair]) -> dict[tuple[str, str], Agreement]:
    """The agreement of each two people over the points they share, in order of their names."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for pair in pairs:
        one, other = pair.raters
        swapped = other.casefold() < one.casefold()
        raters = (other, one) if swapped else (one, other)
        first, second = (pair.second, pair.first) if swapped else (pair.first, pair.second)
        found[raters].append((pair.call, first, second))
    order = sorted(found, key=lambda raters: (raters[0].casefold(), raters[1].casefold()))
    return {raters: agreement(found[raters]) for raters in order}


def accepted(looks: Iterable[FirstLook]) -> Share:
    """The share of checked points that were accepted at the first look."""
    calls: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for look in looks:
        calls[look.call][0] += look.accepted
        calls[look.call][1] += 1
    return share_of((hits, n) for hits, n in calls.values())
