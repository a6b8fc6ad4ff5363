"""``observe cues``: a text transcript in, a line a cue out; no audio, no store, no model."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import click

from observe.cues import find
from observe.errors import StoreUnusable
from observe.io.transcript import Dialogue, read_dialogues


@click.command()
@click.argument("transcript", type=click.Path(path_type=Path))
@click.option(
    "--out", default="-", show_default=True, help="Where the cues go, a JSON line each; - prints them."
)
def cues(transcript: Path, out: str) -> None:
    """Find cues in TRANSCRIPT, JSON lines {"dialogue","turn","speaker","text"} in the order spoken."""
    lines = (json.dumps(row, ensure_ascii=False) for d in read_dialogues(transcript) for row in rows(d))
    if out == "-":
        _write(lines, sys.stdout)
    else:
        write_atomically(lines, Path(out))


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
        }


def write_atomically(lines: Iterable[str], path: Path) -> None:
    """Write lines to a file that is either as it was before, or whole.

    Raises:
        StoreUnusable: the file cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as part:
            try:
                _write(lines, part)
                part.close()
                os.chmod(part.name, _mode(path))
                os.replace(part.name, path)
            except BaseException:
                part.close()
                Path(part.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        raise StoreUnusable(
            f"cannot write {path}: {error.strerror or error}; expected a folder that can be written",
            "Name another place with --out.",
            stage="cues",
        ) from error


def _write(lines: Iterable[str], out: IO[str]) -> None:
    for line in lines:
        out.write(line + "\n")


def _mode(path: Path) -> int:
    """The mode a plainly opened file would have: that of the one replaced, or the user's default."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
