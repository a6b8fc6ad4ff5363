"""``observe cues``: a text transcript in, a line a cue out; no audio, no store, no model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from observe.cli.files import write_lines
from observe.cues import find
from observe.io.transcript import Dialogue, read_dialogues


@click.command()
@click.argument("transcript", type=click.Path(path_type=Path))
@click.option(
    "--out", default="-", show_default=True, help="Where the cues go, a JSON line each; - prints them."
)
def cues(transcript: Path, out: str) -> None:
    """Find cues in TRANSCRIPT, JSON lines {"dialogue","turn","speaker","text"} in the order spoken."""
    lines = (json.dumps(row, ensure_ascii=False) for d in read_dialogues(transcript) for row in rows(d))
    write_lines(lines, out, stage="cues")


def rows(dialogue: Dialogue) -> Iterator[dict[str, object]]:
    """A dialogue's cues as the contract words them; turns are numbered as the input numbers them."""
    given = dialogue.input_turns
    for cue in find(dialogue.turns, dialogue.context):
        yield {
            "dialogue": dialogue.name,
            "turn": given[cue.turn],
            "cue": cue.cue,
            "confidence": round(cue.confidence, 3),
            "quote": cue.quote,
            "because": cue.because,
            "refers_to": None if cue.refers_to is None else given[cue.refers_to],
            "details": dict(cue.details),
        }
