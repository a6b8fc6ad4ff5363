"""Observations: their documents as they were written, and the little of them that lists show."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast, get_args

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, undefer

from observe.assessment.analysed import Analysed
from observe.assessment.events import Moment
from observe.errors import DocumentInvalid, NotFound
from observe.observation import Basis
from observe.store.analysed import analysed_in, analysed_of
from observe.store.database import Database
from observe.store.figures import figures_in, figures_of, moments_in
from observe.store.index import folded, index_of
from observe.store.kept import hold
from observe.store.records import CuesAndOutcomes, Figures, StoredObservation
from observe.store.tables import AnalysedRow, Base, FiguresRow, IndexRow, ObservationRow


class Observations:
    """Observations, every version of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, document: str) -> StoredObservation:
        """Store an observation document (the JSON that ``observe.io.document.dumps`` writes) as a new version.

        Raises:
            DocumentInvalid: it is not such a document.
            NotFound: its recording is not kept here; keep it first.
        """
        row, beside = _rows_of(document)
        with self._database.writing() as session:
            # Held until the end, so that two analyses of one recording get versions one after the other.
            hold(session, row.sha256)
            newest = session.scalar(
                select(func.max(ObservationRow.version)).where(ObservationRow.sha256 == row.sha256)
            )
            row.version = (newest or 0) + 1
            session.add(row)
            session.flush()
            for table, values in beside.items():
                session.add(table(observation=row.id, **values))
            return _shown(row, latest=True)

    def document(self, observation: int) -> str:
        """The document, exactly as it was added.

        Raises:
            NotFound: no observation has that id.
        """
        with self._database.reading() as session:
            row = session.get(ObservationRow, observation, options=[undefer(ObservationRow.document)])
            if row is None:
                raise _not_found(observation)
            return row.document

    def get(self, observation: int) -> StoredObservation:
        """The row of that observation.

        Raises:
            NotFound: no observation has that id.
        """
        found = self._select(_rows().where(ObservationRow.id == observation))
        if not found:
            raise _not_found(observation)
        return found[0]

    def latest(self, sha256: str) -> StoredObservation | None:
        """The newest version for a recording, or None."""
        found = self._select(
            _rows().where(ObservationRow.sha256 == sha256).order_by(ObservationRow.version.desc()).limit(1)
        )
        return found[0] if found else None

    def list(self, *, versions: bool = False) -> tuple[StoredObservation, ...]:
        """Newest first: the latest of each recording, or, with ``versions``, every one."""
        rows = self._select(_rows().order_by(ObservationRow.created_at.desc(), ObservationRow.id.desc()))
        return tuple(row for row in rows if versions or row.latest)

    def heard(self, after: int = 0) -> Mapping[int, CuesAndOutcomes]:
        """What was heard in each observation with an id greater than ``after``, by its id; it never changes."""
        rows = select(IndexRow.observation, IndexRow.cues, IndexRow.points)
        with self._database.reading() as session:
            return {
                number: CuesAndOutcomes(
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
        """Each observation with an id greater than ``after`` in figures, by its id; they never change."""
        rows = select(FiguresRow.observation, FiguresRow.figures).where(FiguresRow.observation > after)
        with self._database.reading() as session:
            return {number: figures_in(kept) for number, kept in session.execute(rows)}

    def moments(self, observations: Iterable[int]) -> Mapping[int, tuple[Moment, ...]]:
        """The moments of the cues heard in some observations, in time order, by the observation's id."""
        rows = select(FiguresRow.observation, FiguresRow.moments)
        with self._database.reading() as session:
            some = session.execute(rows.where(_among(FiguresRow.observation, observations)))
            return {number: moments_in(kept) for number, kept in some}

    def analysed(self, observations: Iterable[int]) -> Mapping[int, Analysed]:
        """What was heard in some observations, without the words of the call, by the observation's id."""
        rows = select(AnalysedRow.observation, AnalysedRow.origin, AnalysedRow.cues, AnalysedRow.findings)
        with self._database.reading() as session:
            some = session.execute(rows.where(_among(AnalysedRow.observation, observations)))
            return {row.observation: analysed_in(*row) for row in some}

    def saying(self, sought: Sequence[str]) -> tuple[frozenset[int], ...]:
        """For each word or phrase sought, the ids of the observations in whose transcript it is found.

        Letter case and punctuation at a word's edges do not count; a part of a word is enough. A phrase lies
        within one turn. Every version counts.

        Args:
            sought: words or phrases; one in which nothing is left to look for is found nowhere.
        """
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


def _among(column: InstrumentedAttribute[int], wanted: Iterable[int]) -> ColumnElement[bool]:
    """Whether a column is one of some numbers, however many: they stand in the question itself.

    A parameter for each would be too many for a database; whole numbers need none.
    """
    return column.in_(bindparam(None, sorted({*wanted}), expanding=True, literal_execute=True))


def _not_found(observation: int) -> NotFound:
    return NotFound(f"no observation {observation} is stored", "The app lists those that are")


def _rows_of(document: str) -> tuple[ObservationRow, Mapping[type[Base], Mapping[str, Any]]]:
    """What lists show of a document, and what other tables keep beside it, read from it.

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
        return row, {
            IndexRow: index_of(data),
            FiguresRow: figures_of(data),
            AnalysedRow: analysed_of(data),
        }
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
