"""``observe models``: the weights under ``models/``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from observe.cli import EXIT_FAILED, fault
from observe.errors import ObserveError, WeightsCorrupt, WeightsMissing
from observe.weights.check import check, state
from observe.weights.manifest import Model, installed, models_root

if TYPE_CHECKING:
    from observe.weights.sources import Report

_SAID = {
    "verified": "here, checksums right",
    "present": "here, not read yet",
    "missing": "not here",
    "wrong": "here, but a size is wrong",
}


@click.group()
def models() -> None:
    """List, fetch or verify the models' weights.

    Nothing is used unread: a file whose checksum is wrong stops the work, and says both sums.
    """


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of a table.")
def list_(as_json: bool) -> None:
    """Show each model: what for, size, licence, and whether it is here."""
    root = models_root()
    if as_json:
        click.echo(json.dumps({"folder": str(root), "models": [_row(model) for model in installed().models]}))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("model", "what for", "size", "licence", "state", box=None, pad_edge=False)
    for model in installed().models:
        name = model.name if model.default else f"{model.name} (optional)"
        table.add_row(name, model.purpose, _size(model.size), model.licence, _SAID[state(model, root)])
    Console(width=None if sys.stdout.isatty() else 140).print(table)


@models.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Fetch the optional models too.")
def pull(names: tuple[str, ...], everything: bool) -> int:
    """Fetch weights that are missing or wrong; without NAME, those the program needs."""
    from observe.weights import fetch

    faults: list[ObserveError] = []

    def failed(model: Model, error: ObserveError) -> None:
        faults.append(error)

    with _progress() as report:
        pulled = fetch.pull(names, everything=everything, report=report, on_fault=failed)
    for one in pulled:
        what = f"fetched {', '.join(one.fetched)} from {one.source}" if one.fetched else "already here"
        click.echo(f"{one.name}: {what}")
    for error in faults:
        click.echo(fault(error), err=True)
    return EXIT_FAILED if faults else 0


@models.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
def verify(names: tuple[str, ...]) -> int:
    """Read every file again and compare its checksum; without NAME, of all models that are needed or here."""
    root, manifest = models_root(), installed()
    chosen = [manifest.model(name) for name in names] or [
        model for model in manifest.models if model.default or (root / model.name).is_dir()
    ]
    faults = 0
    for model in chosen:
        for file in model.files:
            path = root / model.name / file.path
            hint = f"Fetch it with `observe models pull {model.name}`."
            try:
                if not path.is_file():
                    raise WeightsMissing(f"{path} is missing", hint)
                check(path, file, hint)
            except (WeightsMissing, WeightsCorrupt) as error:
                faults += 1
                click.echo(fault(error), err=True)
            else:
                click.echo(f"{model.name}/{file.path}: {file.sha256} as promised")
    return EXIT_FAILED if faults else 0


def _row(model: Model) -> dict[str, object]:
    return {
        "name": model.name,
        "purpose": model.purpose,
        "licence": model.licence,
        "upstream": model.upstream,
        "revision": model.revision,
        "bytes": model.size,
        "default": model.default,
        "state": state(model, models_root()),
    }


def _size(count: int) -> str:
    return f"{count / 1e6:.0f} MB"


@contextmanager
def _progress() -> Iterator[Report]:
    """A line a download on standard error, which appears only once something is fetched."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=None)
                if not console.is_terminal:
                    console.print(f"observe: waiting for {what}", soft_wrap=True)
            progress.update(tasks[what], completed=done, total=total or None)

        yield report
