"""What is read of a data folder for lists of calls, and what of it is kept in memory for the next time.

Kept are kinds of cue, outcomes and figures of analyses, which never change, and what people did; never a word
of a call. Nothing is kept of an analysis that is no longer in the store, and so never more than it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

from observe.assessment import Entry, Subject, standing_of
from observe.quality import Case
from observe.schemes import Scheme
from observe.store import CuesAndOutcomes, Figures, Store, StoredObservation
from observe.store.schemes_used import begun_by, installed

#: Data folders of which something is kept; a program uses one, tests a few.
FOLDERS = 4

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Assessed:
    """What people did, by assessment.

    Attributes:
        entries: all there are, in order.
        units: the schemes that were installed when it was read, by id.
        cases: every assessment, in the order they began, without what the machine heard.
        by_call: the same by recording.
        unread: recordings of which an assessment is by a unit that cannot be read.
    """

    entries: tuple[Entry, ...] = ()
    units: Mapping[str, Scheme] = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    by_call: Mapping[str, tuple[Case, ...]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that lists of calls are made of.

    Attributes:
        rows: every analysis, the newest first.
        assessed: what people did.
        heard: in the newest analyses and in those that people looked at, by id.
        figures: of the newest analyses, by id.
    """

    rows: tuple[StoredObservation, ...]
    assessed: Assessed
    heard: Mapping[int, CuesAndOutcomes]
    figures: Mapping[int, Figures]


@dataclass(slots=True)
class _Memory:
    """What was read before of one data folder; whoever reads or changes it holds the lock."""

    lock: Lock = field(default_factory=Lock)
    assessed: Assessed = field(default_factory=Assessed)
    heard: dict[int, CuesAndOutcomes] = field(default_factory=dict)
    figures: dict[int, Figures] = field(default_factory=dict)


def read(store: Store) -> Reading:
    """All that lists of calls are made of, as the store has it now."""
    memory = _memory(store.folder)
    with memory.lock:
        assessed = _up_to_date(store, memory)
        rows = store.observations.list(versions=True)
        there = {row.id for row in rows}
        newest = {row.id for row in rows if row.latest}
        looked_at = {entry.observation for entry in assessed.entries} & there
        heard = _facts(memory.heard, there, newest | looked_at, store.observations.heard)
        figures = _facts(memory.figures, there, newest, store.observations.figures)
        return Reading(rows, assessed, heard, figures)


def read_assessed(store: Store) -> Assessed:
    """What people did, read anew only when there is more of it or a scheme's file has changed."""
    memory = _memory(store.folder)
    with memory.lock:
        return _up_to_date(store, memory)


@lru_cache(maxsize=FOLDERS)
def _memory(_folder: Path) -> _Memory:
    return _Memory()


def _up_to_date(store: Store, memory: _Memory) -> Assessed:
    units = installed(store)
    if store.assessments.count() != len(memory.assessed.entries) or memory.assessed.units is not units:
        memory.assessed = _assessed(store, units)
    return memory.assessed


def _facts(
    kept: dict[int, Fact], there: set[int], wanted: Iterable[int], ask: Callable[[int], Mapping[int, Fact]]
) -> dict[int, Fact]:
    """The facts of the analyses wanted, what is not kept yet asked for at once; those of others are let go."""
    for number in kept.keys() - there:
        del kept[number]
    missing = [number for number in wanted if number not in kept]
    if missing:
        kept.update(ask(min(missing) - 1))
    return {number: kept[number] for number in wanted if number in kept}


def _assessed(store: Store, units: Mapping[str, Scheme]) -> Assessed:
    entries = store.assessments.all()
    by_subject: dict[Subject, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_subject[entry.subject].append(entry)
    texts: dict[tuple[str, str], Scheme | None] = {}
    by_call: dict[str, tuple[Case, ...]] = defaultdict(tuple)
    cases, unread = [], set()
    for subject, own in by_subject.items():
        text = (subject.scheme, subject.version)
        if text not in texts:
            texts[text] = begun_by(store, subject)
        scheme = texts[text]
        if scheme is None:
            unread.add(subject.sha256)
            continue
        case = Case(standing_of(subject, scheme.criterion_ids, own), scheme, ())
        cases.append(case)
        by_call[subject.sha256] += (case,)
    return Assessed(entries, units, tuple(cases), by_call, frozenset(unread))
