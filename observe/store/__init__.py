"""The store: recordings, observations, assessments and jobs, kept in one data folder and one database.

Recordings are files under the data folder, kept once by sha256; everything said about them is in a database,
SQLite in the same folder unless ``OBSERVE_DATABASE`` names a PostgreSQL one. ``Store`` is the protocol that the
pipeline, the worker and the app are written against; ``open_store`` gives one.

Example:
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, open_store(Path(folder), database="") as store:
    ...     store.observations.list()
    ()
"""

from __future__ import annotations

from pathlib import Path

from observe.files import DATA_VARIABLE, DATABASE_VARIABLE, data_folder
from observe.store.protocol import Assessments, Observations, Recordings, Schemes, Store
from observe.store.queueing import Jobs
from observe.store.records import (
    STATES,
    Added,
    Counted,
    Covered,
    Fault,
    Figures,
    Heard,
    Job,
    JobState,
    KeptRecording,
    Standing,
    StoredObservation,
)
from observe.store.workspace import Workspace

__all__ = [
    "DATABASE_VARIABLE",
    "DATA_VARIABLE",
    "STATES",
    "Added",
    "Assessments",
    "Counted",
    "Covered",
    "Fault",
    "Figures",
    "Heard",
    "Job",
    "JobState",
    "Jobs",
    "KeptRecording",
    "Observations",
    "Recordings",
    "Schemes",
    "Standing",
    "Store",
    "StoredObservation",
    "Workspace",
    "data_folder",
    "open_store",
]


def open_store(folder: Path | None = None, database: str | None = None) -> Store:
    """Open the store, making the folder and bringing the database up to date where needed.

    Safe when several processes open the same store at once. Use it as a context manager, or call ``close()``.

    Args:
        folder: the data folder; by default ``data_folder()``.
        database: a SQLAlchemy URL; by default what ``OBSERVE_DATABASE`` says, and SQLite in the data folder
            where that is unset or empty (``""`` asks for that SQLite outright).

    Raises:
        StoreUnusable: the folder cannot be written, or the database cannot be opened, is damaged, or was made
            by a newer version of observe.
    """
    from observe.store.database import open_database
    from observe.store.sql import SqlStore

    root = folder if folder is not None else data_folder()
    return SqlStore(open_database(root, database), root)
