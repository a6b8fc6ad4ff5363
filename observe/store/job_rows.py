"""One row of the job table: how it is found, changed and shown, within a transaction that is doing more."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.errors import NotFound
from observe.store.records import Fault, Job, JobClaim, JobState
from observe.store.tables import JobRow


def stop_jobs(session: Session, sha256: str, now: datetime) -> None:
    """Cancel every job of a recording, within a transaction that is doing more."""
    active = JobRow.state.in_(("queued", "running"))
    for row in session.scalars(select(JobRow).where(JobRow.sha256 == sha256, active).with_for_update()):
        cancel_job(row, now)


def own_job(session: Session, job: int, worker: str) -> JobRow | None:
    """A running job of that worker, held until the transaction ends, or None."""
    own = (JobRow.id == job, JobRow.worker == worker, JobRow.state == "running")
    return session.scalars(select(JobRow).where(*own).with_for_update()).first()


def found_job(session: Session, job: int, *, locked: bool = False) -> JobRow:
    """The job of that number.

    Raises:
        NotFound: there is none.
    """
    row = session.get(JobRow, job, with_for_update=locked or None)
    if row is None:
        raise NotFound(f"there is no job {job}", "The app lists those that there are")
    return row


def lost_claim(row: JobRow | None) -> JobClaim:
    """What a worker is told whose job is no longer its own."""
    return "cancelled" if row is not None and row.state == "cancelled" else "lost"


def cancel_job(row: JobRow, now: datetime) -> None:
    """Cancel a queued job at once, a running one at its next report."""
    if row.state == "queued":
        end_job(row, "cancelled", now)
    elif row.state == "running":
        row.cancel_requested, row.updated_at = True, now


def put_back(row: JobRow, now: datetime) -> None:
    """Queue a running job again, or let go of it where cancelling was asked."""
    if row.cancel_requested:
        end_job(row, "cancelled", now)
        return
    row.state, row.started_at, row.updated_at = "queued", None, now


def end_job(row: JobRow, state: JobState, now: datetime) -> None:
    """Say how a job ended."""
    row.state, row.finished_at, row.updated_at = state, now, now


def start_over(row: JobRow) -> None:
    """Forget how far an earlier run came, and why it failed."""
    row.stage, row.progress, row.resumed, row.cancel_requested = "", 0.0, 0.0, False
    row.error_stage = row.error_message = row.error_hint = None


def blame(row: JobRow, fault: Fault) -> None:
    """Say why a job failed."""
    row.error_stage, row.error_message, row.error_hint = fault.stage, fault.message, fault.hint


def worker_lost(row: JobRow) -> Fault:
    """The fault of a job whose worker stopped without a word."""
    where = f" in stage {row.stage}" if row.stage else ""
    return Fault(
        row.stage or "store",
        f"the worker stopped without a word{where}, {row.attempts} times on this recording",
        "It may need more memory than there is: free some, or take a smaller model, then retry",
    )


def shown(row: JobRow) -> Job:
    """The job that a row keeps."""
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
