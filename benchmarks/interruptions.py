"""Interruptions found from times and words beside the lines that people marked as broken off.

    python -m benchmarks.interruptions

The meetings have start and end times for each line, no times for words (they are spread evenly here), and five
to eight people at a table, so anybody is sought to interrupt anybody. A line is marked as broken off where its
speaker did not finish it, whoever's doing that was: speakers who abandon a line of their own accord are marked
too, and an overlap that let the sentence be finished is not. What is found is right where it falls within a
marked line of the one interrupted. The rules were written with the first of the two meetings at hand.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from benchmarks.data import shared
from observe.annotation import Cue, Seconds, Turn, Word, renumbered
from observe.cues import Context, interruption

#: Lines of one speaker closer than this are one turn, as the pipeline would make them.
JOIN_S: Seconds = 0.5
#: How long after a marked line's end another may still be heard to break in on it.
LATE_S: Seconds = 0.3
NOT_WORDS = frozenset("| - . ?".split())


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far what is found agrees with what is marked.

    Attributes:
        marked: lines that people marked.
        found: cues.
        reached: marked lines in which a cue falls.
        right: cues that fall in a marked line.
    """

    marked: int
    found: int
    reached: int
    right: int


def run() -> dict[str, Agreement]:
    """The agreement on each meeting."""
    rows = [json.loads(line) for line in shared("cues", "mrda.jsonl").read_text("utf-8").splitlines()]
    rows.sort(key=lambda row: (row["dialogue"], row["start"], row["end"]))
    return {
        meeting: agreement([*lines]) for meeting, lines in groupby(rows, key=lambda row: str(row["dialogue"]))
    }


def agreement(lines: Sequence[dict[str, Any]]) -> Agreement:
    """The agreement on the lines of one meeting, given in order of their start."""
    turns = turns_of(lines)
    cues = [*interruption.detect(turns, Context(roles_known=False))]
    marked = [line for line in lines if "interrupted" in line["labels"]]
    return Agreement(
        marked=len(marked),
        found=len(cues),
        reached=sum(any(_within(cue, line, turns) for cue in cues) for line in marked),
        right=sum(any(_within(cue, line, turns) for line in marked) for cue in cues),
    )


def turns_of(lines: Sequence[dict[str, Any]]) -> tuple[Turn, ...]:
    """Turns made of timed lines, a line's time shared out evenly among its words."""
    held: list[tuple[str, list[Word]]] = []
    latest: dict[str, list[Word]] = {}
    for line in lines:
        said = [word for word in line["text"].split() if word not in NOT_WORDS] or ["…"]
        pace = (line["end"] - line["start"]) / len(said)
        starts = [line["start"] + place * pace for place in range(len(said))]
        words = [Word(word, start, start + pace) for word, start in zip(said, starts, strict=True)]
        before = latest.get(line["speaker"])
        if before and words[0].start - before[-1].end <= JOIN_S:
            before += words
        else:
            latest[line["speaker"]] = words
            held.append((line["speaker"], words))
    turns = (
        Turn(0, speaker, "other", tuple(sorted(words, key=lambda word: word.start))) for speaker, words in held
    )
    return renumbered(sorted(turns, key=lambda turn: turn.start))


def markdown() -> str:
    """A row a meeting."""
    rows = ["| meeting | lines marked | found | precision | recall |", "|---|---|---|---|---|"]
    for meeting, counted in run().items():
        precision, recall = counted.right / counted.found, counted.reached / counted.marked
        rows.append(f"| {meeting} | {counted.marked} | {counted.found} | {precision:.2f} | {recall:.2f} |")
    return "\n".join(rows)


def _within(cue: Cue, line: dict[str, Any], turns: Sequence[Turn]) -> bool:
    if cue.refers_to is None or turns[cue.refers_to].speaker != line["speaker"]:
        return False
    return bool(line["start"] <= cue.start <= line["end"] + LATE_S)


if __name__ == "__main__":
    print(markdown())
