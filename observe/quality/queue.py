"""Calls worth a look, for a quality assurer: signed and not yet accepted, each with its reasons.

The queue orders calls by where looking is likely to pay: first those with more kinds of reasons, then those
signed longest ago. It orders calls and never people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from observe.quality.assessor_reasons import track_record
from observe.quality.cases import Case
from observe.quality.reasons import Bounds, CallAtHand, Reason
from observe.quality.worth_a_look import reasons_of, weight


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
        cases: every assessment, those that can be checked now with what was heard; the others inform the
            reasons alone.
        today: the day from which time since the last check is counted.
        bounds: from where on something is worth a look.
    """
    every, bounds = [*cases], bounds or Bounds()
    record = track_record(every)
    by_call: dict[str, list[Case]] = defaultdict(list)
    for case in every:
        by_call[case.call].append(case)
    found = []
    for case in waiting(every):
        reasons = reasons_of(CallAtHand.of(by_call[case.call]), record, today, bounds)
        own = tuple(reason for reason in reasons if reason.subject in (None, case.standing.subject))
        if own:
            at = max(entry.at for entry in case.standing.signatures.values())
            found.append(Queued(case, own, at))
    return tuple(
        sorted(found, key=lambda one: (-weight(one.reasons)[0], one.signed, one.case.standing.subject.sha256))
    )


def waiting(cases: Iterable[Case]) -> list[Case]:
    """The assessments that a quality assurer can accept or return now."""
    return [case for case in cases if case.waits_for_check]
