"""The store: recordings, observations, assessments and jobs, kept in one data folder and one database.

Recordings are files under the data folder, kept once by sha256; everything said about them is in a database,
SQLite in the same folder unless ``OBSERVE_DATABASE`` names a PostgreSQL one. ``open_store`` gives a ``Store``.

Example:
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, open_store(Path(folder), database="") as store:
    ...     store.observations.list()
    ()
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from observe.files import DATA_VARIABLE, DATABASE_VARIABLE, data_folder
from observe.store.records import (
    STATES,
    Added,
    ConsentOnRecord,
    Counted,
    CuesAndOutcomes,
    Fault,
    Figures,
    Job,
    JobClaim,
    JobState,
    KeptRecording,
    StoredObservation,
)
from observe.store.workspace import Workspace

if TYPE_CHECKING:
    from observe.store.jobs import Jobs
    from observe.store.store import Store

__all__ = [
    "DATABASE_VARIABLE",
    "DATA_VARIABLE",
    "STATES",
    "Added",
    "ConsentOnRecord",
    "Counted",
    "CuesAndOutcomes",
    "Fault",
    "Figures",
    "Job",
    "JobClaim",
    "JobState",
    "Jobs",
    "KeptRecording",
    "Store",
    "StoredObservation",
    "Workspace",
    "data_folder",
    "open_store",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> type:
        """A class that needs SQLAlchemy, which is slow to load: only when it is asked for."""
        from importlib import import_module

        place = {"Jobs": "observe.store.jobs", "Store": "observe.store.store"}.get(name)
        if place is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(place), name)


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
    from observe.store.store import Store

    root = folder if folder is not None else data_folder()
    return Store(open_database(root, database), root)
