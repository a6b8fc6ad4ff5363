"""Observations: their documents as they were written, and the little of them that lists show."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast, get_args

from sqlalchemy import Select, func, select
from sqlalchemy.orm import undefer

from observe.errors import DocumentInvalid, NotFound
from observe.observation import Basis
from observe.store.database import Database
from observe.store.records import StoredObservation
from observe.store.tables import ObservationRow, RecordingRow


class SqlObservations:
    """``Observations`` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, document: str) -> StoredObservation:
        """See ``Observations.add``."""
        row = _row(document)
        with self._database.writing() as session:
            # Held until the end, so that two analyses of one recording get versions one after the other.
            found = session.scalars(
                select(RecordingRow.sha256).where(RecordingRow.sha256 == row.sha256).with_for_update()
            ).first()
            if found is None:
                raise NotFound(f"no recording {row.sha256[:12]}… is kept here", "Keep the recording first")
            newest = session.scalar(
                select(func.max(ObservationRow.version)).where(ObservationRow.sha256 == row.sha256)
            )
            row.version = (newest or 0) + 1
            session.add(row)
            session.flush()
            return _shown(row, latest=True)

    def document(self, observation: int) -> str:
        """See ``Observations.document``."""
        with self._database.reading() as session:
            row = session.get(ObservationRow, observation, options=[undefer(ObservationRow.document)])
            if row is None:
                raise _not_found(observation)
            return row.document

    def get(self, observation: int) -> StoredObservation:
        """See ``Observations.get``."""
        found = self._select(_rows().where(ObservationRow.id == observation))
        if not found:
            raise _not_found(observation)
        return found[0]

    def latest(self, sha256: str) -> StoredObservation | None:
        """See ``Observations.latest``."""
        found = self._select(
            _rows().where(ObservationRow.sha256 == sha256).order_by(ObservationRow.version.desc()).limit(1)
        )
        return found[0] if found else None

    def list(self, *, versions: bool = False) -> tuple[StoredObservation, ...]:
        """See ``Observations.list``."""
        rows = self._select(_rows().order_by(ObservationRow.created_at.desc(), ObservationRow.id.desc()))
        return tuple(row for row in rows if versions or row.latest)

    def _select(self, rows: Select[ObservationRow, int]) -> tuple[StoredObservation, ...]:
        with self._database.reading() as session:
            return tuple(_shown(row, latest=row.version == newest) for row, newest in session.execute(rows))


def _rows() -> Select[ObservationRow, int]:
    newest = (
        select(ObservationRow.sha256, func.max(ObservationRow.version).label("version"))
        .group_by(ObservationRow.sha256)
        .subquery()
    )
    return select(ObservationRow, newest.c.version).join(newest, newest.c.sha256 == ObservationRow.sha256)


def _not_found(observation: int) -> NotFound:
    return NotFound(f"no observation {observation} is stored", "The app lists those that are")


def _row(document: str) -> ObservationRow:
    """What lists show of a document, read from it.

    Raises:
        DocumentInvalid: a part is missing or of the wrong kind.
    """
    try:
        data: Mapping[str, Any] = json.loads(document)
        created = datetime.fromisoformat(data["provenance"]["created_at"])
        if created.tzinfo is None:
            raise ValueError("provenance.created_at has no time zone")
        counts: dict[str, Counter[str]] = {}
        for finding in data["findings"]:
            counts.setdefault(finding["scheme"], Counter())[finding["outcome"]] += 1
        if data["consent"]["basis"] not in get_args(Basis):
            raise ValueError(f"consent.basis is {data['consent']['basis']!r}")
        return ObservationRow(
            sha256=str(data["recording"]["sha256"]),
            file=str(data["recording"]["file"]),
            created_at=created,
            duration_s=float(data["recording"]["duration_s"]),
            basis=data["consent"]["basis"],
            cues=len(data["cues"]),
            findings={scheme: dict(outcomes) for scheme, outcomes in counts.items()},
            seconds={stage: float(spent) for stage, spent in data["provenance"]["seconds"].items()},
            document=document,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DocumentInvalid(
            f"an observation document was expected; found one that cannot be stored ({error!r})",
            "Write it with observe.io.document.dumps",
        ) from error


def _shown(row: ObservationRow, *, latest: bool) -> StoredObservation:
    return StoredObservation(
        id=row.id,
        sha256=row.sha256,
        file=row.file,
        version=row.version,
        latest=latest,
        created_at=row.created_at,
        duration_s=row.duration_s,
        basis=cast(Basis, row.basis),
        cues=row.cues,
        findings=row.findings,
        seconds=row.seconds,
    )
