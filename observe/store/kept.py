"""The row of a recording that is kept: found, or held while something is added about it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from observe.errors import NotFound
from observe.store.tables import RecordingRow


def kept(session: Session, sha256: str) -> RecordingRow:
    """The recording's row.

    Raises:
        NotFound: none is kept.
    """
    row = session.get(RecordingRow, sha256)
    if row is None:
        raise NotFound(f"no recording {sha256[:12]}… is kept here", "Analyse or upload it first")
    return row


def hold(session: Session, sha256: str) -> None:
    """Keep a recording's row to this transaction, so that what is added about it comes one after the other.

    Raises:
        NotFound: none is kept.
    """
    held = select(RecordingRow.sha256).where(RecordingRow.sha256 == sha256).with_for_update()
    if session.scalars(held).first() is None:
        raise NotFound(f"no recording {sha256[:12]}… is kept here", "Keep the recording first")
