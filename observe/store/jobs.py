"""The job table: a queue that several workers may take from at once, on SQLite as on PostgreSQL.

Every change of a running job names the worker that makes it; a worker whose job was given to another, because
it seemed dead, changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from observe.annotation import Seconds
from observe.errors import NotFound
from observe.observation import Consent
from observe.store.database import Database
from observe.store.records import Fault, Job, JobState, Standing
from observe.store.tables import JobRow, RecordingRow

ConsentCheck = Callable[[Session, str, datetime], Consent]


class SqlJobs:
    """``Jobs`` in a database.

    Args:
        database: which.
        consent: raises unless consent covers a recording now.
        now: the clock.
    """

    def __init__(self, database: Database, consent: ConsentCheck, now: Callable[[], datetime]) -> None:
        self._database, self._consent, self._now = database, consent, now

    def enqueue(self, sha256: str, options: Mapping[str, object]) -> Job:
        """See ``Jobs.enqueue``."""
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
                    return _shown(row)
            row = JobRow(
                sha256=sha256, file=recording.file, options=dict(options), state="queued", created_at=now
            )
            row.updated_at = now
            session.add(row)
            session.flush()
            return _shown(row)

    def get(self, job: int) -> Job:
        """See ``Jobs.get``."""
        with self._database.reading() as session:
            return _shown(_found(session, job))

    def list(self, states: Iterable[JobState] | None = None, *, limit: int | None = None) -> tuple[Job, ...]:
        """See ``Jobs.list``."""
        rows = select(JobRow).order_by(JobRow.id.desc()).limit(limit)
        if states is not None:
            rows = rows.where(JobRow.state.in_(tuple(states)))
        with self._database.reading() as session:
            return tuple(_shown(row) for row in session.scalars(rows))

    def unfinished(self) -> tuple[Job, ...]:
        """See ``Jobs.unfinished``."""
        newest = select(func.max(JobRow.id)).group_by(JobRow.sha256)
        rows = select(JobRow).where(JobRow.id.in_(newest), JobRow.state != "done").order_by(JobRow.id)
        with self._database.reading() as session:
            return tuple(_shown(row) for row in session.scalars(rows))

    def counts(self) -> Mapping[JobState, int]:
        """See ``Jobs.counts``."""
        rows = select(JobRow.state, func.count()).group_by(JobRow.state)
        with self._database.reading() as session:
            return {cast(JobState, state): number for state, number in session.execute(rows)}

    def states(self) -> Mapping[str, JobState]:
        """See ``Jobs.states``."""
        rows = select(JobRow.sha256, JobRow.state).order_by(JobRow.id)
        with self._database.reading() as session:
            return {sha256: cast(JobState, state) for sha256, state in session.execute(rows)}

    def claim(self, worker: str) -> Job | None:
        """See ``Jobs.claim``."""
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
            _start_over(row)
            return _shown(row)

    def report(self, job: int, worker: str, stage: str, progress: float, *, resumed: bool = False) -> Standing:
        """See ``Jobs.report``."""
        now = self._now()
        with self._database.writing() as session:
            row = _own(session, job, worker)
            if row is None:
                return _standing(session.get(JobRow, job))
            gained = max(0.0, min(1.0, progress) - row.progress)
            row.progress += gained
            if resumed:
                row.resumed += gained
            row.stage = stage
            row.heartbeat_at = row.updated_at = now
            return "cancelled" if row.cancel_requested else "yours"

    def beat(self, job: int, worker: str) -> Standing:
        """See ``Jobs.beat``."""
        with self._database.writing() as session:
            row = _own(session, job, worker)
            if row is None:
                return _standing(session.get(JobRow, job))
            row.heartbeat_at = self._now()
            return "cancelled" if row.cancel_requested else "yours"

    def finish(self, job: int, worker: str, observation: int | None) -> bool:
        """See ``Jobs.finish``."""
        with self._database.writing() as session:
            row = _own(session, job, worker)
            if row is None:
                return False
            row.progress, row.observation = 1.0, observation
            _end(row, "done", self._now())
            return True

    def fail(self, job: int, worker: str, fault: Fault) -> bool:
        """See ``Jobs.fail``."""
        with self._database.writing() as session:
            row = _own(session, job, worker)
            if row is None:
                return False
            _blame(row, fault)
            _end(row, "failed", self._now())
            return True

    def release(self, job: int, worker: str) -> bool:
        """See ``Jobs.release``."""
        with self._database.writing() as session:
            row = _own(session, job, worker)
            if row is None:
                return False
            # Whoever stopped it did so on purpose: that is no attempt that failed.
            row.attempts -= 1
            _put_back(row, self._now())
            return True

    def cancel(self, job: int) -> Job:
        """See ``Jobs.cancel``."""
        with self._database.writing() as session:
            row = _found(session, job, locked=True)
            _cancel(row, self._now())
            return _shown(row)

    def retry(self, job: int) -> Job:
        """See ``Jobs.retry``."""
        now = self._now()
        with self._database.writing() as session:
            row = _found(session, job, locked=True)
            if row.state in ("failed", "cancelled"):
                self._consent(session, row.sha256, now)
                row.state, row.attempts, row.started_at, row.finished_at = "queued", 0, None, None
                row.updated_at = now
                _start_over(row)
            return _shown(row)

    def reclaim(self, *, older_than: Seconds = 120.0, attempts: int = 3) -> tuple[Job, ...]:
        """See ``Jobs.reclaim``."""
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
                    _blame(row, _lost(row))
                    _end(row, "failed", now)
                else:
                    _put_back(row, now)
            return tuple(_shown(row) for row in rows)


def stop_jobs(session: Session, sha256: str, now: datetime) -> None:
    """Cancel every job of a recording, within a transaction that is doing more."""
    active = JobRow.state.in_(("queued", "running"))
    for row in session.scalars(select(JobRow).where(JobRow.sha256 == sha256, active).with_for_update()):
        _cancel(row, now)


def _own(session: Session, job: int, worker: str) -> JobRow | None:
    own = (JobRow.id == job, JobRow.worker == worker, JobRow.state == "running")
    return session.scalars(select(JobRow).where(*own).with_for_update()).first()


def _found(session: Session, job: int, *, locked: bool = False) -> JobRow:
    row = session.get(JobRow, job, with_for_update=locked or None)
    if row is None:
        raise NotFound(f"there is no job {job}", "The app lists those that there are")
    return row


def _standing(row: JobRow | None) -> Standing:
    return "cancelled" if row is not None and row.state == "cancelled" else "lost"


def _cancel(row: JobRow, now: datetime) -> None:
    if row.state == "queued":
        _end(row, "cancelled", now)
    elif row.state == "running":
        row.cancel_requested, row.updated_at = True, now


def _put_back(row: JobRow, now: datetime) -> None:
    if row.cancel_requested:
        _end(row, "cancelled", now)
        return
    row.state, row.started_at, row.updated_at = "queued", None, now


def _end(row: JobRow, state: JobState, now: datetime) -> None:
    row.state, row.finished_at, row.updated_at = state, now, now


def _start_over(row: JobRow) -> None:
    row.stage, row.progress, row.resumed, row.cancel_requested = "", 0.0, 0.0, False
    row.error_stage = row.error_message = row.error_hint = None


def _blame(row: JobRow, fault: Fault) -> None:
    row.error_stage, row.error_message, row.error_hint = fault.stage, fault.message, fault.hint


def _lost(row: JobRow) -> Fault:
    where = f" in stage {row.stage}" if row.stage else ""
    return Fault(
        row.stage or "store",
        f"the worker stopped without a word{where}, {row.attempts} times on this recording",
        "It may need more memory than there is: free some, or take a smaller model, then retry",
    )


def _shown(row: JobRow) -> Job:
    fault = None
    if row.error_message is not None:
        fault = Fault(row.error_stage or "", row.error_message, row.error_hint or "")
    return Job(
        id=row.id,
        sha256=row.sha256,
        file=row.file,
        options=row.options,
        state=cast(JobState, row.state),
        stage=row.stage,
        progress=row.progress,
        resumed=row.resumed,
        created_at=row.created_at,
        started_at=row.started_at,
        updated_at=row.updated_at,
        finished_at=row.finished_at,
        fault=fault,
        worker=row.worker,
        heartbeat_at=row.heartbeat_at,
        attempts=row.attempts,
        cancel_requested=row.cancel_requested,
        observation=row.observation,
    )
