"""The store as it is: a data folder, and a database that SQLAlchemy speaks to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from observe.files import make_folder, sweep
from observe.store.assessments import SqlAssessments
from observe.store.corrections import SqlCorrections
from observe.store.database import Database
from observe.store.jobs import SqlJobs
from observe.store.observations import SqlObservations
from observe.store.recordings import FOLDER, INCOMING, SqlRecordings, standing_consent
from observe.store.schemes import SqlSchemes
from observe.store.workspace import Workspace

WORK = "work"


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class SqlStore:
    """``Store`` on SQLite or PostgreSQL.

    Args:
        database: open and up to date.
        folder: the data folder.
        now: the clock.
    """

    def __init__(self, database: Database, folder: Path, now: Callable[[], datetime] = utc_now) -> None:
        self.folder = folder
        self.now = now
        self._database = database
        for name in (FOLDER, INCOMING, WORK):
            make_folder(folder / name)
        sweep(folder / INCOMING)
        self.recordings = SqlRecordings(database, folder, now)
        self.observations = SqlObservations(database)
        self.schemes = SqlSchemes(database, now)
        self.assessments = SqlAssessments(database, standing_consent, now)
        self.corrections = SqlCorrections(database, standing_consent, now)
        self.jobs = SqlJobs(database, standing_consent, now)

    def workspace(self, sha256: str) -> Workspace:
        """See ``Store.workspace``."""
        return Workspace(self.folder / WORK / sha256)

    def close(self) -> None:
        """See ``Store.close``."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
