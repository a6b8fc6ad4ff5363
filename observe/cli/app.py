"""``observe app``: the browser app on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import click

from observe.store import DATA_VARIABLE


@click.command()
@click.option(
    "--port",
    default=8501,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 takes any free one.",
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="The address it is served on; 127.0.0.1 is for this machine alone.",
)
@click.option(
    "--data",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=f"The data folder; else {DATA_VARIABLE} says.",
)
@click.option(
    "--worker/--no-worker",
    default=True,
    show_default=True,
    help="Analyse added calls, in a process beside the app.",
)
def app(port: int, host: str, data: Path | None, worker: bool) -> None:
    """Serve the browser app until it is interrupted, and print its address."""
    if data is not None:
        os.environ[DATA_VARIABLE] = str(data.expanduser().absolute())
    from observe.ui.server.serve import LOOPBACK, serve  # only now: Streamlit takes a second to import

    if host not in LOOPBACK:
        click.echo(
            f"observe: whoever can reach {host} can hear every call; nobody is asked to sign in", err=True
        )
    serve(host, port, worker=worker)
