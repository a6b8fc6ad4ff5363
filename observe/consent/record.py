"""Consent: the basis on which a recording may be read at all, and the record of it.

A record is a small TOML file, ``STEM.consent.toml`` beside the recording or named outright::

    basis = "explicit"                         # or "verbal-on-call", "role-play"
    recorded_by = "A. Tutor"
    recorded_at = 2026-03-02T14:10:00+00:00    # with its zone; a string will do as well
    retain_until = 2026-09-30                  # optional; after that day the record no longer stands
    purpose = "Customer-service portfolio"     # optional

    [[people]]                                 # optional; each must have agreed
    name = "Sam"
    role = "agent"
    agreed = true                              # or when they did
    agreed_to = ["recording", "transcription", "analysis"]    # or, and, what to

    [withdrawn]                                # written by `observe consent withdraw`; nothing overrides it
    by = "Sam"
    at = 2026-04-01T09:00:00+00:00
"""

from __future__ import annotations

import difflib
import getpass
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import Any, TypeVar, get_args

from observe.errors import ConsentInvalid, ConsentMissing
from observe.files import is_file
from observe.observation import Basis, Consent

#: On this machine's disk or not.
AnyPath = TypeVar("AnyPath", bound=PurePath)
BASES: tuple[Basis, ...] = get_args(Basis)
KEYS = ("basis", "recorded_by", "recorded_at", "retain_until", "purpose", "people", "withdrawn")
_LARGEST = 64 * 1024
_HINT = "A consent record is a short TOML file; 'observe consent record' writes one"
#: What observe does with a recording, and so what a person who lists uses must have agreed to.
USES = ("recording", "transcription", "analysis")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is heard on the recording.

    Attributes:
        name: as they are to be called in the record.
        role: what they are in the call, such as ``agent``.
        agreed: when, as the record words it; "" where it only says that they did.
        agreed_to: which uses, as ``analysis``; empty where the record does not list them.
    """

    name: str
    role: str = ""
    agreed: str = ""
    agreed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """A full record, as its file has it.

    Attributes:
        consent: what an observation keeps of it.
        purpose: what the recording may be used for; "" where the record is silent.
        people: who agreed.
    """

    consent: Consent
    purpose: str = ""
    people: tuple[Person, ...] = ()


def read(basis_or_file: str | None, recording: Path, now: datetime | None = None) -> Consent:
    """The consent that covers a recording; nothing of the recording itself is opened.

    A record beside the recording is always looked at, because it may say that consent was withdrawn: then
    nothing given on the command line helps. Otherwise what is given takes precedence:

    - nothing given: the record beside counts;
    - a file given: that record counts;
    - a bare basis given: it counts, taken down now by the system's user; where the record beside has the same
      basis, that record counts, being the better evidence, and its ``retain_until`` holds in any case.

    Args:
        basis_or_file: ``explicit``, ``verbal-on-call``, ``role-play``, the path of a record, or None.
        recording: the recording's path.
        now: aware; by default the present.

    Raises:
        ConsentMissing: nothing was given and no record lies beside the recording.
        ConsentInvalid: a record cannot be read, breaks a rule, has run out or was withdrawn.
    """
    moment = now or datetime.now(UTC).astimezone()
    beside = beside_path(recording)
    found = read_record(beside).consent if is_file(beside) else None
    if not basis_or_file:
        if found is None:
            raise ConsentMissing(
                f"{recording.name}: no consent was given, and {beside.name} is not beside it",
                f"Say how both people agreed: --consent {'|'.join(BASES)}, or write a record: "
                f"observe consent record {recording.name} --basis explicit --by NAME",
            )
        require_in_force(found, beside, moment.date())
        return found
    if basis_or_file not in BASES:
        named = read_record(_record_path(basis_or_file)).consent
        require_in_force(named, Path(basis_or_file), moment.date())
        return named
    if found is None:
        return Consent(basis_or_file, _user(), moment.isoformat(timespec="seconds"))
    require_in_force(found, beside, moment.date())
    if found.basis == basis_or_file:
        return found
    return replace(
        found,
        basis=basis_or_file,
        recorded_by=_user(),
        recorded_at=moment.isoformat(timespec="seconds"),
    )


def beside_path(recording: AnyPath) -> AnyPath:
    """Where a recording's own consent record lies: ``STEM.consent.toml`` beside it."""
    return recording.with_name(f"{recording.stem}.consent.toml")


def require_in_force(consent: Consent, source: Path, today: date) -> None:
    """Refuse a consent that has run out; its last day still counts.

    Raises:
        ConsentInvalid: ``retain_until`` is past.
    """
    if consent.retain_until is not None and today > date.fromisoformat(consent.retain_until):
        raise ConsentInvalid(
            f"{source.name}: retain_until is {consent.retain_until}, which is past; today is {today}",
            "The recording is to be deleted; to go on, have both people agree anew and record that",
        )


def read_record(path: Path) -> ConsentRecord:
    """A full record, checked; whether it has run out is for ``require_in_force`` to say.

    Raises:
        ConsentInvalid: it cannot be read, a key is missing or wrong, somebody did not agree, or it was
            withdrawn.
    """
    return parse_record(_content(path), path)


