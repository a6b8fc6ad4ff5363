"""A database's refusals, in plain words: what is wrong, and what to do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from observe.errors import StoreUnusable
from observe.files import DATA_VARIABLE, DATABASE_VARIABLE

#: With less than this free a database cannot be written.
LITTLE_BYTES = 1024 * 1024

#: What a driver says (a part of it, in lower case), what that means, and what to do.
_MEANINGS = (
    (
        "database is locked",
        "it is locked by another process",
        "Wait, or stop the other process; then run again",
    ),
    ("is full", "its disk is full", "Free some space and run again"),
    ("no space left", "its disk is full", "Free some space and run again"),
    ("readonly", "it cannot be written", f"Check its permissions, or name another folder with {DATA_VARIABLE}"),
    (
        "read-only",
        "it cannot be written",
        f"Check its permissions, or name another folder with {DATA_VARIABLE}",
    ),
    ("unable to open", "it cannot be opened", f"Check its folder, or name another with {DATA_VARIABLE}"),
    ("not a database", "it is not a database", "Put back a copy of it, or move the file away to begin anew"),
    ("malformed", "it is damaged", "Put back a copy of it, or move the file away to begin anew"),
    ("disk i/o error", "its disk gives errors", "Check the disk; put the data folder on another"),
    ("password", "the server refuses the user or password", f"Check {DATABASE_VARIABLE}"),
    ("does not exist", "the server has no such database or user", f"Create it, or check {DATABASE_VARIABLE}"),
    ("permission denied", "the user may not do that", "Give the user the right to create tables there"),
    ("too many", "the server takes no more connections", "Run fewer workers, or raise its limit"),
    ("connect", "the server cannot be reached", f"Check that it runs, and {DATABASE_VARIABLE}"),
)


@contextmanager
def plain_words(place: str) -> Iterator[None]:
    """Turn a database's refusals within the block into ``StoreUnusable``.

    Args:
        place: the database's file or address, for the message.
    """
    try:
        yield
    except DBAPIError as error:
        raise _refusal(place, str(error.orig)) from error
    except SQLAlchemyError as error:
        raise _refusal(place, str(error)) from error


def _is_full(place: str) -> bool:
    try:
        return shutil.disk_usage(Path(place).parent).free < LITTLE_BYTES
    except OSError:
        return False  # an address, or a folder that is gone


def _refusal(place: str, said: str) -> StoreUnusable:
    if "disk i/o error" in said.lower() and _is_full(place):
        said = "the disk is full"  # SQLite cannot always tell the one from the other
    first_line = " ".join(said.split("\n", 1)[0].split())
    for part, meaning, hint in _MEANINGS:
        if part in said.lower():
            return StoreUnusable(f"the database {place} cannot be used: {meaning} ({first_line})", hint)
    return StoreUnusable(
        f"the database {place} cannot be used ({first_line})", "Run again; if it stays, report it"
    )
