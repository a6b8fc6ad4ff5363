"""How often a point was shown or met, over all calls and month by month: of the occasions, never by person.

Conventions: a point counts in a call only where there was an occasion for it. By the machine: of the calls in
which it was shown or an opportunity for it was missed, those in which it was shown. By assessors: of the calls
decided met or not yet, those decided met, by the assessor whose marking it is, as it now stands. A call's month
is that of its day (`observe.assessment.analysed.Analysed.day`). A month without an occasion has no rate: it is
not nought. Calls that gave no occasion are counted apart, and a call counts once, by its newest analysis, under
however many versions of the unit it was marked. Points are never added up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from observe.observation import Outcome
from observe.quality.cases import Case
from observe.quality.shares import Share, share_of


@dataclass(frozen=True, slots=True)
class Occasions:
    """One point over all calls, as the machine heard them.

    Attributes:
        shown: of the occasions there were, those in which the point was shown.
        without: calls that gave no occasion for it.
    """

    shown: Share
    without: int


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


def occasions(cases: Iterable[Case], scheme: str, criterion: str) -> Occasions:
    """A point over all calls: how often it was shown, of how many occasions, and how many calls gave none."""
    outcomes = Counter(outcome for _, outcome in _heard(cases, scheme, criterion))
    shown, missed = outcomes["shown"], outcomes["opportunity_missed"]
    return Occasions(share_of([(1, 1)] * shown + [(0, 1)] * missed), outcomes["no_opportunity"])


def trend(cases: Iterable[Case], scheme: str, criterion: str) -> tuple[Month, ...]:
    """A point month by month, the earliest first; months without any occasion are left out."""
    every = [*cases]
    shown: dict[date, list[tuple[float, int]]] = defaultdict(list)
    met: dict[date, list[tuple[float, int]]] = defaultdict(list)
    for month, outcome in _heard(every, scheme, criterion):
        if outcome in ("shown", "opportunity_missed"):
            shown[month].append((outcome == "shown", 1))
    for case in every:
        heard, standing = case.latest, case.standing
        if case.scheme.id != scheme or heard is None or criterion not in standing.points:
            continue
        month = heard.day.replace(day=1)
        mark = standing.points[criterion].mark_of(standing.lead) if standing.lead else None
        if mark is not None and mark.decision != "not_applicable":
            met[month].append((mark.decision == "met", 1))
    return tuple(Month(month, share_of(shown[month]), share_of(met[month])) for month in sorted({*shown, *met}))


def _heard(cases: Iterable[Case], scheme: str, criterion: str) -> Iterator[tuple[date, Outcome]]:
    """The month of each call and what the machine suggests for the point, each call once."""
    newest = {case.call: case.latest for case in cases if case.scheme.id == scheme and case.latest}
    for heard in newest.values():
        finding = heard.finding(scheme, criterion)
        if finding is not None:
            yield heard.day.replace(day=1), finding.outcome