def parse_record(content: bytes, path: PurePath) -> ConsentRecord:
    """``read_record`` of a file's bytes, for a file that is not on this machine's disk.

    Args:
        content: of the file.
        path: what it is called.

    Raises:
        ConsentInvalid: as ``read_record``.
    """
    data = _toml(content, path)
    if "withdrawn" in data:
        raise ConsentInvalid(
            f"{path.name}: consent was withdrawn{_withdrawal(data['withdrawn'])}; expected consent that stands",
            "The recording may not be analysed. If both people agree anew: observe consent record … --again",
        )
    for key in data:
        meant = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.8)
        if key not in KEYS and meant:
            raise _wrong(path, key, f"is not a key of the record; expected {meant[0]}")
    if data.get("basis") not in BASES:
        raise _wrong(path, "basis", f"{_found(data, 'basis')}; expected one of {', '.join(BASES)}")
    consent = Consent(
        basis=data["basis"],
        recorded_by=_text(path, data, "recorded_by"),
        recorded_at=_moment(path, data, "recorded_at").isoformat(),
        retain_until=_day(path, data, "retain_until") if "retain_until" in data else None,
    )
    purpose = _text(path, data, "purpose") if "purpose" in data else ""
    return ConsentRecord(consent, purpose, _people(path, data.get("people", [])))


def _record_path(name: str) -> Path:
    path = Path(name).expanduser()
    if not path.is_file():
        raise ConsentInvalid(
            f"--consent is {name!r}, which is neither a basis nor a file",
            f"Give {', '.join(BASES)}, or the path of a consent record",
        )
    return path


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as error:
        raise ConsentInvalid(f"{path.name}: cannot be read ({error.strerror or error})", _HINT) from error


def _toml(content: bytes, path: PurePath) -> dict[str, Any]:
    if len(content) > _LARGEST:
        raise ConsentInvalid(f"{path.name}: is over {_LARGEST // 1024} KB, so it is no consent record", _HINT)
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConsentInvalid(f"{path.name}: is not UTF-8 text, so it is no consent record", _HINT) from error
    except tomllib.TOMLDecodeError as error:
        raise ConsentInvalid(f"{path.name}: is not TOML ({error})", _HINT) from error


def _withdrawal(entry: object) -> str:
    if not isinstance(entry, Mapping):
        return ""
    when = f" on {entry['at']}" if "at" in entry else ""
    return when + (f" (noted by {entry['by']})" if "by" in entry else "")


def _people(path: PurePath, entries: object) -> tuple[Person, ...]:
    if not isinstance(entries, list) or not all(isinstance(entry, Mapping) for entry in entries):
        raise _wrong(path, "people", "expected [[people]] entries with name, role and agreed")
    return tuple(_person(path, entry, f"people[{number}]") for number, entry in enumerate(entries, start=1))


def _person(path: PurePath, entry: Mapping[str, Any], key: str) -> Person:
    agreed = entry.get("agreed", True if "agreed_to" in entry else None)
    if agreed is not True and not isinstance(agreed, date):  # a datetime is a date
        try:
            datetime.fromisoformat(agreed)
        except (TypeError, ValueError):
            raise _wrong(
                path, f"{key}.agreed", f"{_found(entry, 'agreed')}; expected true, or when they did"
            ) from None
    uses = entry.get("agreed_to", list(USES))
    if not isinstance(uses, list) or not set(USES) <= {use for use in uses if isinstance(use, str)}:
        raise _wrong(path, f"{key}.agreed_to", f"is {uses!r}; expected a list with {', '.join(USES)}")
    return Person(
        name=_text(path, entry, "name", f"{key}.name"),
        role=_text(path, entry, "role", f"{key}.role") if "role" in entry else "",
        agreed="" if agreed is True else str(agreed),
        agreed_to=tuple(map(str, uses)) if "agreed_to" in entry else (),
    )


def _text(path: PurePath, data: Mapping[str, Any], key: str, shown: str = "") -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, shown or key, f"{_found(data, key)}; expected some text")
    return value.strip()


def _moment(path: PurePath, data: Mapping[str, Any], key: str) -> datetime:
    value = data.get(key)
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _wrong(
            path, key, f"{_found(data, key)}; expected a time with its zone, as 2026-03-02T14:10:00+00:00"
        )
    return moment


def _day(path: PurePath, data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    try:
        if isinstance(value, datetime):
            raise ValueError
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except (TypeError, ValueError):
        raise _wrong(path, key, f"{_found(data, key)}; expected a day, as 2026-09-30") from None


def _found(data: Mapping[str, Any], key: str) -> str:
    if key not in data:
        return "is missing"
    value = data[key]
    return f"is {value.isoformat() if isinstance(value, date) else repr(value)}"


def _wrong(path: PurePath, key: str, what: str) -> ConsentInvalid:
    return ConsentInvalid(f"{path.name}: {key} {what}", "Correct the record, or write it anew")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user id without a name, as containers have
        return "unknown user"
