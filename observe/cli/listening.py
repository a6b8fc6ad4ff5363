"""How commands are told whether meaning is heard: ``--cues full`` (the default) or ``--cues rules``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from observe import cues
from observe.errors import Stage
from observe.io.transcript import Dialogue

#: The option itself; its value comes under the name ``cues``.
cues_option = click.option(
    "--cues",
    type=click.Choice(["full", "rules"]),
    default="full",
    show_default=True,
    help="full hears meaning as well as words; rules leaves cues to the readable rules alone, at once.",
)


def tell_other_languages(dialogue: Dialogue, stage: Stage) -> bool:
    """Say on standard error where a dialogue is not in English.

    Args:
        dialogue: to be listened to.
        stage: which asks.

    Returns:
        Whether it is not.
    """
    if cues.in_english(dialogue.turns):
        return False
    click.echo(
        f"observe: {stage}: the dialogue {dialogue.name} does not read like English; cues are for English, "
        "so nothing is suggested for it",
        err=True,
    )
    return True


def listening(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--cues`` to a command on text.

    The command gets ``meaning``: a reader, or None where the rules are to decide alone.

    Raises:
        WeightsMissing: meaning is to be heard, and the encoder's weights are not here.
    """

    @cues_option
    @functools.wraps(command)
    def told(*given: Any, cues: str, **named: Any) -> Any:
        if cues == "rules":
            return command(*given, meaning=None, **named)
        from observe.meaning.reader import Reader

        return command(*given, meaning=Reader(), **named)

    return told
