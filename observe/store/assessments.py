"""Assessments: what people did, event after event; rows are added, never changed and never deleted.

Whether someone may add an event is asked inside the transaction that adds it, with the recording held: of two
who act at once the second is judged by what the first did, and both events are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from observe.assessment.codec import from_json, to_json
from observe.assessment.events import Entry, Event, Subject, TakenBack
from observe.assessment.people import Duty, Person
from observe.assessment.standing import standing_of
from observe.errors import NotFound
from observe.permissions import require_may_add
from observe.store.database import Database
from observe.store.jobs import ConsentCheck
from observe.store.recordings import hold
from observe.store.records import Added
from observe.store.tables import AssessmentRow, ObservationRow


class SqlAssessments:
    """``Assessments`` in a database.

    Args:
        database: open and up to date.
        consent: raises unless consent covers a recording now.
        now: the clock.
    """

    def __init__(self, database: Database, consent: ConsentCheck, now: Callable[[], datetime]) -> None:
        self._database, self._consent, self._now = database, consent, now

    def add(
        self,
        subject: Subject,
        observation: int,
        by: Person,
        event: Event,
        *,
        criteria: Sequence[str],
        seen: int = 0,
    ) -> Added:
        """See ``Assessments.add``."""
        with self._database.writing() as session:
            # Held until the end, so that events about one recording come one after the other.
            hold(session, subject.sha256)
            now = self._now()
            self._consent(session, subject.sha256, now)
            _require_observation(session, subject, observation)
            before = _entries(session, _of(subject))
            require_may_add(by, standing_of(subject, criteria, before), event)
            row = AssessmentRow(
                sha256=subject.sha256,
                scheme=subject.scheme,
                version=subject.version,
                observation=observation,
                by_name=by.name,
                by_duty=by.duty,
                at=now,
                event=to_json(event),
            )
            session.add(row)
            session.flush()
            entry = _entry(row)
            return Added(entry, _meanwhile(entry, before, seen))

    def entries(self, subject: Subject) -> tuple[Entry, ...]:
        """See ``Assessments.entries``."""
        return self._read(_of(subject))

    def of_recording(self, sha256: str) -> tuple[Entry, ...]:
        """See ``Assessments.of_recording``."""
        return self._read(select(AssessmentRow).where(AssessmentRow.sha256 == sha256))

    def all(self) -> tuple[Entry, ...]:
        """See ``Assessments.all``."""
        return self._read(select(AssessmentRow))

    def count(self) -> int:
        """See ``Assessments.count``."""
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(AssessmentRow)) or 0

    def _read(self, rows: Select[AssessmentRow]) -> tuple[Entry, ...]:
        with self._database.reading() as session:
            return _entries(session, rows)


def _of(subject: Subject) -> Select[AssessmentRow]:
    return select(AssessmentRow).where(
        AssessmentRow.sha256 == subject.sha256,
        AssessmentRow.scheme == subject.scheme,
        AssessmentRow.version == subject.version,
    )


def _entries(session: Session, rows: Select[AssessmentRow]) -> tuple[Entry, ...]:
    return tuple(_entry(row) for row in session.scalars(rows.order_by(AssessmentRow.id)))


def _entry(row: AssessmentRow) -> Entry:
    return Entry(
        id=row.id,
        subject=Subject(row.sha256, row.scheme, row.version),
        observation=row.observation,
        by=Person(row.by_name, cast(Duty, row.by_duty)),
        at=row.at,
        event=from_json(row.event),
    )


def _require_observation(session: Session, subject: Subject, observation: int) -> None:
    found = session.scalar(select(ObservationRow.sha256).where(ObservationRow.id == observation))
    if found != subject.sha256:
        raise NotFound(
            f"no observation {observation} of the recording {subject.sha256[:12]}… is stored",
            "The app lists those that are",
        )


def _meanwhile(added: Entry, before: Iterable[Entry], seen: int) -> tuple[Entry, ...]:
    """What others did about the same point, or about the whole, that the one who added had not seen."""
    by_id = {entry.id: entry for entry in before}
    about = _point(added, by_id)
    return tuple(
        entry
        for entry in before
        if entry.id > seen and entry.by.key != added.by.key and _point(entry, by_id) == about
    )


def _point(entry: Entry, by_id: dict[int, Entry]) -> str | None:
    """The point an entry is about; a taking-back is about what it takes back, however many steps away."""
    while isinstance(entry.event, TakenBack) and 0 < entry.event.entry < entry.id:
        if entry.event.entry not in by_id:
            break
        entry = by_id[entry.event.entry]
    return entry.criterion
