"""What is to happen with each file of a folder that somebody chose: worked out before any of it is kept.

A recording is added under the consent record beside it (``STEM.consent.toml``), or, where none lies there,
under the consent given for all. A record that cannot be relied on, or says that consent was withdrawn, speaks
for every copy of the same recording in the folder, whatever the copies are called.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Literal

from observe.audio.file import ENDINGS
from observe.consent.record import beside_path, parse_record
from observe.errors import ConsentInvalid
from observe.observation import Consent

FileKind = Literal["recording", "record", "other"]
Fate = Literal["add", "left_out", "used", "passed_over"]
RECORD = ".consent.toml"


@dataclass(frozen=True, slots=True)
class Offered:
    """A file of the folder.

    Attributes:
        path: within the folder, ``/`` between its parts; no two files have the same.
        size_bytes: of its content.
        sha256: of a recording's bytes; empty for any other file.
        content: of a consent record; empty for any other file.
    """

    path: str
    size_bytes: int
    sha256: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to happen with a file.

    Attributes:
        path: of the file.
        fate: ``add`` or ``left_out`` for a recording, ``used`` for its consent record, ``passed_over`` for
            anything else.
        why: in a few words.
        consent: under which a recording is added, or None.
    """

    path: str
    fate: Fate
    why: str
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A recording with what its own consent record says.

    Attributes:
        file: the recording.
        own: the consent on the record beside it, or None.
        fault: why that record cannot be relied on; empty where it can, or where there is none.
    """

    file: Offered
    own: Consent | None
    fault: str


Refuses = Callable[[str, Consent, str], str]


def kind_of(path: str) -> FileKind:
    """What a file is taken for, by its name alone; hidden files are none of ours.

    Example:
        >>> kind_of("calls/Call 7.WAV"), kind_of("calls/call 7.consent.toml"), kind_of("calls/._call 7.wav")
        ('recording', 'record', 'other')
    """
    name = PurePosixPath(path).name.lower()
    if name.startswith("."):
        return "other"
    if name.endswith(RECORD):
        return "record"
    return "recording" if PurePosixPath(name).suffix.removeprefix(".") in ENDINGS else "other"


def plan(
    files: Iterable[Offered],
    given: Consent | None,
    today: date,
    *,
    here: frozenset[str] = frozenset(),
    refusal: Refuses = lambda *_: "",
) -> tuple[Step, ...]:
    """A step a file, by path.

    Args:
        files: of the folder, in any order.
        given: the consent for recordings without a record of their own, or None.
        today: the day on which a consent must not have run out.
        here: sums of the recordings that need not be added, being analysed already.
        refusal: why the store refuses a recording's sum under a consent and a name; empty where it does not.
    """
    by_path = {file.path: file for file in sorted(files, key=lambda file: (file.path.casefold(), file.path))}
    records: dict[str, list[Offered]] = defaultdict(list)
    for file in by_path.values():
        if kind_of(file.path) == "record":
            records[file.path.casefold()].append(file)
    copies: dict[str, list[_Found]] = defaultdict(list)
    owners: dict[str, list[str]] = defaultdict(list)
    steps: dict[str, Step] = {}
    for file in by_path.values():
        if kind_of(file.path) != "recording":
            continue
        beside = records.get(_beside(file.path), [])
        for record in beside:
            owners[record.path].append(file.path)
        if file.size_bytes == 0:
            steps[file.path] = Step(file.path, "left_out", "it is empty")
        else:
            copies[file.sha256].append(_found(file, beside, today))
    for sha256, found in copies.items():
        for step in _of_one_recording(found, given, here=sha256 in here, refusal=refusal):
            steps[step.path] = step
    for path in by_path:
        if path not in steps:
            steps[path] = _not_a_recording(path, owners)
    return tuple(steps[path] for path in by_path)


def once(files: Iterable[Offered]) -> tuple[Offered, ...] | None:
    """Each file once, although a folder may be chosen twice.

    Returns:
        None where two files of one path differ: then nobody could tell which consent record is whose.
    """
    found: dict[str, Offered] = {}
    for file in files:
        if found.setdefault(file.path, file) != file:
            return None
    return tuple(found.values())


def summary(steps: Sequence[Step]) -> str:
    """How many files there are of each fate, in Markdown.

    Example:
        >>> summary([Step("a.wav", "add", ""), Step("b.wav", "add", ""), Step("c.txt", "passed_over", "")])
        '**2** to add · **1** passed over'
    """
    number = Counter(step.fate for step in steps)
    records = "consent record" if number["used"] == 1 else "consent records"
    words: dict[Fate, str] = {
        "add": "to add",
        "left_out": "left out",
        "used": records,
        "passed_over": "passed over",
    }
    return " · ".join(f"**{number[fate]}** {said}" for fate, said in words.items() if number[fate])


def with_fate(steps: Iterable[Step], fate: Fate) -> tuple[Step, ...]:
    """The steps of one fate."""
    return tuple(step for step in steps if step.fate == fate)


def _beside(path: str) -> str:
    """Where a recording's own consent record lies, as paths are compared: capitals tell no two files apart."""
    return beside_path(PurePosixPath(path)).as_posix().casefold()


def _found(file: Offered, beside: Sequence[Offered], today: date) -> _Found:
    consents = []
    for record in beside:
        try:
            consents.append(parse_record(record.content, PurePosixPath(record.path)).consent)
        except ConsentInvalid as error:
            return _Found(file, None, f"its consent record cannot be relied on: {error.message}")
        until = consents[-1].retain_until
        if until is not None and today > date.fromisoformat(until):
            return _Found(file, None, f"its consent ran out; the last day was {until}")
    return _Found(file, consents[0] if consents else None, "")


def _of_one_recording(
    copies: Sequence[_Found], given: Consent | None, *, here: bool, refusal: Refuses
) -> Iterable[Step]:
    """Steps for the files that hold the same bytes: one of them is added at most."""
    faulty = next((one for one in copies if one.fault), None)
    chosen = next((one for one in copies if one.own), copies[0])
    consent = chosen.own or given
    name = PurePosixPath(chosen.file.path).name
    refused = refusal(chosen.file.sha256, consent, name) if consent and not faulty else ""
    for one in copies:
        path = one.file.path
        if faulty is not None:
            same = "" if one is faulty or one.fault else f"it is the same recording as {faulty.file.path}, and "
            yield Step(path, "left_out", same + (one.fault or faulty.fault))
        elif consent is None:
            yield Step(path, "left_out", "no consent: no record lies beside it, and none is given above")
        elif refused:
            yield Step(path, "left_out", refused)
        elif here:
            yield Step(path, "left_out", "it is here already")
        elif one is not chosen:
            yield Step(path, "left_out", f"it is the same recording as {chosen.file.path}, which is added")
        else:
            under = "under its own consent record" if one.own else "under the consent given above"
            yield Step(path, "add", under, consent)


def _not_a_recording(path: str, owners: Mapping[str, Sequence[str]]) -> Step:
    if kind_of(path) == "other":
        return Step(path, "passed_over", "neither a recording nor a consent record")
    own = owners.get(path, ())
    if not own:
        return Step(path, "passed_over", "a consent record without its recording")
    return Step(path, "used", f"the consent record of {' and of '.join(own)}")
