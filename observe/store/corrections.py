"""Corrections in the database: rows are added, never changed and never deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from observe.assessment.people import LONGEST_NAME
from observe.corrections import Correction, Edit, Told, taken_back
from observe.corrections.written import as_values, from_values, told_from_values
from observe.errors import NotFound, UsageError
from observe.store.consents import ConsentCheck
from observe.store.database import Database
from observe.store.kept import hold
from observe.store.tables import CorrectedRow, CorrectionRow, ObservationRow, UtcDateTime


class Corrections:
    """What people corrected, recording by recording: added, never changed and never deleted.

    Args:
        database: open and up to date.
        consent: raises unless consent covers a recording now.
        now: the clock.
    """

    def __init__(self, database: Database, consent: ConsentCheck, now: Callable[[], datetime]) -> None:
        self._database, self._consent, self._now = database, consent, now

    def add(self, sha256: str, by: str, edits: Sequence[Edit], told: Told) -> Correction:
        """Add what somebody corrected at one go.

        Args:
            sha256: of the recording.
            by: name of who corrected it.
            edits: at least one.
            told: the same in words.

        Raises:
            UsageError: there is nothing to add, or no name.
            NotFound: no such recording is kept.
            ConsentInvalid: its consent was withdrawn or has run out.
        """
        if not edits:
            raise UsageError("found no correction to add; expected at least one")
        with self._database.writing() as session:
            now = self._permitted(session, sha256)
            return self._added(
                session,
                CorrectionRow(
                    sha256=sha256,
                    by_name=_name(by),
                    at=now,
                    edits=[as_values(edit) for edit in edits],
                    told=asdict(told),
                ),
            )

    def take_back(self, sha256: str, by: str, number: int) -> Correction:
        """Add that an entry no longer counts; it stays in the log. Taking back a taking-back restores.

        Raises:
            NotFound: the recording has no entry of that number, or the recording is not kept.
            UsageError: it is taken back already, or no name was given.
            ConsentInvalid: consent was withdrawn or has run out.
        """
        with self._database.writing() as session:
            now = self._permitted(session, sha256)
            log = _entries(session, sha256)
            entry = next((entry for entry in log if entry.id == number), None)
            if entry is None:
                raise NotFound(f"this recording has no correction {number}", "The log lists those it has")
            if number in taken_back(log):
                raise UsageError(f"correction {number} is taken back already")
            row = CorrectionRow(
                sha256=sha256,
                by_name=_name(by),
                at=now,
                edits=[],
                told=asdict(entry.told),
                takes_back=number,
            )
            return self._added(session, row)

    def of_recording(self, sha256: str) -> tuple[Correction, ...]:
        """Every entry about a recording, in order."""
        with self._database.reading() as session:
            return _entries(session, sha256)

    def people(self) -> Mapping[str, tuple[int, datetime]]:
        """For each name that corrections were made under, how many, also of those taken back, and the last."""
        rows = (
            select(CorrectionRow.by_name, func.count(), func.max(CorrectionRow.at, type_=UtcDateTime()))
            .where(CorrectionRow.takes_back.is_(None))
            .group_by(CorrectionRow.by_name)
        )
        with self._database.reading() as session:
            return {name: (number, last) for name, number, last in session.execute(rows)}

    def note(self, observation: int, original: int, upto: int) -> None:
        """Say that a stored observation was made from another one and its corrections.

        Args:
            observation: id of the one that was made.
            original: id of the one as it was analysed.
            upto: number of the last correction that was looked at.
        """
        with self._database.writing() as session:
            session.add(CorrectedRow(observation=observation, original=original, upto=upto))

    def made_of(self, observation: int) -> tuple[int, int] | None:
        """The ``original`` and ``upto`` noted for an observation, or None for one as it was analysed."""
        with self._database.reading() as session:
            row = session.get(CorrectedRow, observation)
            return (row.original, row.upto) if row is not None else None

    def originals(self, sha256: str) -> tuple[int, ...]:
        """Ids of a recording's observations as they were analysed, the newest first."""
        rows = (
            select(ObservationRow.id)
            .outerjoin(CorrectedRow, CorrectedRow.observation == ObservationRow.id)
            .where(ObservationRow.sha256 == sha256, CorrectedRow.observation.is_(None))
            .order_by(ObservationRow.version.desc())
        )
        with self._database.reading() as session:
            return tuple(session.scalars(rows))

    def _permitted(self, session: Session, sha256: str) -> datetime:
        """The time, the recording held until the end, so that corrections of it come one after the other."""
        hold(session, sha256)
        now = self._now()
        self._consent(session, sha256, now)
        return now

    def _added(self, session: Session, row: CorrectionRow) -> Correction:
        session.add(row)
        session.flush()
        return _entry(row)


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(
            f"found a name of {len(name)} characters; expected 1 to {LONGEST_NAME}", "Say who corrects it"
        )
    return name


def _entries(session: Session, sha256: str) -> tuple[Correction, ...]:
    rows = select(CorrectionRow).where(CorrectionRow.sha256 == sha256).order_by(CorrectionRow.id)
    return tuple(_entry(row) for row in session.scalars(rows))


def _entry(row: CorrectionRow) -> Correction:
    return Correction(
        id=row.id,
        by=row.by_name,
        at=row.at,
        edits=tuple(from_values(values) for values in row.edits),
        told=told_from_values(row.told),
        takes_back=row.takes_back,
    )
