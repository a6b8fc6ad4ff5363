"""``observe cues``: a text transcript in, a line a cue out; no audio, no store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from observe.cli.files import write_lines
from observe.cli.listening import listening, tell_other_languages
from observe.cues import find
from observe.io.transcript import Dialogue, read_dialogues
from observe.meaning import Meaning


@click.command()
@click.argument("transcript", type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="FILE",
    default="-",
    show_default=True,
    help="Where the cues go, a JSON line each; - prints them.",
)
@listening
def cues(transcript: Path, out: str, meaning: Meaning | None) -> None:
    """Find cues in TRANSCRIPT, JSON lines {"dialogue","turn","speaker","text"} in the order spoken."""
    found = (row for dialogue in read_dialogues(transcript) for row in rows(dialogue, meaning))
    lines = (json.dumps(row, ensure_ascii=False) for row in found)
    write_lines(lines, out, stage="cues")


def rows(dialogue: Dialogue, meaning: Meaning | None = None) -> Iterator[dict[str, object]]:
    """A dialogue's cues as the contract words them; turns are numbered as the input numbers them."""
    tell_other_languages(dialogue, "cues")
    given = dialogue.input_turns
    for cue in find(dialogue.turns, dialogue.context, meaning):
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
