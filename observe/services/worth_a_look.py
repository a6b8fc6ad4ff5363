"""Calls worth a look, for a team leader: those that can be checked now, and all there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from observe.quality import Case, Queued, queue
from observe.quality.assessor_reasons import track_record
from observe.quality.reasons import Bounds, CallAtHand, HeardKind, Reason, kinds_in
from observe.quality.worth_a_look import reasons_of, weight
from observe.services.calls import StoredCall, list_cases, with_analyses
from observe.store import Store
from observe.store.schemes_used import installed


@dataclass(frozen=True, slots=True)
class WorthALook:
    """A call worth a look.

    Attributes:
        call: as the store knows it.
        reasons: why.
    """

    call: StoredCall
    reasons: tuple[Reason, ...]


def cases_to_check(store: Store) -> tuple[Case, ...]:
    """Every assessment, those that can be accepted or returned now with what was heard."""
    return with_analyses(store, list_cases(store), lambda case: case.waits_for_check)


def calls_to_check(cases: Iterable[Case], today: date) -> tuple[Queued, ...]:
    """The signed calls that give a reason for a look: those with more kinds of reasons first.

    Args:
        cases: as `cases_to_check` gives them.
        today: the day from which time since the last check is counted.
    """
    return queue(cases, today)


def calls_worth_a_look(store: Store, calls: Iterable[StoredCall], today: date) -> tuple[WorthALook, ...]:
    """The calls that give a reason for a look: those with more kinds of reasons first, then with more of each.

    In a call that nobody opened yet the common mistakes of every installed unit are listened for.

    Args:
        store: which holds them.
        calls: those to choose from.
        today: the day from which time since the last check is counted.
    """
    cases, units, bounds = cases_to_check(store), tuple(installed(store).values()), Bounds()
    record = track_record(cases)
    by_subject = {case.standing.subject: case for case in cases}
    found = []
    for call in calls:
        own = tuple(by_subject[case.standing.subject] for case in call.cases)
        reasons = reasons_of(_at_hand(call, own), record, today, bounds, units)
        if reasons:
            found.append(WorthALook(call, reasons))
    return tuple(sorted(found, key=_order))


def _at_hand(call: StoredCall, cases: tuple[Case, ...]) -> CallAtHand:
    """A call without its document: the words of what is heard first come only where it can be checked now."""
    outcomes = {number: heard.outcomes for number, heard in call.heard.items()}
    latest = next((case.latest for case in cases if case.latest), None)
    if latest is not None:
        return CallAtHand(cases, outcomes, kinds_in(latest.cues))
    heard = {cue: HeardKind.at(cue, one.times, one.first) for cue, one in call.figures.cues.items()}
    return CallAtHand(cases, outcomes, heard)


def _order(one: WorthALook) -> tuple[int, int, int, int]:
    kinds, times = weight(one.reasons)
    return -kinds, -times, -one.call.figures.day.toordinal(), -one.call.row.id
