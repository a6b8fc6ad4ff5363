"""The store: a data folder, and a database that SQLAlchemy speaks to, SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from observe.files import make_folder, sweep
from observe.store.assessments import Assessments
from observe.store.consents import standing_consent
from observe.store.corrections import Corrections
from observe.store.database import Database
from observe.store.drafts import Drafts
from observe.store.jobs import Jobs
from observe.store.observations import Observations
from observe.store.recordings import FOLDER, INCOMING, Recordings
from observe.store.schemes import Schemes
from observe.store.workspace import Workspace

WORK = "work"


def utc_now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


class Store:
    """Recordings, observations, schemes, assessments, drafts, corrections, jobs, each recording's workspace.

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
        self.recordings = Recordings(database, folder, now)
        self.observations = Observations(database)
        self.schemes = Schemes(database, now)
        self.assessments = Assessments(database, standing_consent, now)
        self.drafts = Drafts(database, standing_consent, now)
        self.corrections = Corrections(database, standing_consent, now)
        self.jobs = Jobs(database, standing_consent, now)

    def workspace(self, sha256: str) -> Workspace:
        """Where the finished stages of one recording's analysis are kept, so that a later run can go on."""
        return Workspace(self.folder / WORK / sha256)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
