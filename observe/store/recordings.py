"""Recordings, kept once by sha256, and what happened to the consent for them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from observe.audio.file import sha256_of
from observe.consent.record import require_in_force
from observe.errors import AudioUnreadable, ConsentInvalid, NotFound
from observe.files import check_room, make_folder, replacing, writing
from observe.observation import Basis, Consent
from observe.store.consents import GIVEN, WITHDRAWN, consented, covered
from observe.store.database import Database
from observe.store.jobs import stop_jobs
from observe.store.records import Covered, KeptRecording
from observe.store.tables import ConsentRow, RecordingRow

FOLDER, INCOMING = "recordings", "incoming"
_BLOCK = 1024 * 1024


class SqlRecordings:
    """``Recordings`` in a folder and a database."""

    def __init__(self, database: Database, folder: Path, now: Callable[[], datetime]) -> None:
        self._database, self._folder, self._now = database, folder, now

    def permit(self, sha256: str, consent: Consent, file: str) -> None:
        """See ``Recordings.permit``."""
        require_in_force(consent, Path(file), self._now().date())
        with self._database.reading() as session:
            _refuse_standing_no(session, sha256, consent, file, self._now())

    def keep(self, path: Path, consent: Consent, sha256: str | None = None) -> KeptRecording:
        """See ``Recordings.keep``."""
        require_in_force(consent, path, self._now().date())  # before a byte is read
        sha256 = sha256 or sha256_of(path)
        self.permit(sha256, consent, path.name)
        with self._database.reading() as session:
            row = session.get(RecordingRow, sha256)
        target = self._folder / (row.path if row else _place(path, sha256))
        if row is None or not self._holds(row):
            self._copy(path, sha256, target)
        with self._database.writing() as session:
            _refuse_standing_no(session, sha256, consent, path.name, self._now())
            _insert_once(session, path, sha256, self._now())
            if _adds(_last(session, sha256), consent):
                session.add(_given(sha256, consent, self._now()))
        recording = self.get(sha256)
        if recording.path != target and recording.path.exists():
            # Another process kept the same bytes at the same time under a name with another ending.
            with writing(target):
                target.unlink(missing_ok=True)
        return recording

    def get(self, sha256: str) -> KeptRecording:
        """See ``Recordings.get``."""
        with self._database.reading() as session:
            row = kept(session, sha256)
            given = session.scalars(
                select(ConsentRow)
                .where(ConsentRow.sha256 == sha256, ConsentRow.event == GIVEN)
                .order_by(ConsentRow.id.desc())
                .limit(1)
            ).one()
            return KeptRecording(
                row.sha256, row.file, self._folder / row.path, row.size_bytes, row.kept_at, _consent(given)
            )

    def list(self) -> tuple[Covered, ...]:
        """See ``Recordings.list``."""
        with self._database.reading() as session:
            return covered(session)

    def consent(self, sha256: str) -> Consent:
        """See ``Recordings.consent``."""
        with self._database.reading() as session:
            return standing_consent(session, sha256, self._now())

    def consented(self) -> frozenset[str]:
        """See ``Recordings.consented``."""
        with self._database.reading() as session:
            return consented(session, self._now().date())

    def give_consent(self, sha256: str, consent: Consent) -> None:
        """See ``Recordings.give_consent``."""
        with self._database.writing() as session:
            session.add(_given(sha256, consent, self._now()))

    def change_consent(self, sha256: str, consent: Consent) -> None:
        """See ``Recordings.change_consent``."""
        with self._database.writing() as session:
            hold(session, sha256)
            last = _last(session, sha256)
            if last is None or last.event == WITHDRAWN:
                raise _withdrawn(kept(session, sha256).file, last)
            session.add(_given(sha256, consent, self._now()))

    def withdraw(self, sha256: str, by: str) -> bool:
        """See ``Recordings.withdraw``."""
        now = self._now()
        with self._database.writing() as session:
            # Held until the end, so that nobody changes at the same time what is withdrawn here.
            is_kept = session.get(RecordingRow, sha256, with_for_update=True) is not None
            session.add(
                ConsentRow(
                    sha256=sha256,
                    event=WITHDRAWN,
                    recorded_by=by,
                    recorded_at=now.isoformat(timespec="seconds"),
                    noted_at=now,
                )
            )
            stop_jobs(session, sha256, now)
            return is_kept

    def _holds(self, row: RecordingRow) -> bool:
        try:
            return (self._folder / row.path).stat().st_size == row.size_bytes
        except FileNotFoundError:
            return False

    def _copy(self, path: Path, sha256: str, target: Path) -> None:
        incoming = self._folder / INCOMING
        make_folder(incoming)
        make_folder(target.parent)
        with _opened(path) as source:
            check_room(self._folder, path.stat().st_size)
            with replacing(target, within=incoming) as temporary, temporary.open("wb") as copy:
                digest = hashlib.sha256()
                for block in _blocks(source, path):
                    digest.update(block)
                    copy.write(block)
                if digest.hexdigest() != sha256:
                    raise AudioUnreadable(
                        f"{path.name} changed while it was being copied",
                        "Wait until it has been written completely, then run again",
                    )


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


def standing_consent(session: Session, sha256: str, now: datetime) -> Consent:
    """The consent that covers a kept recording now.

    Raises:
        NotFound: none is kept.
        ConsentInvalid: it was withdrawn, or has run out.
    """
    file = kept(session, sha256).file
    last = _last(session, sha256)
    if last is None or last.event == WITHDRAWN:
        raise _withdrawn(file, last)
    consent = _consent(last)
    require_in_force(consent, Path(file), now.date())
    return consent


def _refuse_standing_no(session: Session, sha256: str, offered: Consent, file: str, now: datetime) -> None:
    """Raise where consent was withdrawn, or where it ran out and nothing that says how long is offered."""
    last = _last(session, sha256)
    if last is None:
        return
    if last.event == WITHDRAWN:
        raise _withdrawn(file, last)
    if offered.retain_until is None:
        require_in_force(_consent(last), Path(file), now.date())


def _withdrawn(file: str, last: ConsentRow | None) -> ConsentInvalid:
    when = f" on {last.recorded_at} (noted by {last.recorded_by})" if last else ""
    return ConsentInvalid(
        f"{file}: consent was withdrawn{when}; a recording needs consent that stands",
        "If both people have agreed anew, record it: observe consent record … --again",
    )


def _adds(last: ConsentRow | None, offered: Consent) -> bool:
    """Whether the offered consent says something new; it never loosens a time limit that was agreed."""
    if last is None:
        return True
    if offered.retain_until is None and last.retain_until is not None:
        return False
    same = (last.basis, last.recorded_by, last.retain_until)
    return same != (offered.basis, offered.recorded_by, offered.retain_until)


def _last(session: Session, sha256: str) -> ConsentRow | None:
    return session.scalars(
        select(ConsentRow).where(ConsentRow.sha256 == sha256).order_by(ConsentRow.id.desc()).limit(1)
    ).first()


def _given(sha256: str, consent: Consent, now: datetime) -> ConsentRow:
    return ConsentRow(
        sha256=sha256,
        event=GIVEN,
        basis=consent.basis,
        recorded_by=consent.recorded_by,
        recorded_at=consent.recorded_at,
        retain_until=consent.retain_until,
        noted_at=now,
    )


def _consent(row: ConsentRow) -> Consent:
    return Consent(cast(Basis, row.basis), row.recorded_by, row.recorded_at, row.retain_until)


def _insert_once(session: Session, path: Path, sha256: str, now: datetime) -> None:
    """Add the recording's row unless another process just did."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(RecordingRow)
        .values(
            sha256=sha256,
            file=path.name,
            path=_place(path, sha256).as_posix(),
            size_bytes=path.stat().st_size,
            kept_at=now,
        )
        .on_conflict_do_nothing()
    )


def _place(path: Path, sha256: str) -> Path:
    """Where a recording goes, within the data folder; its ending is kept where it is a plain one."""
    ending = path.suffix.lower()
    plain = ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else ""
    return Path(FOLDER) / sha256[:2] / f"{sha256}{plain}"


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def _blocks(source: BinaryIO, path: Path) -> Iterator[bytes]:
    while True:
        try:
            block = source.read(_BLOCK)
        except OSError as error:
            raise _unreadable(path, error) from error
        if not block:
            return
        yield block


def _unreadable(path: Path, error: OSError) -> AudioUnreadable:
    return AudioUnreadable(
        f"{path} cannot be read ({error.strerror or error}); a recording's file was expected", "Check the path"
    )
