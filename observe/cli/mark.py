"""``observe mark``: a text transcript in, a line a dialogue, scheme and criterion out; no audio, no store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from observe.cli.files import write_lines
from observe.cli.listening import listening, tell_other_languages
from observe.cues import listen
from observe.files import data_folder
from observe.io.transcript import Dialogue, read_dialogues
from observe.marking.points import mark as findings
from observe.meaning import Meaning
from observe.schemes import Scheme, load, load_all, own_folders


@click.command()
@click.argument("transcript", type=click.Path(path_type=Path))
@click.option(
    "--scheme", "scheme_id", metavar="ID", help="Mark by this scheme alone; by all of them without it."
)
@click.option(
    "--out",
    metavar="FILE",
    default="-",
    show_default=True,
    help="Where the findings go, a JSON line each; - prints them.",
)
@listening
def mark(transcript: Path, scheme_id: str | None, out: str, meaning: Meaning | None) -> None:
    """Suggest outcomes for marking points from TRANSCRIPT, JSON lines {"dialogue","turn","speaker","text"}."""
    folders = own_folders(data_folder())
    schemes = (load(scheme_id, folders),) if scheme_id is not None else load_all(folders)
    found = (row for dialogue in read_dialogues(transcript) for row in rows(dialogue, schemes, meaning))
    lines = (json.dumps(row, ensure_ascii=False) for row in found)
    write_lines(lines, out, stage="marking")


def rows(
    dialogue: Dialogue, schemes: Sequence[Scheme], meaning: Meaning | None = None
) -> Iterator[dict[str, object]]:
    """A dialogue's findings as the contract words them; turns are numbered as the input numbers them."""
    if tell_other_languages(dialogue, "marking"):
        return
    heard = listen(dialogue.turns, dialogue.context, meaning)
    by_id = {cue.id: cue for cue in heard.cues}
    for scheme in schemes:
        for finding in findings(
            scheme,
            dialogue.turns,
            heard.cues,
            timed=False,
            turn_names=dialogue.input_turns,
            labels=heard.labels,
        ):
            evidence = [by_id[cue_id] for cue_id in finding.evidence]
            yield {
                "dialogue": dialogue.name,
                "scheme": finding.scheme,
                "criterion": finding.criterion,
                "outcome": finding.outcome,
                "evidence": [
                    {"turn": dialogue.input_turns[cue.turn], "quote": cue.quote, "cue": cue.cue}
                    for cue in evidence
                ],
                "because": finding.because,
            }
