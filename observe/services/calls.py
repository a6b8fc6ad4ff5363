"""The calls with all that lists find them by and pictures are drawn from, read from the store.

What never changes is kept in memory: never a document, only what the store worked out of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from observe.assessment import Entry, Person, Subject, standing_of
from observe.permissions import is_learner_of, own_calls, sees_own_calls_alone
from observe.quality import Case
from observe.schemes import Scheme, load_all, own_folders
from observe.store import CuesAndOutcomes, Figures, Store, StoredObservation, schemes_used
from observe.ui.words.calls import Listed, listed
from observe.ui.words.common import call_rows


@dataclass(slots=True)
class _Kept:
    """What was read before of one data folder.

    Attributes:
        heard: by observation, which never changes.
        figures: likewise.
        entries: all there were when there were so many; they are only ever added.
        cases: by recording, as those entries make them, without what the machine heard.
        unread: recordings of which an assessment is by a unit that cannot be read.
    """

    heard: dict[int, CuesAndOutcomes] = field(default_factory=dict)
    figures: dict[int, Figures] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    cases: Mapping[str, tuple[Case, ...]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
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


def list_calls(store: Store, person: Person | None) -> tuple[Listed, ...]:
    """Every call that a person may open, the newest first, as far as they may know it."""
    kept = _up_to_date(store)
    stored = store.observations.list()
    if sees_own_calls_alone(person):
        own = own_calls(person, kept.entries)
        stored = tuple(row for row in stored if row.sha256 in own)
    _read_heard(store, kept, [row.id for row in stored])
    standings = {row.sha256: tuple(case.standing for case in kept.cases.get(row.sha256, ())) for row in stored}
    if sees_own_calls_alone(person):
        # A call may be another learner's work by another unit: that is not for this one to find it by.
        standings = {
            sha256: tuple(each for each in own if is_learner_of(person, each))
            for sha256, own in standings.items()
        }
    return tuple(
        listed(
            person,
            row,
            kept.heard.get(row.observation),
            standings[row.sha256],
            whole=row.sha256 not in kept.unread,
        )
        for row in call_rows(stored, store.jobs.states())
    )


def entries(store: Store) -> tuple[Entry, ...]:
    """Everything that anyone did, read anew only when there is more of it."""
    return _up_to_date(store).entries


def _up_to_date(store: Store) -> _Kept:
    kept = _kept(store.folder)
    if store.assessments.count() != len(kept.entries):
        _read_assessments(store, kept)
    return kept


def known_calls(store: Store) -> tuple[Known, ...]:
    """Every call whose consent stands, in the order of their days; what its figures tell is for nobody yet."""
    kept = _up_to_date(store)
    stored, consented = store.observations.list(), store.recordings.consented()
    missing = [row.id for row in stored if row.id not in kept.figures]
    if missing:
        kept.figures.update(store.observations.figures(min(missing) - 1))
    _read_heard(store, kept, [row.id for row in stored])
    found = [
        Known(row, kept.figures[row.id], _heard(row, cases, kept), cases, row.sha256 not in kept.unread)
        for row in stored
        if row.sha256 in consented and row.id in kept.figures
        for cases in (kept.cases.get(row.sha256, ()),)
    ]
    return tuple(sorted(found, key=lambda call: (call.figures.day, call.row.created_at, call.row.id)))


def _heard(row: StoredObservation, cases: Iterable[Case], kept: _Kept) -> dict[int, CuesAndOutcomes]:
    looked_at = {entry.observation for case in cases for entry in case.standing.history}
    return {number: kept.heard[number] for number in {row.id, *looked_at} if number in kept.heard}


def installed(folder: Path) -> tuple[Scheme, ...]:
    """The schemes installed for a data folder, read again only when one of its files has changed."""
    files = tuple(
        (path, path.stat().st_mtime_ns) for own in own_folders(folder) for path in sorted(own.glob("*.yaml"))
    )
    return _installed(folder, files)


@cache
def _installed(folder: Path, _files: tuple[tuple[Path, int], ...]) -> tuple[Scheme, ...]:
    return load_all(own_folders(folder))


@cache
def _kept(_folder: Path) -> _Kept:
    return _Kept()


def _read_heard(store: Store, kept: _Kept, wanted: Iterable[int]) -> None:
    missing = [number for number in wanted if number not in kept.heard]
    if missing:
        kept.heard.update(store.observations.heard(min(missing) - 1))


def _read_assessments(store: Store, kept: _Kept) -> None:
    entries = store.assessments.all()
    by_subject: dict[Subject, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_subject[entry.subject].append(entry)
    texts: dict[tuple[str, str], Scheme | None] = {}
    cases: dict[str, tuple[Case, ...]] = defaultdict(tuple)
    unread = set()
    for subject, own in by_subject.items():
        text = (subject.scheme, subject.version)
        if text not in texts:
            texts[text] = _text(store, *text)
        scheme = texts[text]
        if scheme is None:
            unread.add(subject.sha256)
        else:
            cases[subject.sha256] += (Case(standing_of(subject, scheme.criterion_ids, own), scheme, ()),)
    kept.entries, kept.cases, kept.unread = entries, cases, frozenset(unread)


def _text(store: Store, scheme: str, version: str) -> Scheme | None:
    there = {one.id: one for one in installed(store.folder)}
    return schemes_used.kept(store, scheme, version) or there.get(scheme)
