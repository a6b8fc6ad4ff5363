"""Every call and every assessment as the store knows them: the one place that lists them for pages.

Nothing here reads a whole document, and the store is asked as often for thousands of calls as for one. Who may
know what of a call is decided elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from observe.assessment import Entry
from observe.quality import Case
from observe.services.reading import read, read_assessed
from observe.store import CuesAndOutcomes, Figures, Store, StoredObservation


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A call as the store knows it; who may know how much of it is decided elsewhere.

    Attributes:
        row: its newest analysis.
        figures: of that.
        heard: the outcomes of each of its analyses that somebody looked at, and of the newest, by id.
        cases: its assessments, without what the machine heard.
        whole: whether every assessment of it could be read.
    """

    row: StoredObservation
    figures: Figures
    heard: Mapping[int, CuesAndOutcomes]
    cases: tuple[Case, ...]
    whole: bool


def list_calls(store: Store) -> tuple[StoredCall, ...]:
    """Every call, the newest first."""
    found = read(store)
    return tuple(
        StoredCall(
            row,
            found.figures[row.id],
            {number: found.heard[number] for number in {row.id, *_looked_at(cases)} & found.heard.keys()},
            cases,
            row.sha256 not in found.assessed.unread,
        )
        for row in found.rows
        if row.latest and row.id in found.figures
        for cases in (found.assessed.by_call.get(row.sha256, ()),)
    )


def consented_calls(store: Store) -> tuple[StoredCall, ...]:
    """Every call whose consent stands, in the order of their days."""
    consented = store.recordings.consented()
    found = [call for call in list_calls(store) if call.row.sha256 in consented]
    return tuple(sorted(found, key=lambda call: (call.figures.day, call.row.created_at, call.row.id)))


def list_cases(store: Store) -> tuple[Case, ...]:
    """Every assessment, in the order they began, without what the machine heard.

    Those by a unit whose text can no longer be read are left out.
    """
    return read_assessed(store).cases


def with_analyses(
    store: Store, cases: Iterable[Case], wanted: Callable[[Case], bool] = lambda _: True
) -> tuple[Case, ...]:
    """Assessments with what was heard in the analyses that people looked at, and in the newest, oldest first.

    Args:
        store: where to read it.
        cases: in the order in which they are to come back.
        wanted: those to read it for; the others stay as they are. Nothing is read where consent no longer
            stands.
    """
    every = tuple(cases)
    consented = store.recordings.consented()
    there: dict[str, list[int]] = defaultdict(list)
    for row in store.observations.list(versions=True):
        if row.sha256 in consented:
            there[row.sha256].append(row.id)
    asked = {case.standing.subject: _asked(case, sorted(there[case.call])) for case in every if wanted(case)}
    found = store.observations.analysed(number for numbers in asked.values() for number in numbers)

    def filled(case: Case) -> Case:
        numbers = asked.get(case.standing.subject)
        if numbers is None:
            return case
        return replace(case, analysed=tuple(found[number] for number in numbers if number in found))

    return tuple(map(filled, every))


def entries(store: Store) -> tuple[Entry, ...]:
    """Everything that anyone did, in order; read anew only when there is more of it."""
    return read_assessed(store).entries


def _asked(case: Case, versions: list[int]) -> list[int]:
    looked_at = {*_looked_at([case])}
    return [number for number in versions if number in looked_at or number == versions[-1]]


def _looked_at(cases: Iterable[Case]) -> Iterable[int]:
    return (entry.observation for case in cases for entry in case.standing.history)
