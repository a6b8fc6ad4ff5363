"""The calls with all that the list can find them by, read from the store; what never changes is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from observe import marked
from observe.assessment import Entry, Person, Standing, Subject, standing_of
from observe.assessment.sight import is_learner_of
from observe.schemes import Scheme, load_all, own_folders
from observe.store import Heard, Store
from observe.ui.views import call_rows
from observe.ui.views_assessment import calls_of
from observe.ui.views_calls import Listed, listed


@dataclass(slots=True)
class _Kept:
    """What was read before of one data folder.

    Attributes:
        heard: by observation, which never changes.
        entries: all there were when there were so many; they are only ever added.
        standings: by recording, as those entries make them.
        unread: recordings of which an assessment is by a unit that cannot be read.
    """

    heard: dict[int, Heard] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    standings: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()


def list_calls(store: Store, person: Person | None) -> tuple[Listed, ...]:
    """Every call that a person may open, the newest first, as far as they may know it."""
    kept = _up_to_date(store)
    stored = store.observations.list()
    if person is not None and person.duty == "learner":
        own = calls_of(person, kept.entries)
        stored = tuple(row for row in stored if row.sha256 in own)
    _read_heard(store, kept, [row.id for row in stored])
    standings = kept.standings
    if person is not None and person.duty == "learner":
        # A call may be another learner's work by another unit: that is not for this one to find it by.
        standings = {
            row.sha256: tuple(
                each for each in kept.standings.get(row.sha256, ()) if is_learner_of(person, each)
            )
            for row in stored
        }
    return tuple(
        listed(
            person,
            row,
            kept.heard.get(row.observation),
            standings.get(row.sha256, ()),
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
    texts: dict[tuple[str, str], tuple[str, ...] | None] = {}
    standings: dict[str, tuple[Standing, ...]] = defaultdict(tuple)
    unread = set()
    for subject, own in by_subject.items():
        text = (subject.scheme, subject.version)
        if text not in texts:
            texts[text] = _points(store, *text)
        points = texts[text]
        if points is None:
            unread.add(subject.sha256)
        else:
            standings[subject.sha256] += (standing_of(subject, points, own),)
    kept.entries, kept.standings, kept.unread = entries, standings, frozenset(unread)


def _points(store: Store, scheme: str, version: str) -> tuple[str, ...] | None:
    there = {one.id: one for one in installed(store.folder)}
    found = marked.kept(store, scheme, version) or there.get(scheme)
    return found.criterion_ids if found is not None else None
