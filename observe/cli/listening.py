"""How commands on text are told whether meaning is heard: ``--cues full`` (the default) or ``--cues rules``."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click


def listening(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--cues``; the command gets ``meaning``: a reader, or None where the rules are to decide alone.

    Raises:
        WeightsMissing: meaning is to be heard, and the encoder's weights are not here.
    """

    @click.option(
        "--cues",
        "kind",
        type=click.Choice(["full", "rules"]),
        default="full",
        show_default=True,
        help="Hear meaning as well, or leave cues to the readable rules alone (at once, no model).",
    )
    @functools.wraps(command)
    def told(*given: Any, kind: str, **named: Any) -> Any:
        if kind == "rules":
            return command(*given, meaning=None, **named)
        from observe.meaning.reader import Reader

        return command(*given, meaning=Reader(), **named)

    return told
