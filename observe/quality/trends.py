"""How often a point was shown or met, month by month: of the occasions for it, and never by person.

Conventions: a point counts in a call only where there was an occasion for it. By the machine: of the calls in
which it was shown or an opportunity for it was missed, those in which it was shown. By assessors: of the calls
decided met or not yet, those decided met, by the assessor whose marking it is, as it now stands. A call's month
is that of its day (`observe.quality.cases.Analysed.day`). A month without an occasion has no rate: it is not
nought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from observe.quality.cases import Case
from observe.quality.shares import Share, share_of


@dataclass(frozen=True, slots=True)
class Month:
    """One point in one month.

    Attributes:
        month: its first day.
        shown: of the occasions that the machine heard, those in which the point was shown.
        met: of the calls that assessors decided met or not yet, those decided met.
    """

    month: date
    shown: Share
    met: Share


def trend(cases: Iterable[Case], scheme: str, criterion: str) -> tuple[Month, ...]:
    """A point month by month, the earliest first; months without any occasion are left out."""
    shown: dict[date, list[tuple[float, int]]] = defaultdict(list)
    met: dict[date, list[tuple[float, int]]] = defaultdict(list)
    for case in cases:
        heard, standing = case.latest, case.standing
        if case.scheme.id != scheme or heard is None or criterion not in standing.points:
            continue
        month = heard.day.replace(day=1)
        finding = heard.finding(scheme, criterion)
        if finding is not None and finding.outcome in ("shown", "opportunity_missed"):
            shown[month].append((finding.outcome == "shown", 1))
        mark = standing.points[criterion].mark_of(standing.lead) if standing.lead else None
        if mark is not None and mark.decision != "not_applicable":
            met[month].append((mark.decision == "met", 1))
    return tuple(Month(month, share_of(shown[month]), share_of(met[month])) for month in sorted({*shown, *met}))
