"""``observe worker``: take queued recordings and have them analysed."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from observe.analysis.worker import Worker


@click.command()
@click.option("--once", is_flag=True, help="End when the queue is empty, instead of waiting for more.")
@click.option(
    "--poll",
    type=click.FloatRange(min=0.05),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="How often to look at an empty queue.",
)
@click.option("--until-eof", is_flag=True, help="End when standard input does: then the app is gone.")
def worker(once: bool, poll: float, until_eof: bool) -> None:
    """Take queued recordings one by one and analyse them.

    Several workers may run at once. Asked to stop (SIGTERM, Ctrl-C) a worker puts the recording it has in hand
    back into the queue; whichever worker takes it next goes on from the last finished stage.
    """
    from observe.analysis import engines  # only here: it brings the models' libraries
    from observe.analysis.recording import job_runner
    from observe.analysis.worker import Worker
    from observe.store import open_store

    with open_store() as store:
        taking = Worker(store, job_runner(store, engines.build))
        if until_eof:
            threading.Thread(target=_stop_at_eof, args=(taking,), name="waits for eof", daemon=True).start()
        taken = taking.work(once=once, poll=poll)
    click.echo(f"{taken} recording{'' if taken == 1 else 's'} taken")


def _stop_at_eof(taking: Worker) -> None:
    sys.stdin.buffer.read()  # the app writes nothing; its end closes the pipe, however it ended
    taking.stop()
