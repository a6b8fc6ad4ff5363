"""The job table: a queue that several workers may take from at once, on SQLite as on PostgreSQL.

Every change of a running job names the worker that makes it; a worker whose job was given to another, because
it seemed dead, changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import func, select

from observe.annotation import Seconds
from observe.store.consents import ConsentCheck
from observe.store.database import Database
from observe.store.job_rows import (
    blame,
    cancel_job,
    end_job,
    found_job,
    lost_claim,
    own_job,
    put_back,
    shown,
    start_over,
    worker_lost,
)
from observe.store.records import Fault, Job, JobClaim, JobState
from observe.store.tables import JobRow, RecordingRow


class Jobs:
    """The queue between the app and its workers.

    Args:
        database: which.
        consent: raises unless consent covers a recording now.
        now: the clock.
    """

    def __init__(self, database: Database, consent: ConsentCheck, now: Callable[[], datetime]) -> None:
        self._database, self._consent, self._now = database, consent, now

    def enqueue(self, sha256: str, options: Mapping[str, object]) -> Job:
        """Queue a kept recording, or give the job back that waits or runs with the same options.

        Raises:
            NotFound: no such recording is kept.
            ConsentInvalid: its consent was withdrawn or has run out.
        """
        now = self._now()
        with self._database.writing() as session:
            self._consent(session, sha256, now)
            # Held until the end, so that a second click finds the first one's job.
            recording = session.scalars(
                select(RecordingRow).where(RecordingRow.sha256 == sha256).with_for_update()
            ).one()
            waiting = select(JobRow).where(JobRow.sha256 == sha256, JobRow.state.in_(("queued", "running")))
            for row in session.scalars(waiting):
                if row.options == dict(options) and not row.cancel_requested:
                    return shown(row)
            row = JobRow(
                sha256=sha256, file=recording.file, options=dict(options), state="queued", created_at=now
            )
            row.updated_at = now
            session.add(row)
            session.flush()
            return shown(row)

    def get(self, job: int) -> Job:
        """The job of that number.

        Raises:
            NotFound: there is none.
        """
        with self._database.reading() as session:
            return shown(found_job(session, job))

    def list(self, states: Iterable[JobState] | None = None, *, limit: int | None = None) -> tuple[Job, ...]:
        """Newest first: all, or those in the states given; of those at most ``limit``."""
        rows = select(JobRow).order_by(JobRow.id.desc()).limit(limit)
        if states is not None:
            rows = rows.where(JobRow.state.in_(tuple(states)))
        with self._database.reading() as session:
            return tuple(shown(row) for row in session.scalars(rows))

    def unfinished(self) -> tuple[Job, ...]:
        """The newest job of each recording, where it waits, runs, failed or was cancelled; oldest first."""
        newest = select(func.max(JobRow.id)).group_by(JobRow.sha256)
        rows = select(JobRow).where(JobRow.id.in_(newest), JobRow.state != "done").order_by(JobRow.id)
        with self._database.reading() as session:
            return tuple(shown(row) for row in session.scalars(rows))

    def counts(self) -> Mapping[JobState, int]:
        """How many jobs there are in each state that any is in."""
        rows = select(JobRow.state, func.count()).group_by(JobRow.state)
        with self._database.reading() as session:
            return {cast(JobState, state): number for state, number in session.execute(rows)}

    def states(self) -> Mapping[str, JobState]:
        """The state of each recording's newest job, by the recording's sha256."""
        rows = select(JobRow.sha256, JobRow.state).order_by(JobRow.id)
        with self._database.reading() as session:
            return {sha256: cast(JobState, state) for sha256, state in session.execute(rows)}

    def claim(self, worker: str) -> Job | None:
        """Take the oldest queued job, now running under ``worker``, or None; no two workers get the same."""
        oldest = select(JobRow).where(JobRow.state == "queued").order_by(JobRow.id).limit(1)
        with self._database.reading() as session:
            if session.scalars(oldest).first() is None:
                return None  # an idle worker asks every second: it need not lock anybody out
        now = self._now()
        with self._database.writing() as session:
            # SQLite has no row locks and needs none: `writing` lets one process in at a time.
            row = session.scalars(oldest.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            row.state, row.worker, row.attempts = "running", worker, row.attempts + 1
            row.started_at = row.heartbeat_at = row.updated_at = now
            start_over(row)
            return shown(row)

    def report(self, job: int, worker: str, stage: str, progress: float, *, resumed: bool = False) -> JobClaim:
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
        now = self._now()
        with self._database.writing() as session:
            row = own_job(session, job, worker)
            if row is None:
                return lost_claim(session.get(JobRow, job))
            gained = max(0.0, min(1.0, progress) - row.progress)
            row.progress += gained
            if resumed:
                row.resumed += gained
            row.stage = stage
            row.heartbeat_at = row.updated_at = now
            return "cancelled" if row.cancel_requested else "yours"

    def beat(self, job: int, worker: str) -> JobClaim:
        """Say that the worker lives; the same answer as ``report``."""
        with self._database.writing() as session:
            row = own_job(session, job, worker)
            if row is None:
                return lost_claim(session.get(JobRow, job))
            row.heartbeat_at = self._now()
            return "cancelled" if row.cancel_requested else "yours"

    def finish(self, job: int, worker: str, observation: int | None) -> bool:
        """Mark it done. False, and nothing changes, where the job is no longer that worker's."""
        with self._database.writing() as session:
            row = own_job(session, job, worker)
            if row is None:
                return False
            row.progress, row.observation = 1.0, observation
            end_job(row, "done", self._now())
            return True

    def fail(self, job: int, worker: str, fault: Fault) -> bool:
        """Mark it failed. False, and nothing changes, where the job is no longer that worker's."""
        with self._database.writing() as session:
            row = own_job(session, job, worker)
            if row is None:
                return False
            blame(row, fault)
            end_job(row, "failed", self._now())
            return True

    def release(self, job: int, worker: str) -> bool:
        """Put a running job back in the queue (or let go of it, where cancelling was asked); False as above."""
        with self._database.writing() as session:
            row = own_job(session, job, worker)
            if row is None:
                return False
            # Whoever stopped it did so on purpose: that is no attempt that failed.
            row.attempts -= 1
            put_back(row, self._now())
            return True

    def cancel(self, job: int) -> Job:
        """Cancel a queued job at once, a running one at its next report; one that is over stays as it is.

        Raises:
            NotFound: there is none.
        """
        with self._database.writing() as session:
            row = found_job(session, job, locked=True)
            cancel_job(row, self._now())
            return shown(row)

    def retry(self, job: int) -> Job:
        """Queue a failed or cancelled job again, its attempts counted from 0; others stay as they are.

        Raises:
            NotFound: there is none.
            ConsentInvalid: its consent was withdrawn or has run out.
        """
        now = self._now()
        with self._database.writing() as session:
            row = found_job(session, job, locked=True)
            if row.state in ("failed", "cancelled"):
                self._consent(session, row.sha256, now)
                row.state, row.attempts, row.started_at, row.finished_at = "queued", 0, None, None
                row.updated_at = now
                start_over(row)
            return shown(row)

    def reclaim(self, *, older_than: Seconds = 120.0, attempts: int = 3) -> tuple[Job, ...]:
        """Take running jobs from workers not heard of for ``older_than`` seconds.

        They go back to the queue, or, after that many attempts, fail: a recording that kills its worker
        must not do so for ever.
        """
        now = self._now()
        dead = select(JobRow).where(
            JobRow.state == "running", JobRow.heartbeat_at < now - timedelta(seconds=older_than)
        )
        with self._database.reading() as session:
            if session.scalars(dead).first() is None:
                return ()
        with self._database.writing() as session:
            rows = tuple(session.scalars(dead.with_for_update(skip_locked=True)))
            for row in rows:
                if row.attempts >= attempts and not row.cancel_requested:
                    blame(row, worker_lost(row))
                    end_job(row, "failed", now)
                else:
                    put_back(row, now)
            return tuple(shown(row) for row in rows)
