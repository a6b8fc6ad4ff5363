"""Where the store lies: the data folder, and files written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from observe.annotation import Seconds
from observe.errors import ObserveError, StoreUnusable

DATA_VARIABLE = "OBSERVE_DATA"
DATABASE_VARIABLE = "OBSERVE_DATABASE"

#: Left free on the disk, so that the database can still be written when a recording just fitted.
MARGIN_BYTES = 64 * 1024 * 1024
#: A temporary file untouched for this long has lost its writer.
STALE_AFTER: Seconds = 900.0
_TEMPORARY = ".part"


def data_folder() -> Path:
    """The folder that ``OBSERVE_DATA`` names, or the platform's place for user data; it may not exist yet."""
    named = os.environ.get(DATA_VARIABLE, "").strip()
    return Path(named).expanduser().absolute() if named else Path(platformdirs.user_data_dir("observe", False))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's refusals within the block into ``StoreUnusable`` for ``path``."""
    try:
        yield
    except OSError as error:
        if isinstance(error, ObserveError | TimeoutError):
            raise  # said plainly already, or about a lock and not about the disk
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> StoreUnusable:
    """The fault that says why ``path`` could not be written, and what to do."""
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreUnusable(
            f"no room is left on the disk of {path} ({reason})", "Free some space and run again"
        )
    return StoreUnusable(
        f"cannot write {path} ({reason}); the data folder must be a folder you may write to",
        f"Check its permissions, or name another folder with {DATA_VARIABLE}",
    )


def is_file(path: Path) -> bool:
    """Whether a file is there; none can be under a name longer than the disk takes.

    Raises:
        OSError: its folder may not be looked into.
    """
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise


def make_folder(path: Path) -> None:
    """Make a folder and those above it, open to its owner alone; an existing one is left as it is.

    Raises:
        StoreUnusable: it cannot be made.
    """
    with writing(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)


def check_room(folder: Path, size_bytes: int, margin_bytes: int = MARGIN_BYTES) -> None:
    """Refuse what the disk cannot hold, before any of it is written.

    Raises:
        StoreUnusable: less than the size and the margin is free.
    """
    with writing(folder):
        free = shutil.disk_usage(folder).free
    if free < size_bytes + margin_bytes:
        raise StoreUnusable(
            f"{_megabytes(free)} MB are free on the disk of {folder}; "
            f"{_megabytes(size_bytes + margin_bytes)} MB are needed",
            f"Free some space, or name another folder with {DATA_VARIABLE}",
        )


@contextmanager
def replacing(target: Path, within: Path | None = None) -> Iterator[Path]:
    """Give a temporary path; when the block ends well its file takes the target's place.

    A reader, or a process started after a kill, finds the old file or the new one, never a part.

    Args:
        target: the file to make or replace.
        within: the folder for the temporary file, on the same disk; by default the target's own.

    Raises:
        StoreUnusable: the disk is full or the folder cannot be written.
    """
    # A short name of its own: the target's may be as long as a disk takes.
    temporary = (within or target.parent) / f"{uuid.uuid4().hex}{_TEMPORARY}"
    with writing(target):
        try:
            yield temporary
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            temporary.replace(target)
            _sync_folder(target.parent)
        finally:
            temporary.unlink(missing_ok=True)


def write_whole(target: Path, data: bytes) -> None:
    """Write ``data`` to ``target``, whole or not at all.

    Raises:
        StoreUnusable: the disk is full or the folder cannot be written.
    """
    with replacing(target) as temporary:
        temporary.write_bytes(data)


def sweep(folder: Path, older_than: Seconds = STALE_AFTER) -> int:
    """Remove temporary files that a killed process left in ``folder``; returns how many."""
    oldest = time.time() - older_than
    swept = 0
    with writing(folder):
        for path in folder.glob(f"*{_TEMPORARY}"):
            try:
                if path.stat().st_mtime <= oldest:
                    path.unlink()
                    swept += 1
            except FileNotFoundError:
                continue  # its writer, or another sweeper, was quicker
    return swept


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # only there can a folder be opened, and only there does a rename need it
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f}"
