"""Observations: their documents as they were written, and the little of them that lists show."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast, get_args

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import undefer

from observe.assessment.events import Moment
from observe.errors import DocumentInvalid, NotFound
from observe.observation import Basis
from observe.store.database import Database
from observe.store.figures import figures_in, figures_of, moments_in
from observe.store.index import folded, index_of
from observe.store.recordings import hold
from observe.store.records import Figures, Heard, StoredObservation
from observe.store.tables import FiguresRow, IndexRow, ObservationRow

#: Ids asked for at a time: SQLite of old takes no more than 999.
_AT_ONCE = 500


class SqlObservations:
    """``Observations`` in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, document: str) -> StoredObservation:
        """See ``Observations.add``."""
        row, index, figures = _rows_of(document)
        with self._database.writing() as session:
            # Held until the end, so that two analyses of one recording get versions one after the other.
            hold(session, row.sha256)
            newest = session.scalar(
                select(func.max(ObservationRow.version)).where(ObservationRow.sha256 == row.sha256)
            )
            row.version = (newest or 0) + 1
            session.add(row)
            session.flush()
            session.add(IndexRow(observation=row.id, **index))
            session.add(FiguresRow(observation=row.id, **figures))
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

    def heard(self, after: int = 0) -> Mapping[int, Heard]:
        """See ``Observations.heard``."""
        rows = select(IndexRow.observation, IndexRow.cues, IndexRow.points)
        with self._database.reading() as session:
            return {
                number: Heard(
                    frozenset(cues),
                    {
                        (scheme, point): outcome
                        for scheme, outcomes in points.items()
                        for point, outcome in outcomes.items()
                    },
                )
                for number, cues, points in session.execute(rows.where(IndexRow.observation > after))
            }

    def figures(self, after: int = 0) -> Mapping[int, Figures]:
        """See ``Observations.figures``."""
        rows = select(FiguresRow.observation, FiguresRow.figures).where(FiguresRow.observation > after)
        with self._database.reading() as session:
            return {number: figures_in(kept) for number, kept in session.execute(rows)}

    def moments(self, observations: Iterable[int]) -> Mapping[int, tuple[Moment, ...]]:
        """See ``Observations.moments``."""
        wanted = sorted({*observations})
        found: dict[int, tuple[Moment, ...]] = {}
        with self._database.reading() as session:
            for place in range(0, len(wanted), _AT_ONCE):
                some = FiguresRow.observation.in_(wanted[place : place + _AT_ONCE])
                rows = select(FiguresRow.observation, FiguresRow.moments).where(some)
                found |= {number: moments_in(kept) for number, kept in session.execute(rows)}
        return found

    def saying(self, sought: Sequence[str]) -> tuple[frozenset[int], ...]:
        """See ``Observations.saying``."""
        wanted = [folded(words) for words in sought]
        asked = [*dict.fromkeys(words for words in wanted if words)]
        if not asked:
            return tuple(frozenset() for _ in sought)
        # Each text is read once, however many words are sought in it.
        tests = [IndexRow.words.contains(words, autoescape=True) for words in asked]
        with self._database.reading() as session:
            rows = session.execute(select(IndexRow.observation, *tests).where(or_(*tests))).all()
        found = {
            words: frozenset(row[0] for row in rows if row[place]) for place, words in enumerate(asked, start=1)
        }
        return tuple(found.get(words, frozenset()) for words in wanted)

    def _select(self, rows: Select[Any]) -> tuple[StoredObservation, ...]:
        with self._database.reading() as session:
            return tuple(_shown(row, latest=row.version == row.newest) for row in session.execute(rows))


def _rows() -> Select[Any]:
    newest = (
        select(ObservationRow.sha256, func.max(ObservationRow.version).label("version"))
        .group_by(ObservationRow.sha256)
        .subquery()
    )
    # Single columns: a list of thousands takes a third of the time that whole objects take.
    columns = [column for column in ObservationRow.__table__.c if column.name != "document"]
    rows = select(*columns, newest.c.version.label("newest"))
    return rows.join(newest, newest.c.sha256 == ObservationRow.sha256)


def _not_found(observation: int) -> NotFound:
    return NotFound(f"no observation {observation} is stored", "The app lists those that are")


def _rows_of(document: str) -> tuple[ObservationRow, Mapping[str, Any], Mapping[str, Any]]:
    """What lists show of a document, what they are searched by, and its figures, read from it.

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
        row = ObservationRow(
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
        return row, index_of(data), figures_of(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DocumentInvalid(
            f"an observation document was expected; found one that cannot be stored ({error!r})",
            "Write it with observe.io.document.dumps",
        ) from error


def _shown(row: ObservationRow | Row[Any], *, latest: bool) -> StoredObservation:
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
