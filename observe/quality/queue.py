"""Calls worth a look, for a quality assurer: signed and not yet accepted, each with its reasons.

The queue orders calls by where looking is likely to pay: first those with more kinds of reasons, then those
signed longest ago. It orders calls and never people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from observe.assessment import Checked
from observe.quality.cases import Case
from observe.quality.reasons import Bounds, Known, Reason, reasons_of
from observe.quality.sampling import first_signatures


@dataclass(frozen=True, slots=True)
class Queued:
    """A call worth a look.

    Attributes:
        case: the call and unit.
        reasons: why.
        signed: when its last signature was given.
    """

    case: Case
    reasons: tuple[Reason, ...]
    signed: datetime


def queue(cases: Iterable[Case], today: date, bounds: Bounds | None = None) -> tuple[Queued, ...]:
    """The calls worth a look.

    Args:
        cases: every assessment; those that wait for an assessor, or are accepted, inform the reasons alone.
        today: the day from which time since the last check is counted.
        bounds: from where on something is worth a look.
    """
    every, bounds = [*cases], bounds or Bounds()
    known = known_of(every)
    found = []
    for case in waiting(every):
        reasons = reasons_of(case, known, today, bounds)
        if reasons:
            at = max(entry.at for entry in case.standing.signatures.values())
            found.append(Queued(case, reasons, at))
    return tuple(
        sorted(found, key=lambda one: (-len(one.reasons), one.signed, one.case.standing.subject.sha256))
    )


def waiting(cases: Iterable[Case]) -> list[Case]:
    """The assessments that a quality assurer can accept or return now."""
    return [
        case for case in cases if case.standing.signatures and case.standing.stage in ("signed", "disputed")
    ]


def known_of(cases: Iterable[Case]) -> Known:
    """What all assessments together tell of assessors and points."""
    signed: Counter[str] = Counter()
    checked: dict[str, date] = {}
    since: dict[str, date] = {}
    decided: Counter[tuple[str, str]] = Counter()
    units: Counter[str] = Counter()
    for case in cases:
        standing = case.standing
        firsts = first_signatures(case)
        units[case.scheme.id] += bool(firsts)
        for key, entry in firsts.items():
            signed[key] += 1
            since[key] = min(since.get(key, entry.at.date()), entry.at.date())
        for entry in standing.counted:
            if isinstance(entry.event, Checked) and standing.lead is not None:
                day = checked.get(standing.lead, entry.at.date())
                checked[standing.lead] = max(day, entry.at.date())
        for criterion in standing.points:
            marks = [standing.points[criterion].mark_of(key) for key in firsts]
            decided[case.scheme.id, criterion] += any(m and m.decision != "not_applicable" for m in marks)
    return Known(signed, checked, since, decided, units)
