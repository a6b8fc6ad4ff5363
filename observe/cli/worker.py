"""``observe worker``: take queued recordings and have them analysed."""

from __future__ import annotations

import click


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
def worker(once: bool, poll: float) -> None:
    """Take queued recordings one by one and analyse them.

    Several workers may run at once. Asked to stop (SIGTERM, Ctrl-C) a worker puts the recording it has in hand
    back into the queue; whichever worker takes it next goes on from the last finished stage.
    """
    from observe import engines  # only here: it brings the models' libraries
    from observe.analysis import job_runner
    from observe.store import open_store
    from observe.worker import Worker

    with open_store() as store:
        taken = Worker(store, job_runner(store, engines.build)).work(once=once, poll=poll)
    click.echo(f"{taken} recording{'' if taken == 1 else 's'} taken")
