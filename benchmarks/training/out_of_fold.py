"""What the adapter says of each labelled line when it was fitted without that line's dialogue: numbers only.

One row a stretch: the checksum of its dialogue's name, the line's position, first and last word, and a logit a
head. Kept in the project, so that figures can be made again without fitting for an hour.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.training.lines import Line
from observe.annotation import Turn
from observe.meaning import HEADS, JudgedStretch, Judgements
from observe.meaning.passages import punctuated

PATH = Path(__file__).parent / "out_of_fold.npz"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept.

    Attributes:
        stretches: by the checksum of a dialogue's name and a line's position.
        folds: by the checksum of a dialogue's name the fold that it was held out in.
    """

    stretches: Mapping[tuple[int, int], tuple[JudgedStretch, ...]]
    folds: Mapping[int, int]

    def judgements(self, dialogue: str, turns: Sequence[Turn]) -> Judgements:
        """What an adapter that had not seen the dialogue made of it."""
        name = checksum(dialogue)
        found = {turn.index: self.stretches.get((name, turn.index), ()) for turn in turns}
        return Judgements({index: said for index, said in found.items() if said}, punctuated(turns))


def save(
    lines: Sequence[Line], logits: Sequence[tuple[float, ...]], folds: Mapping[str, int], path: Path = PATH
) -> None:
    """Keep the logits of lines, in half precision."""
    np.savez_compressed(
        path,
        heads=np.array(HEADS),
        dialogue=np.array([checksum(line.dialogue) for line in lines], np.uint32),
        fold=np.array([folds[line.dialogue] for line in lines], np.uint8),
        place=np.array([(line.turn, line.passage.first, line.passage.last) for line in lines], np.uint16),
        logits=np.array(logits, np.float16),
    )


@cache
def load(path: Path = PATH) -> Kept:
    """What was kept."""
    stretches: dict[tuple[int, int], tuple[JudgedStretch, ...]] = {}
    with np.load(path) as file:
        dialogues = file["dialogue"].tolist()
        rows = zip(dialogues, file["place"].tolist(), file["logits"].tolist(), strict=True)
        for dialogue, (turn, first, last), logits in rows:
            judged = JudgedStretch(first, last, tuple(logits))
            stretches[dialogue, turn] = (*stretches.get((dialogue, turn), ()), judged)
        return Kept(stretches, dict(zip(dialogues, file["fold"].tolist(), strict=True)))


def checksum(dialogue: str) -> int:
    """Stands for a dialogue's name."""
    return zlib.crc32(dialogue.encode())
