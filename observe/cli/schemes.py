"""``observe schemes``: the marking schemes that are installed, and a check for a new one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from observe.cli import EXIT_FAILED, fault
from observe.errors import SchemeInvalid
from observe.schemes import BUNDLED, Criterion, Scheme, inspect, load, load_all, own_folders, read_text
from observe.store.folder import data_folder

if TYPE_CHECKING:
    from rich.table import Table

_HEARD = {
    "on_call": "on a call",
    "sequence": "as a sequence",
    "partly": "partly",
    "not_on_recording": "not on a recording",
}


@click.group()
def schemes() -> None:
    """List, show or check marking schemes."""


@schemes.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array instead of a table.")
def list_(as_json: bool) -> None:
    """List every scheme: the program's own and those in the data folder's ``schemes``."""
    rows = [
        {**_head(scheme), "criteria": len(scheme.criteria)} for scheme in load_all(own_folders(data_folder()))
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    table = _table("id", "title", "version", "points", "source")
    for row in rows:
        table.add_row(*(str(row[key]) for key in ("id", "title", "version", "criteria", "source")))
    _print(table)


@schemes.command()
@click.argument("scheme_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def show(scheme_id: str, as_json: bool) -> None:
    """Show one scheme: each marking point, how far a recording can show it, and by which cues."""
    scheme = load(scheme_id, own_folders(data_folder()))
    if as_json:
        click.echo(json.dumps({**_head(scheme), "criteria": [_row(c) for c in scheme.criteria]}))
        return
    click.echo(f"{scheme.title} ({scheme.id} {scheme.version}, from {scheme.source})\n")
    table = _table("no.", "point", "heard", "cues", "other evidence")
    for criterion in scheme.criteria:
        table.add_row(
            str(criterion.number),
            criterion.text,
            _HEARD[criterion.heard],
            ", ".join(criterion.cues) or "–",
            ", ".join(criterion.elsewhere) or "–",
        )
    _print(table)
    if scheme.watch:
        click.echo("\nTo watch for:")
    for watch in scheme.watch:
        click.echo(f"- {watch.text} ({', '.join(watch.cues + watch.elsewhere)})")


@schemes.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> int:
    """Check a scheme's FILE; every fault is named with its line."""
    scheme, faults = inspect(read_text(file))
    if scheme and file.resolve().parent != BUNDLED and scheme.id in {own.id for own in load_all()}:
        faults = (f"found the scheme id “{scheme.id}”, which one of the program's own schemes has",)
    for words in faults:
        click.echo(fault(SchemeInvalid(words), file.name), err=True)
    if scheme is None or faults:
        return EXIT_FAILED
    points = len(scheme.criteria)
    click.echo(f"{file.name}: sound: {scheme.id} {scheme.version}, {points} point{'s' if points > 1 else ''}")
    return 0


def _head(scheme: Scheme) -> dict[str, str]:
    return {"id": scheme.id, "title": scheme.title, "version": scheme.version, "source": scheme.source}


def _row(criterion: Criterion) -> dict[str, object]:
    return {
        "id": criterion.id,
        "number": criterion.number,
        "text": criterion.text,
        "heard": criterion.heard,
        "cues": [*criterion.cues],
    }


def _table(*columns: str) -> Table:
    from rich.table import Table

    return Table(*columns, box=None, pad_edge=False)


def _print(table: Table) -> None:
    from rich.console import Console

    Console(width=None if sys.stdout.isatty() else 140).print(table)
