"""Every assessment with what the machine heard, read from the store for the pages on quality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from observe.assessment import Entry, Subject, standing_of
from observe.errors import ConsentInvalid, NotFound
from observe.io import document
from observe.quality import Analysed, Case
from observe.services.calls import installed
from observe.store import Store
from observe.store.schemes_used import kept

#: Analyses kept in memory; one without its words takes some tens of kilobytes.
KEPT = 1000


def load_cases(store: Store) -> tuple[Case, ...]:
    """Every assessment, in the order they began.

    What was heard is left out where consent no longer stands; assessments by a unit whose text can no longer be
    read are left out altogether.
    """
    by_subject: dict[Subject, list[Entry]] = defaultdict(list)
    for entry in store.assessments.all():
        by_subject[entry.subject].append(entry)
    there: dict[str, list[int]] = defaultdict(list)
    for row in reversed(store.observations.list(versions=True)):
        there[row.sha256].append(row.id)
    _forget(store, (number for numbers in there.values() for number in numbers))
    there_now = {scheme.id: scheme for scheme in installed(store.folder)}
    cases = []
    for subject, entries in by_subject.items():
        # The unit as it was when the call was marked; the installed one where its text was not kept.
        scheme = kept(store, subject.scheme, subject.version) or there_now.get(subject.scheme)
        if scheme is not None:
            standing = standing_of(subject, scheme.criterion_ids, entries)
            cases.append(Case(standing, scheme, _analysed(store, subject, entries, there[subject.sha256])))
    return tuple(cases)


def _analysed(
    store: Store, subject: Subject, entries: list[Entry], versions: list[int]
) -> tuple[Analysed, ...]:
    """The analyses that people were looking at, and the newest, oldest first."""
    try:
        store.recordings.consent(subject.sha256)
    except (ConsentInvalid, NotFound):
        return ()
    looked_at = {entry.observation for entry in entries}
    wanted = [number for number in sorted(versions) if number in looked_at or number == max(versions)]
    return tuple(_one(store, number) for number in wanted)


#: Analyses already read, by data folder and id; an analysis never changes.
_READ: dict[tuple[Path, int], Analysed] = {}


def _one(store: Store, number: int) -> Analysed:
    key = (store.folder, number)
    if key not in _READ:
        while len(_READ) >= KEPT:
            _READ.pop(next(iter(_READ)))
        _READ[key] = Analysed.of(number, document.loads(store.observations.document(number)))
    return _READ[key]


def _forget(store: Store, there: Iterable[int]) -> None:
    """Keep nothing in memory of what was erased from the store."""
    known = {*there}
    for folder, number in [*_READ]:
        if folder == store.folder and number not in known:
            _READ.pop((folder, number), None)
