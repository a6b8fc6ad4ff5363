"""The worker: takes queued recordings one by one and has them analysed.

What analysing means is handed in, so the queue knows no model and the pipeline no queue. A worker that is asked
to stop puts its recording back; one that dies is noticed by its heartbeat, and another takes over from the last
finished stage.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, cast

from observe.analysis.report import Report, Stopped
from observe.annotation import Seconds
from observe.errors import ObserveError, Stage, StoreUnusable, unforeseen
from observe.store import Fault, Job, JobClaim
from observe.store.estimate import overall, stage_weights

if TYPE_CHECKING:
    from observe.store import Jobs, Store

#: How often a worker says that it lives, and how long after its last word it counts as dead.
BEAT: Seconds = 10.0
DEAD_AFTER: Seconds = 120.0


#: Analyses one job's recording and gives the id of the observation it stored.
Analyse = Callable[[Job, Report], int | None]


class Worker:
    """Takes jobs from one store until it is asked to stop.

    Attributes:
        name: host, process and a random part: no two workers share it.
    """

    def __init__(
        self, store: Store, analyse: Analyse, *, beat: Seconds = BEAT, dead_after: Seconds = DEAD_AFTER
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._store, self._analyse = store, analyse
        self._beat, self._dead_after = beat, dead_after
        self._stop = threading.Event()

    def stop(self) -> None:
        """Ask it to stop: at its next report the job in hand goes back to the queue."""
        self._stop.set()

    def work(self, *, once: bool = False, poll: Seconds = 1.0) -> int:
        """Take jobs until asked to stop; returns how many were taken.

        Args:
            once: end when the queue is empty.
            poll: seconds between looks at an empty queue.
        """
        taken = 0
        with self._stopped_by_signals():
            while not self._stop.is_set():
                self._store.jobs.reclaim(older_than=self._dead_after)
                job = self._store.jobs.claim(self.name)
                if job is not None:
                    taken += 1
                    self._run(job)
                elif once:
                    break
                else:
                    self._stop.wait(poll)
        return taken

    def _run(self, job: Job) -> None:
        jobs = self._store.jobs
        try:
            with self._beating(job):
                self._store.recordings.consent(job.sha256)  # it may have been withdrawn since it was queued
                observation = self._analyse(job, self._reporter(job))
            jobs.finish(job.id, self.name, observation)
        except Stopped:
            jobs.release(job.id, self.name)
        except StoreUnusable as error:
            self._fail_if_possible(jobs, job, error)
            raise
        except ObserveError as error:
            jobs.fail(job.id, self.name, Fault.of(error))
        except Exception as error:  # a fault of observe's own must not end the worker, nor go unseen
            traceback.print_exc(file=sys.stderr)
            stage = cast(Stage, jobs.get(job.id).stage or "store")
            jobs.fail(job.id, self.name, Fault.of(unforeseen(error, stage)))
        except BaseException:  # interrupted from outside: the recording is to be had again at once
            jobs.release(job.id, self.name)
            raise

    def _fail_if_possible(self, jobs: Jobs, job: Job, error: StoreUnusable) -> None:
        try:
            jobs.fail(job.id, self.name, Fault.of(error))
        except StoreUnusable:
            return  # then nobody can be told; the heartbeat ends, and the job is taken up again later

    def _reporter(self, job: Job) -> Report:
        weights = stage_weights(row.seconds for row in self._store.observations.list()[:20])

        def report(stage: str, share: float, *, cached: bool = False) -> None:
            progress = overall(stage, share, weights)
            claim: JobClaim = self._store.jobs.report(job.id, self.name, stage, progress, resumed=cached)
            if claim != "yours" or self._stop.is_set():
                raise Stopped(claim)

        return report

    @contextmanager
    def _beating(self, job: Job) -> Iterator[None]:
        """Say now and then that this process lives, also while a long stage reports nothing."""
        done = threading.Event()

        def beat() -> None:
            while not done.wait(self._beat):
                try:
                    self._store.jobs.beat(job.id, self.name)
                except StoreUnusable:
                    continue  # the analysis meets the same trouble, and tells it

        thread = threading.Thread(target=beat, name=f"heartbeat of job {job.id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    @contextmanager
    def _stopped_by_signals(self) -> Iterator[None]:
        """SIGTERM and SIGINT stop at the next report; a second one at once."""
        if threading.current_thread() is not threading.main_thread():
            yield  # only the main thread is given signals
            return

        def handle(_number: int, _frame: FrameType | None) -> None:
            if self._stop.is_set():
                raise KeyboardInterrupt
            self._stop.set()

        before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
