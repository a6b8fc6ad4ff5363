"""A workspace: the finished stages of one recording's analysis, kept so that a killed run can go on.

It is a cache: deleting it costs time, never work. It holds what stages said (words, times, speaker labels);
embeddings of voices are not to be put here.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from observe.annotation import Seconds
from observe.errors import AlreadyRunning
from observe.files import make_folder, sweep, unwritable, write_whole, writing

_SUM_BYTES = 32


class Workspace:
    """The stages kept for one recording.

    Attributes:
        folder: where they lie; made when first needed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, stage: str, key: str) -> bytes | None:
        """What the stage gave under that key, or None where it has not run or its file is damaged.

        Args:
            stage: name of the stage.
            key: whatever the result depends on (options, model revisions), as text.
        """
        try:
            held = self._path(stage, key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise unwritable(self.folder, error) from error
        data = held[_SUM_BYTES:]
        return data if hashlib.sha256(data).digest() == held[:_SUM_BYTES] else None

    def put(self, stage: str, key: str, data: bytes) -> None:
        """Keep what a stage gave; killed at any moment, the old value or the new one is there.

        Raises:
            StoreUnusable: the disk is full or the folder cannot be written.
        """
        make_folder(self.folder)
        write_whole(self._path(stage, key), hashlib.sha256(data).digest() + data)

    def discard(self) -> None:
        """Forget every stage."""
        with writing(self.folder):
            if self.folder.exists():
                shutil.rmtree(self.folder)

    @contextmanager
    def lock(self, wait: Seconds = 0.0) -> Iterator[None]:
        """Be the only process that analyses this recording; the system frees the lock if the process dies.

        Args:
            wait: seconds to wait for the one before; negative waits for ever.

        Raises:
            AlreadyRunning: another process has it still.
            StoreUnusable: the data folder cannot be written.
        """
        make_folder(self.folder.parent)
        # Beside the folder, not in it: discarding the folder must not let a second process in.
        lock = FileLock(self.folder.with_name(f"{self.folder.name}.lock"), timeout=wait)
        try:
            lock.acquire()
        except Timeout:
            raise AlreadyRunning(
                "another process is analysing this recording; only one may at a time",
                "Wait until it has finished, then run again: its result will be used",
            ) from None
        except OSError as error:
            raise unwritable(self.folder, error) from error
        try:
            if self.folder.exists():
                sweep(self.folder, older_than=0.0)  # ours alone now, so every temporary file is a dead one
            yield
        finally:
            lock.release()

    def _path(self, stage: str, key: str) -> Path:
        return self.folder / f"{stage}-{hashlib.sha256(key.encode()).hexdigest()[:32]}"
