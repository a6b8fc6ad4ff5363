"""Consent for every kept recording in one query: what is on record about it, or only whether it stands."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import Subquery, func, or_, select
from sqlalchemy.orm import Session, aliased

from observe.observation import Basis, Consent
from observe.store.records import Covered
from observe.store.tables import ConsentRow, ObservationRow, RecordingRow

GIVEN, WITHDRAWN = "given", "withdrawn"


def covered(session: Session) -> tuple[Covered, ...]:
    """Newest first."""
    last, given = aliased(ConsentRow), aliased(ConsentRow)
    lasts, givens = _latest(), _latest(GIVEN)
    newest = select(ObservationRow.sha256, func.max(ObservationRow.id).label("id")).group_by(
        ObservationRow.sha256
    )
    analysed = newest.subquery()
    rows = (
        select(
            RecordingRow.sha256,
            RecordingRow.file,
            RecordingRow.kept_at,
            given.basis,
            given.recorded_by,
            given.recorded_at,
            given.retain_until,
            last.event,
            last.recorded_by,
            last.noted_at,
            analysed.c.id,
        )
        .join(lasts, lasts.c.sha256 == RecordingRow.sha256)
        .join(last, last.id == lasts.c.id)
        .join(givens, givens.c.sha256 == RecordingRow.sha256)
        .join(given, given.id == givens.c.id)
        .outerjoin(analysed, analysed.c.sha256 == RecordingRow.sha256)
        .order_by(RecordingRow.kept_at.desc(), RecordingRow.sha256)
    )
    return tuple(
        Covered(
            sha256=sha256,
            file=file,
            kept_at=kept_at,
            consent=Consent(cast(Basis, basis), by, at, until),
            withdrawn_by=last_by if event == WITHDRAWN else None,
            withdrawn_at=noted_at if event == WITHDRAWN else None,
            observation=number,
        )
        for sha256, file, kept_at, basis, by, at, until, event, last_by, noted_at, number in session.execute(
            rows
        )
    )


def consented(session: Session, today: date) -> frozenset[str]:
    """sha256 of the kept recordings whose consent stands: the last day that was agreed still counts."""
    last, lasts = aliased(ConsentRow), _latest()
    rows = (
        select(RecordingRow.sha256)
        .join(lasts, lasts.c.sha256 == RecordingRow.sha256)
        .join(last, last.id == lasts.c.id)
        .where(last.event == GIVEN)
        .where(or_(last.retain_until.is_(None), last.retain_until >= today.isoformat()))
    )
    return frozenset(session.scalars(rows))


def _latest(event: str | None = None) -> Subquery:
    """The number of the last thing that happened to each recording's consent, or the last of one kind."""
    rows = select(ConsentRow.sha256, func.max(ConsentRow.id).label("id")).group_by(ConsentRow.sha256)
    return (rows if event is None else rows.where(ConsentRow.event == event)).subquery()
