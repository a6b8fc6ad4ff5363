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
from observe.assessment.sight import check
from observe.assessment.standing import standing_of
from observe.errors import NotFound
from observe.store.consents import ConsentCheck
from observe.store.database import Database
from observe.store.kept import hold
from observe.store.records import Added
from observe.store.tables import AssessmentRow, ObservationRow


class Assessments:
    """What people did to assessments: events that are added, never changed and never deleted.

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
        """Keep an event, where that person may add it to the assessment as it stands at that moment.

        Of two who act at once both are kept, and the second is told what the first did.

        Args:
            subject: what is marked.
            observation: id of the observation that the person is looking at.
            by: who does it.
            event: what they do.
            criteria: ids of the scheme's points, in its order.
            seen: number of the last entry that the person was shown (``Standing.last``).

        Raises:
            NotAllowed: that person may not do it, or something else has to come first.
            NotFound: the recording is not kept here, or that observation is none of it.
            ConsentInvalid: consent for the recording was withdrawn or has run out.
        """
        with self._database.writing() as session:
            # Held until the end, so that events about one recording come one after the other.
            hold(session, subject.sha256)
            now = self._now()
            self._consent(session, subject.sha256, now)
            _require_observation(session, subject, observation)
            before = _entries(session, _of(subject))
            check(by, standing_of(subject, criteria, before), event)
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
        """Everything done to one assessment, in order; also where consent no longer stands."""
        return self._read(_of(subject))

    def of_recording(self, sha256: str) -> tuple[Entry, ...]:
        """Everything done to the assessments of a recording, by whatever scheme, in order."""
        return self._read(select(AssessmentRow).where(AssessmentRow.sha256 == sha256))

    def all(self) -> tuple[Entry, ...]:
        """Everything that anyone did, in order."""
        return self._read(select(AssessmentRow))

    def count(self) -> int:
        """How many entries there are: while that stays the same, so does everything that ``all`` gives."""
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
