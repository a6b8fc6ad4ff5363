"""``observe schemes``: the marking schemes that are installed, and a check for a new one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from observe.cli import EXIT_FAILED, fault
from observe.errors import SchemeInvalid
from observe.files import data_folder, make_folder, write_whole
from observe.schemes import BUNDLED, Criterion, Scheme, inspect, load, load_all, own_folders, read_text

if TYPE_CHECKING:
    from rich.table import Table

#: Faults that a check lists before it only counts them.
MOST_SHOWN = 100
_HEARD = {
    "on_call": "on a call",
    "sequence": "as a sequence",
    "partly": "partly",
    "not_on_recording": "not on a recording",
}


@click.group()
def schemes() -> None:
    """List, show, check or add marking schemes, or print their format."""


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
def schema() -> None:
    """Print the format of a scheme as JSON Schema, for editors and other programs."""
    from observe.schemes.publish import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@schemes.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> int:
    """Check a scheme's FILE; every fault is named with its line."""
    scheme = _sound(file)
    if scheme is None:
        return EXIT_FAILED
    points = len(scheme.criteria)
    click.echo(f"{file.name}: sound: {scheme.id} {scheme.version}, {points} point{'s' if points > 1 else ''}")
    return 0


@schemes.command()
@click.argument("file", type=click.Path(path_type=Path))
def add(file: Path) -> int:
    """Check a scheme's FILE and put it among your own, where it replaces an earlier version."""
    scheme = _sound(file)
    if scheme is None:
        return EXIT_FAILED
    (folder,) = own_folders(data_folder())
    target = folder / f"{scheme.id}.yaml"
    for path in sorted(folder.glob("*.yaml")):
        before, _ = inspect(read_text(path))
        if before is None or before.id != scheme.id:
            continue
        if before.version == scheme.version and before.yaml != scheme.yaml:
            raise SchemeInvalid(
                f"{file.name}: found another text under the version “{scheme.version}” of {scheme.id}",
                "Give the changed scheme a version of its own",
            )
        target = path
    make_folder(folder)
    write_whole(target, scheme.yaml.encode())
    click.echo(f"{file.name}: added: {scheme.id} {scheme.version}")
    return 0


def _sound(file: Path) -> Scheme | None:
    """The scheme, or None where it has faults, which are then said."""
    scheme, faults = inspect(read_text(file))
    if scheme and file.resolve().parent != BUNDLED and scheme.id in {own.id for own in load_all()}:
        faults = (f"found the scheme id “{scheme.id}”, which one of the program's own schemes has",)
    for words in faults[:MOST_SHOWN]:
        click.echo(fault(SchemeInvalid(words), file.name), err=True)
    if len(faults) > MOST_SHOWN:
        click.echo(f"observe: {file.name}: and {len(faults) - MOST_SHOWN:,} more faults", err=True)
    return None if faults else scheme


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
