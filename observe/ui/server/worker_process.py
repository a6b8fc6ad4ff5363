"""The worker beside the app: a process of its own, so that analysing never holds up a page."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from observe.annotation import Seconds
from observe.store import DATA_VARIABLE

#: A worker that ends by itself is started again after this long, then twice as long each time, up to the last.
FIRST_WAIT: Seconds = 2.0
LONGEST_WAIT: Seconds = 60.0
#: Given to finish its report and put its recording back, before it is ended.
GRACE: Seconds = 10.0
COMMAND = (sys.executable, "-m", "observe", "worker", "--until-eof")


class WorkerProcess:
    """Keeps one ``observe worker`` running until told to stop."""

    def __init__(self, folder: Path, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._environment = {**os.environ, DATA_VARIABLE: str(folder)}
        self._starting, self._stopping = threading.Lock(), threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep_running, name="keeps the worker running", daemon=True)

    @property
    def pid(self) -> int | None:
        """The worker's process number while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start it, and again whenever it ends."""
        self._thread.start()

    def stop(self) -> None:
        """End it; the recording in hand goes back to the queue."""
        with self._starting:
            self._stopping.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
        if self._thread.is_alive():
            self._thread.join(GRACE)

    def _keep_running(self) -> None:
        wait = FIRST_WAIT
        while True:
            with self._starting:  # so that none is started once stopping has begun
                if self._stopping.is_set():
                    return
                # The pipe breaks when the app ends, also by a kill that lets it do nothing more.
                self._process = subprocess.Popen(self._command, env=self._environment, stdin=subprocess.PIPE)
            with self._process:
                self._process.wait()
            if self._stopping.wait(wait):
                return
            wait = min(2 * wait, LONGEST_WAIT)
