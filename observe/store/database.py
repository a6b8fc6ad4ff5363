"""The database behind the store: opened, brought up to date, and its refusals put in plain words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from observe.annotation import Seconds
from observe.errors import StoreUnusable
from observe.files import DATABASE_VARIABLE, make_folder, writing
from observe.store.migrations import HEAD
from observe.store.refusals import plain_words

SQLITE_FILE = "observe.db"
#: How long SQLite waits for another writer before it gives up.
BUSY_TIMEOUT: Seconds = 30.0
#: Any number, as long as it is the same everywhere: the lock under which PostgreSQL is migrated.
_MIGRATION_LOCK = 7_261_903
_WRITES = "observe_writes"


class Database:
    """An open, up-to-date database.

    Attributes:
        engine: SQLAlchemy's.
        place: its file or address, without password, for messages.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.place = _place(engine.url)
        self._writer = engine.execution_options(**{_WRITES: True})

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads: it waits for nobody, and sees one moment's state."""
        with plain_words(self.place), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session in a transaction: all of it is kept when the block ends well, else none.

        SQLite is locked for writing from the start, so what was read in the block is still true when it writes.
        """
        with plain_words(self.place), Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A connection in a transaction that nobody else may migrate in."""
        with self._writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(folder: Path, url: str | None = None) -> Database:
    """Open the database of a data folder and bring it up to date; safe for several processes at once.

    Args:
        folder: the data folder, made where it is missing.
        url: as ``open_store`` takes it.

    Raises:
        StoreUnusable: it cannot be opened, is damaged, or was made by a newer version of observe.
    """
    make_folder(folder)
    address = _url(folder, url)
    if address.get_backend_name() == "sqlite":
        _make_private(Path(str(address.database)))
    database = Database(_engine(address))
    try:
        with plain_words(database.place):
            if _revision(database.engine) != HEAD:
                # The lock keeps SQLite's switch to WAL to one process: that switch waits for nobody, it fails.
                with _only_one(folder):
                    _use_wal(database.engine)
                    _migrate(database)
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / "migrating.lock", timeout=BUSY_TIMEOUT)
    try:
        with writing(folder), lock:
            yield
    except Timeout as error:
        raise StoreUnusable(
            f"another process has been bringing the database in {folder} up to date for {BUSY_TIMEOUT:.0f} s",
            "Wait until it has finished, then run again",
        ) from error


def _url(folder: Path, given: str | None) -> URL:
    named = os.environ.get(DATABASE_VARIABLE, "") if given is None else given
    if not named.strip():
        return URL.create("sqlite", database=str(folder / SQLITE_FILE))
    expected = "expected postgresql://user@host/name or sqlite:///path"
    try:
        url = make_url(named.strip())
    except ArgumentError as error:
        # Its text may hold a password, so neither it nor its cause is shown.
        raise StoreUnusable(f"{DATABASE_VARIABLE} is not a database URL; {expected}") from error.__cause__
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or url.database in (None, "", ":memory:"):
        found = f"{backend}:{url.database or ''}" if backend == "sqlite" else backend
        raise StoreUnusable(f"{DATABASE_VARIABLE} names a {found} database; {expected}")
    return url


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            raise StoreUnusable(
                f"{DATABASE_VARIABLE} names a PostgreSQL database; its driver {error.name} is missing",
                "Install it: pip install 'observe[postgres]'",
            ) from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(file: Path) -> None:
    """Make the database's file, for its owner alone, whatever the folder; SQLite's other files follow it."""
    if not file.exists():
        with writing(file):
            file.touch(mode=0o600)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # Python's driver begins no transactions of its own; _begin_sqlite does
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _use_wal(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def _place(url: URL) -> str:
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _migrate(database: Database) -> None:
    from alembic import command  # only here: a database that is up to date need not wait for its import
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.changing() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreUnusable(
                f"the database {database.place} has a layout unknown to this version of observe ({error})",
                "It was made by a newer version; install that one",
            ) from error
