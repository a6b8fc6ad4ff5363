"""What is on record about consent: for one recording, and for every kept one in one query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Subquery, func, or_, select
from sqlalchemy.orm import Session, aliased

from observe.clock import local_day
from observe.consent.record import require_in_force
from observe.errors import ConsentInvalid
from observe.observation import Basis, Consent
from observe.store.kept import kept
from observe.store.records import ConsentOnRecord
from observe.store.tables import ConsentRow, ObservationRow, RecordingRow

GIVEN, WITHDRAWN = "given", "withdrawn"
#: Gives the consent that covers a recording now, or raises.
ConsentCheck = Callable[[Session, str, datetime], Consent]


def consents_on_record(session: Session) -> tuple[ConsentOnRecord, ...]:
    """Every kept recording with what is on record about consent for it, the newest first."""
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
        ConsentOnRecord(
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


def standing_consent(session: Session, sha256: str, now: datetime) -> Consent:
    """The consent that covers a kept recording now.

    Raises:
        NotFound: none is kept.
        ConsentInvalid: it was withdrawn, or has run out.
    """
    file = kept(session, sha256).file
    last = last_consent(session, sha256)
    if last is None or last.event == WITHDRAWN:
        raise withdrawal_fault(file, last)
    consent = consent_of(last)
    require_in_force(consent, Path(file), local_day(now))
    return consent


def refuse_standing_no(session: Session, sha256: str, offered: Consent, file: str, now: datetime) -> None:
    """Pass only where these bytes may be read under the consent offered.

    Raises:
        ConsentInvalid: consent was withdrawn, or it ran out and nothing that says how long is offered.
    """
    last = last_consent(session, sha256)
    if last is None:
        return
    if last.event == WITHDRAWN:
        raise withdrawal_fault(file, last)
    if offered.retain_until is None:
        require_in_force(consent_of(last), Path(file), local_day(now))


def withdrawal_fault(file: str, last: ConsentRow | None) -> ConsentInvalid:
    """The fault that says when consent was withdrawn, and how it is given anew."""
    when = f" on {last.recorded_at} (noted by {last.recorded_by})" if last else ""
    return ConsentInvalid(
        f"{file}: consent was withdrawn{when}; a recording needs consent that stands",
        "If both people have agreed anew, record it: observe consent record … --again",
    )


def says_more(last: ConsentRow | None, offered: Consent) -> bool:
    """Whether the offered consent says something new; it never loosens a time limit that was agreed."""
    if last is None:
        return True
    if offered.retain_until is None and last.retain_until is not None:
        return False
    same = (last.basis, last.recorded_by, last.retain_until)
    return same != (offered.basis, offered.recorded_by, offered.retain_until)


def last_consent(session: Session, sha256: str) -> ConsentRow | None:
    """The last thing that happened to consent for a recording, or None."""
    return session.scalars(
        select(ConsentRow).where(ConsentRow.sha256 == sha256).order_by(ConsentRow.id.desc()).limit(1)
    ).first()


def given_row(sha256: str, consent: Consent, now: datetime) -> ConsentRow:
    """The row that says a consent was given."""
    return ConsentRow(
        sha256=sha256,
        event=GIVEN,
        basis=consent.basis,
        recorded_by=consent.recorded_by,
        recorded_at=consent.recorded_at,
        retain_until=consent.retain_until,
        noted_at=now,
    )


def consent_of(row: ConsentRow) -> Consent:
    """The consent that a row says was given."""
    return Consent(cast(Basis, row.basis), row.recorded_by, row.recorded_at, row.retain_until)


def _latest(event: str | None = None) -> Subquery:
    """The number of the last thing that happened to each recording's consent, or the last of one kind."""
    rows = select(ConsentRow.sha256, func.max(ConsentRow.id).label("id")).group_by(ConsentRow.sha256)
    return (rows if event is None else rows.where(ConsentRow.event == event)).subquery()
