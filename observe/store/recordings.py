"""Recordings, kept once by sha256, and what happened to the consent for them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from observe.audio.file import sha256_of
from observe.clock import local_day
from observe.consent.record import require_in_force
from observe.errors import AudioUnreadable
from observe.files import check_room, make_folder, replacing, writing
from observe.observation import Consent
from observe.store.consents import (
    GIVEN,
    WITHDRAWN,
    consent_of,
    consented,
    consents_on_record,
    given_row,
    last_consent,
    refuse_standing_no,
    says_more,
    standing_consent,
    withdrawal_fault,
)
from observe.store.database import Database
from observe.store.job_rows import stop_jobs
from observe.store.kept import hold, kept
from observe.store.records import ConsentOnRecord, KeptRecording
from observe.store.tables import ConsentRow, RecordingRow

FOLDER, INCOMING = "recordings", "incoming"
_BLOCK = 1024 * 1024


class Recordings:
    """Recordings, kept once by sha256, each under a consent."""

    def __init__(self, database: Database, folder: Path, now: Callable[[], datetime]) -> None:
        self._database, self._folder, self._now = database, folder, now

    def permit(self, sha256: str, consent: Consent, file: str) -> None:
        """Pass only where these bytes may be read under the consent offered: ask before the first look at them.

        Args:
            sha256: of the recording, kept here or not.
            consent: offered for it.
            file: what the recording is called, for the message.

        Raises:
            ConsentInvalid: consent for these bytes was withdrawn, or a consent ran out.
        """
        require_in_force(consent, Path(file), local_day(self._now()))
        with self._database.reading() as session:
            refuse_standing_no(session, sha256, consent, file, self._now())

    def keep(self, path: Path, consent: Consent, sha256: str | None = None) -> KeptRecording:
        """Copy a recording into the data folder, unless its bytes are there already, and note the consent.

        Args:
            path: the recording.
            consent: read beforehand.
            sha256: of its bytes, where the caller has it already; a copy is checked against it.

        Raises:
            ConsentInvalid: consent for these bytes was withdrawn; ``give_consent`` is how it is given anew.
            AudioUnreadable: the file is missing, or changed while it was copied.
            StoreUnusable: no room, or the folder cannot be written; nothing half-written is left.
        """
        require_in_force(consent, path, local_day(self._now()))  # before a byte is read
        sha256 = sha256 or sha256_of(path)
        self.permit(sha256, consent, path.name)
        with self._database.reading() as session:
            row = session.get(RecordingRow, sha256)
        target = self._folder / (row.path if row else _place(path, sha256))
        if row is None or not self._holds(row):
            self._copy(path, sha256, target)
        with self._database.writing() as session:
            refuse_standing_no(session, sha256, consent, path.name, self._now())
            _insert_once(session, path, sha256, self._now())
            if says_more(last_consent(session, sha256), consent):
                session.add(given_row(sha256, consent, self._now()))
        recording = self.get(sha256)
        if recording.path != target and recording.path.exists():
            # Another process kept the same bytes at the same time under a name with another ending.
            with writing(target):
                target.unlink(missing_ok=True)
        return recording

    def get(self, sha256: str) -> KeptRecording:
        """The recording of that sum.

        Raises:
            NotFound: none is kept.
        """
        with self._database.reading() as session:
            row = kept(session, sha256)
            given = session.scalars(
                select(ConsentRow)
                .where(ConsentRow.sha256 == sha256, ConsentRow.event == GIVEN)
                .order_by(ConsentRow.id.desc())
                .limit(1)
            ).one()
            return KeptRecording(
                row.sha256, row.file, self._folder / row.path, row.size_bytes, row.kept_at, consent_of(given)
            )

    def list(self) -> tuple[ConsentOnRecord, ...]:
        """Every kept recording with what is on record about consent for it, the newest first."""
        with self._database.reading() as session:
            return consents_on_record(session)

    def consent(self, sha256: str) -> Consent:
        """The consent that now covers a kept recording: ask before every use of it.

        Raises:
            NotFound: none is kept.
            ConsentInvalid: it was withdrawn, or its ``retain_until`` is past.
        """
        with self._database.reading() as session:
            return standing_consent(session, sha256, self._now())

    def consented(self) -> frozenset[str]:
        """sha256 of the kept recordings that ``consent`` would give a consent for now."""
        with self._database.reading() as session:
            return consented(session, local_day(self._now()))

    def give_consent(self, sha256: str, consent: Consent) -> None:
        """Note a consent given outright, also after a withdrawal, and for bytes that are not kept yet."""
        with self._database.writing() as session:
            session.add(given_row(sha256, consent, self._now()))

    def change_consent(self, sha256: str, consent: Consent) -> None:
        """Note other terms of a consent that was not withdrawn, such as another last day.

        Raises:
            NotFound: none is kept.
            ConsentInvalid: it was withdrawn, so that only ``give_consent`` may say otherwise.
        """
        with self._database.writing() as session:
            hold(session, sha256)
            last = last_consent(session, sha256)
            if last is None or last.event == WITHDRAWN:
                raise withdrawal_fault(kept(session, sha256).file, last)
            session.add(given_row(sha256, consent, self._now()))

    def withdraw(self, sha256: str, by: str) -> bool:
        """Note that consent was withdrawn and stop its jobs; also for bytes not kept, which then never will be.

        Returns:
            Whether the recording is kept here.
        """
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
