"""Writing consent records: whole or not at all, and never over one that is there already."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from observe.consent.record import ConsentRecord
from observe.errors import ConsentInvalid, StoreUnusable


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
    _write(path, _toml(record))
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
    if any(line.strip() == "[withdrawn]" for line in before.splitlines()):
        return False
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    _write(path, f"{before}{gap}[withdrawn]\nby = {_quoted(by)}\nat = {at.isoformat(timespec='seconds')}\n")
    return True


def _toml(record: ConsentRecord) -> str:
    consent = record.consent
    lines = [
        f"basis = {_quoted(consent.basis)}",
        f"recorded_by = {_quoted(consent.recorded_by)}",
        f"recorded_at = {consent.recorded_at}",
    ]
    if consent.retain_until is not None:
        lines.append(f"retain_until = {consent.retain_until}")
    if record.purpose:
        lines.append(f"purpose = {_quoted(record.purpose)}")
    for person in record.people:
        agreed = _quoted(person.agreed) if person.agreed else "true"
        lines += ["", "[[people]]", f"name = {_quoted(person.name)}"]
        lines += [f"role = {_quoted(person.role)}"] if person.role else []
        lines.append(f"agreed = {agreed}")
        if person.agreed_to:
            lines.append(f"agreed_to = [{', '.join(map(_quoted, person.agreed_to))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    with _told_plainly(path):
        try:
            with temporary.open("x", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except UnicodeDecodeError as error:
        raise ConsentInvalid(f"{path.name}: is not UTF-8 text, so it is no consent record") from error
    except OSError as error:
        raise StoreUnusable(
            f"cannot write {path} ({error.strerror or error}); the record lies beside its recording",
            "Check that folder's permissions, or copy the recording to one of your own",
            stage="consent",
        ) from error
