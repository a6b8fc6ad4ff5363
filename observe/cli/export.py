"""``observe export``: a stored observation, or a part of it, as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from observe.errors import DocumentInvalid, UsageError

FORMATS = ("json", "vtt", "rttm", "textgrid", "csv")
LATER = ("docx", "pdf")


@click.command()
@click.argument("observation")
@click.option("--format", "kind", type=click.Choice([*FORMATS, *LATER]), required=True, help="What to write.")
@click.option("--scheme", metavar="ID", help="Only this scheme's findings (csv, json).")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; by default printed."
)
def export(observation: str, kind: str, scheme: str | None, out: Path | None) -> None:
    """Write OBSERVATION, a stored one's number or a path to its document, in another format."""
    if kind in LATER:
        raise UsageError(
            f"found --format {kind}; this version writes {', '.join(FORMATS)}", "The evidence record is to come"
        )
    from observe.store.folder import write_whole

    text = rendered(_read(observation), kind, scheme)
    if out is None:
        sys.stdout.buffer.write(text.encode())  # UTF-8, and its own line ends, whatever the terminal's
    else:
        # Excel takes a table for UTF-8 only where its file begins with a byte-order mark.
        write_whole(out, text.encode("utf-8-sig" if kind == "csv" else "utf-8"))


def rendered(found: Any, kind: str, scheme: str | None = None) -> str:
    """An observation in one of ``FORMATS``.

    Raises:
        UsageError: it has no findings for the scheme.
    """
    from dataclasses import replace

    from observe.io import csv, document, rttm, textgrid, vtt

    if scheme is not None:
        known = dict.fromkeys(finding.scheme for finding in found.findings)
        if scheme not in known:
            raise UsageError(
                f"found --scheme {scheme}; this observation was marked by {', '.join(known) or 'none'}"
            )
        found = replace(found, findings=tuple(f for f in found.findings if f.scheme == scheme))
    if kind == "json":
        return document.dumps(found)
    if kind == "vtt":
        return vtt.dumps(found.turns)
    if kind == "rttm":
        return rttm.dumps(found.segments, Path(found.recording.file).stem)
    if kind == "textgrid":
        return textgrid.dumps(found)
    return csv.dumps(found)


def _read(name: str) -> Any:
    from observe.io import document
    from observe.store import open_store

    path = Path(name)
    if path.is_file():
        try:
            return document.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise DocumentInvalid(f"{name} cannot be read ({error})", "Check the path") from error
    if not name.isdecimal() or len(name) > 18:
        raise UsageError(
            f"found {name!r}, which is neither a file nor the number of a stored observation",
            "Numbers are printed by analyse and shown in the app",
        )
    with open_store() as store:
        return document.loads(store.observations.document(int(name)))
