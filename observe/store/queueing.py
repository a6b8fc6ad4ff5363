"""What the app and its workers may ask of the queue between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from observe.annotation import Seconds
from observe.store.records import Fault, Job, JobState, Standing


class Jobs(Protocol):
    """The queue between the app and its workers."""

    def enqueue(self, sha256: str, options: Mapping[str, object]) -> Job:
        """Queue a kept recording, or give the job back that waits or runs with the same options.

        Raises:
            NotFound: no such recording is kept.
            ConsentInvalid: its consent was withdrawn or has run out.
        """

    def get(self, job: int) -> Job:
        """The job of that number.

        Raises:
            NotFound: there is none.
        """

    def list(self, states: Iterable[JobState] | None = None, *, limit: int | None = None) -> tuple[Job, ...]:
        """Newest first: all, or those in the states given; of those at most ``limit``."""

    def unfinished(self) -> tuple[Job, ...]:
        """The newest job of each recording, where it waits, runs, failed or was cancelled; oldest first."""

    def counts(self) -> Mapping[JobState, int]:
        """How many jobs there are in each state that any is in."""

    def states(self) -> Mapping[str, JobState]:
        """The state of each recording's newest job, by the recording's sha256."""

    def claim(self, worker: str) -> Job | None:
        """Take the oldest queued job, now running under ``worker``, or None; no two workers get the same."""

    def report(self, job: int, worker: str, stage: str, progress: float, *, resumed: bool = False) -> Standing:
        """Say how far a running job is.

        Args:
            job: its number.
            worker: who reports.
            stage: of the pipeline.
            progress: of the whole, in [0, 1]; never falls.
            resumed: what was gained since the last report came from an earlier run.

        Returns:
            Whether to go on: ``cancelled`` and ``lost`` mean stop.
        """

    def beat(self, job: int, worker: str) -> Standing:
        """Say that the worker lives; the same answer as ``report``."""

    def finish(self, job: int, worker: str, observation: int | None) -> bool:
        """Mark it done. False, and nothing changes, where the job is no longer that worker's."""

    def fail(self, job: int, worker: str, fault: Fault) -> bool:
        """Mark it failed. False, and nothing changes, where the job is no longer that worker's."""

    def release(self, job: int, worker: str) -> bool:
        """Put a running job back in the queue (or let go of it, where cancelling was asked); False as above."""

    def cancel(self, job: int) -> Job:
        """Cancel a queued job at once, a running one at its next report; one that is over stays as it is.

        Raises:
            NotFound: there is none.
        """

    def retry(self, job: int) -> Job:
        """Queue a failed or cancelled job again, its attempts counted from 0; others stay as they are.

        Raises:
            NotFound: there is none.
            ConsentInvalid: its consent was withdrawn or has run out.
        """

    def reclaim(self, *, older_than: Seconds = 120.0, attempts: int = 3) -> tuple[Job, ...]:
        """Take running jobs from workers not heard of for ``older_than`` seconds.

        They go back to the queue, or, after that many attempts, fail: a recording that kills its worker
        must not do so for ever.
        """
