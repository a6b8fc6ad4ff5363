"""``observe export``: a stored observation, its evidence record, or a part of it, as a file."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from observe.cli import observation_named
from observe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from observe.observation import Observation
    from observe.schemes import Scheme
    from observe.store import Store

FORMATS = ("json", "vtt", "rttm", "textgrid", "csv")
#: The evidence record whole: written for one unit, and no text to print.
RECORDS = ("docx", "pdf", "zip")
MAPPINGS = ("csv", "json")
#: A file for each unit, where none is named.
EACH_UNIT = ("docx", "pdf")


@click.command()
@click.argument("observation")
@click.option("--format", "kind", type=click.Choice([*FORMATS, *RECORDS]), required=True, help="What to write.")
@click.option(
    "--scheme",
    metavar="ID",
    help="The unit; without it docx and pdf write a file for each unit, and zip needs it. With csv or json: "
    "its findings and decisions.",
)
@click.option(
    "--assessor",
    metavar="NAME",
    help="Whose decisions; unless told, those of the assessor whose marking it is.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; printed unless told. docx, pdf and zip go to a file or a pipe, never to a terminal; a "
    "file for each unit is called FILE.UNIT.docx.",
)
def export(observation: str, kind: str, scheme: str | None, assessor: str | None, out: Path | None) -> None:
    """Write OBSERVATION, a stored one's number or a path to its document, in another format.

    docx, pdf and zip are the evidence record for one unit: what people decided, with the evidence. vtt are
    captions, rttm is who speaks when, textgrid holds tiers for Praat.
    """
    from observe.files import write_whole

    if kind in RECORDS and out is None and sys.stdout.isatty():
        raise UsageError(
            f"found --format {kind} without --out; it cannot be shown here", "Name a file with --out"
        )
    decided = kind in RECORDS or (scheme is not None and kind in MAPPINGS)
    if assessor is not None and not decided:
        raise UsageError(
            f"found --assessor with --format {kind}, which holds no decisions here",
            "Decisions are in docx, pdf and zip, and in csv and json with --scheme",
        )
    with _opened(observation) as (found, store):
        if kind in EACH_UNIT and scheme is None:
            _write_each(found, store, kind, assessor, out)
            return
        if decided:
            data = _record(found, store, kind, scheme, assessor)
        else:
            data = rendered(found, kind, scheme).encode()
    if out is None:
        sys.stdout.buffer.write(data)  # UTF-8, and its own line ends, whatever the terminal's
    else:
        # Excel takes a table for UTF-8 only where its file begins with a byte-order mark.
        write_whole(out, b"\xef\xbb\xbf" + data if kind == "csv" else data)


def _write_each(
    found: Observation, store: Store | None, kind: str, assessor: str | None, out: Path | None
) -> None:
    """A record for each unit that the call was marked by, all made before any is written."""
    from observe.files import write_whole

    units = list(_marked_by(found))
    if not units or (out is None and len(units) > 1):
        raise UsageError(
            f"found --format {kind} without --scheme; this observation was marked by {_units(found)}",
            "Name one of them with --scheme, or a file with --out: each unit then has a file FILE.UNIT." + kind,
        )
    records = {unit: _record(found, store, kind, unit, assessor) for unit in units}
    if out is None:
        sys.stdout.buffer.write(records[units[0]])
        return
    for unit, data in records.items():
        write_whole(out.with_name(f"{out.stem}.{unit}.{kind}") if len(units) > 1 else out, data)


def rendered(found: Observation, kind: str, scheme: str | None = None) -> str:
    """An observation in one of ``FORMATS``.

    Raises:
        UsageError: it has no findings for the scheme.
    """
    from observe.io import csv, document, rttm, textgrid, vtt

    if scheme is not None:
        found = _of_scheme(found, scheme)
    if kind == "json":
        return document.dumps(found)
    if kind == "vtt":
        return vtt.dumps(found.turns, found.names)
    if kind == "rttm":
        return rttm.dumps(found.segments, Path(found.recording.file).stem)
    if kind == "textgrid":
        return textgrid.dumps(found)
    return csv.dumps(found)


def _record(
    found: Observation, store: Store | None, kind: str, scheme: str | None, assessor: str | None
) -> bytes:
    """The evidence record, or which moment stands for which point, of one unit."""
    import json

    from observe.assessment import Subject, standing_of
    from observe.io import document
    from observe.record import export as made

    if scheme is None:
        raise UsageError(
            f"found --format {kind} without --scheme; this observation was marked by {_units(found)}",
            "Name one of them with --scheme",
        )
    only = _of_scheme(found, scheme)
    unit = _unit(only, store, scheme)
    subject = Subject(found.recording.sha256, unit.id, unit.version)
    entries = store.assessments.entries(subject) if store else ()
    standing = standing_of(subject, unit.criterion_ids, entries)
    if kind == "json":
        record = json.loads(made(found, unit, standing, "json", assessor=assessor))
        return (_as_json({**document.as_dict(only), "record": record})).encode()
    audio = None
    if store is not None and kind in RECORDS:
        store.recordings.consent(subject.sha256)  # raises where it was withdrawn or has run out
        kept = store.recordings.get(subject.sha256).path
        audio = kept if kept.is_file() else None
    data = made(found, unit, standing, kind, assessor=assessor, audio=audio)  # type: ignore[arg-type]
    return data.removeprefix(b"\xef\xbb\xbf") if kind == "csv" else data


def _as_json(whole: dict[str, Any]) -> str:
    import json

    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _of_scheme(found: Observation, scheme: str) -> Observation:
    from dataclasses import replace

    if scheme not in _marked_by(found):
        raise UsageError(f"found --scheme {scheme}; this observation was marked by {_units(found)}")
    return replace(found, findings=tuple(f for f in found.findings if f.scheme == scheme))


def _marked_by(found: Observation) -> dict[str, None]:
    return dict.fromkeys(finding.scheme for finding in found.findings)


def _units(found: Observation) -> str:
    return ", ".join(_marked_by(found)) or "none"


def _unit(found: Observation, store: Store | None, scheme: str) -> Scheme:
    """The unit in the version that the call was marked by: as it was kept, or else as it is installed.

    Raises:
        UsageError: neither is that version.
    """
    from observe.errors import NotFound
    from observe.schemes import load, own_folders
    from observe.store import data_folder

    used = next((one for one in found.schemes if one.id == scheme), None)
    if used is not None and store is not None:
        try:
            return store.schemes.get(used.id, used.version, used.sha256)
        except NotFound:
            pass  # marked on another machine: the installed one may be the same text
    unit = load(scheme, own_folders(data_folder()))
    if used is not None and used.sha256 != unit.sha256:
        raise UsageError(
            f"this call was marked by {scheme} version {used.version}; "
            f"found another text of it installed, version {unit.version}",
            "Export it by its number where it is stored, or analyse the recording again",
        )
    return unit


@contextmanager
def _opened(name: str) -> Iterator[tuple[Observation, Store | None]]:
    """The observation, and the store where it lies in one."""
    from observe.io import document
    from observe.store import open_store

    seen = observation_named.read(name)
    if seen is not None:
        yield seen, None
        return
    number = observation_named.number(name)
    with open_store() as store:
        yield document.loads(store.observations.document(number)), store
