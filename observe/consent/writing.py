"""Writing consent records: whole or not at all, and never over one that is there already."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table
from tomlkit.toml_document import TOMLDocument

from observe.consent.record import ConsentRecord, Person
from observe.errors import ConsentInvalid, StoreUnusable
from observe.files import write_whole


def write_record(path: Path, record: ConsentRecord, *, again_at: datetime | None = None) -> Path | None:
    """Write a record to a file that is not there yet.

    Args:
        path: where; usually ``beside_path`` of the recording.
        record: what to write.
        again_at: both people agreed anew at this time: a record already there is put aside, not lost.

    Returns:
        Where the earlier record now is, or None where there was none.

    Raises:
        ConsentInvalid: a record is there, and ``again_at`` was not given.
        StoreUnusable: the folder cannot be written.
    """
    aside = None
    if path.exists():
        if again_at is None:
            raise ConsentInvalid(
                f"{path.name}: a consent record is there already; it is not overwritten",
                "Look at it with 'observe consent show'; where both agreed anew, use --again",
            )
        aside = path.with_name(f"{path.name}.{again_at:%Y%m%dT%H%M%S}")
        with _told_plainly(path):
            shutil.copy2(path, aside)
    _write(path, _document(record))
    return aside


def mark_withdrawn(path: Path, by: str, at: datetime) -> bool:
    """Note in a record that consent was withdrawn; where there is none, one that says only that is made.

    Returns:
        False where it had been withdrawn already; the first time then stands.

    Raises:
        StoreUnusable: the folder cannot be written.
    """
    with _told_plainly(path):
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    record = _parsed(before)
    if "withdrawn" in record:
        return False
    withdrawn = tomlkit.table()
    withdrawn.add("by", by)
    withdrawn.add("at", at.replace(microsecond=0))
    if before:
        record.add(tomlkit.nl())
    record.add("withdrawn", withdrawn)
    _write(path, record)
    return True


def _parsed(text: str) -> TOMLDocument:
    """A record to be added to; one that cannot be read as TOML is kept, word for word, as a comment."""
    try:
        return tomlkit.parse(text)
    except TOMLKitError:
        kept = tomlkit.document()
        for line in text.splitlines():
            kept.add(tomlkit.comment(line))
        return kept


def _document(record: ConsentRecord) -> TOMLDocument:
    consent, written = record.consent, tomlkit.document()
    written.add("basis", tomlkit.item(consent.basis))
    written.add("recorded_by", tomlkit.item(consent.recorded_by))
    written.add("recorded_at", tomlkit.item(datetime.fromisoformat(consent.recorded_at)))
    if consent.retain_until is not None:
        written.add("retain_until", tomlkit.item(date.fromisoformat(consent.retain_until)))
    if record.purpose:
        written.add("purpose", tomlkit.item(record.purpose))
    if record.people:
        people = tomlkit.aot()
        for person in record.people:
            people.append(_person(person))
        written.add("people", people)
    return written


def _person(person: Person) -> Table:
    table = tomlkit.table()
    table.add("name", person.name)
    if person.role:
        table.add("role", person.role)
    table.add("agreed", person.agreed or True)
    if person.agreed_to:
        table.add("agreed_to", list(person.agreed_to))
    return table


def _write(path: Path, record: TOMLDocument) -> None:
    try:
        write_whole(path, tomlkit.dumps(record).encode())
    except StoreUnusable as error:
        raise _unwritable(path, error.__cause__) from error


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:
        raise ConsentInvalid(f"{path.name}: is not UTF-8 text, so it is no consent record") from error
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: BaseException | None) -> StoreUnusable:
    reason = getattr(error, "strerror", None) or error
    return StoreUnusable(
        f"cannot write {path} ({reason}); the record lies beside its recording",
        "Check that folder's permissions, or copy the recording to one of your own",
        stage="consent",
    )
