"""How commands are told whether meaning is heard: ``--cues full`` (the default) or ``--cues rules``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

#: The option itself; its value comes under the name ``cues``.
cues_option = click.option(
    "--cues",
    type=click.Choice(["full", "rules"]),
    default="full",
    show_default=True,
    help="full hears meaning as well as words; rules leaves cues to the readable rules alone, at once.",
)


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
