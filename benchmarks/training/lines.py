"""Labelled lines to learn from: what is read of each, and which of its labels mean yes, no or nothing.

A missing label means "no" only for what a corpus was annotated for. Some lines teach more than their own labels
say: a line that people marked as thanks or as a hold is no empathy and no clarifying question.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.corpora import talks
from benchmarks.data import shared
from observe.annotation import Turn
from observe.meaning import HEADS
from observe.meaning.passages import Passage, passages

CORPORA = ("annomi", "oasis", "mrda", "mrda_rare", "maptask", "epitome")
FOLDS = 3
_ACTS = ("paraphrase", "question", "next_step", "apology", "read_back", "repeat")
#: What each corpus was annotated for, among what is learnt.
ANNOTATED: Mapping[str, tuple[str, ...]] = {
    "oasis": _ACTS,
    "annomi": ("paraphrase", "question"),
    "mrda": (*_ACTS, "clarifying_question"),
    "mrda_rare": ("paraphrase", "apology", "next_step"),
    "maptask": ("clarifying_question", "question"),
    "epitome": ("empathy",),
}
HEAD_OF_LABEL = {"echo": "read_back", "repeat_request": "repeat"}
#: Acts that make a line of oasis neither empathy nor a clarifying question.
_PLAIN_ACTS = frozenset("thanks greeting hold next_step offer closing appreciation".split())


@dataclass(frozen=True, slots=True)
class Line:
    """One stretch of a labelled line.

    Attributes:
        corpus: where it is from.
        dialogue: its dialogue's name.
        turn: position of the line in the dialogue.
        passage: what is read of it.
        answers: for each head 1.0 (yes), 0.0 (no) or None (nobody listened for it).
        scored: it is a line that cues are sought on; the others only teach.
        whole: the line has one stretch, so its labels are the stretch's own.
    """

    corpus: str
    dialogue: str
    turn: int
    passage: Passage
    answers: tuple[float | None, ...]
    scored: bool
    whole: bool

    @property
    def teaches(self) -> bool:
        """Whether it may be learnt from: a yes to a line of several stretches may not be this one's."""
        return any(answer is not None for answer in self.answers) and (self.whole or 1.0 not in self.answers)


def folds(lines: Sequence[Line]) -> dict[str, int]:
    """The fold that each dialogue is held out in: as many lines of each corpus in every fold as can be.

    mrda_rare holds windows of meetings; a meeting that both files know falls into one fold.
    """
    sizes: dict[str, Counter[str]] = {}
    for line in lines:
        sizes.setdefault(line.corpus.removesuffix("_rare"), Counter())[_meeting(line.dialogue)] += 1
    found: dict[str, int] = {}
    for counted in sizes.values():
        filled = [0] * FOLDS
        for meeting, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            found[meeting] = filled.index(min(filled))
            filled[found[meeting]] += count
    return {line.dialogue: found[_meeting(line.dialogue)] for line in lines}


def _meeting(dialogue: str) -> str:
    return dialogue.removeprefix("mrda_rare_").removeprefix("mrda_")


def load() -> list[Line]:
    """Every line of every corpus, in order."""
    return [line for corpus in CORPORA for line in _corpus(corpus)]


def _corpus(corpus: str) -> Iterator[Line]:
    given: dict[str, list[dict[str, Any]]] = {}
    for text in shared("cues", f"{corpus}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(text)
        given.setdefault(row["dialogue"], []).append(row)
    for talk in talks(corpus):
        for position, row in enumerate(given[str(talk.name)]):
            yield from _lines(corpus, talk.turns, position, row)


def _lines(corpus: str, turns: tuple[Turn, ...], position: int, row: Mapping[str, Any]) -> Iterator[Line]:
    scored = row["speaker"] != "customer"
    labels = frozenset(HEAD_OF_LABEL.get(label, label) for label in row["labels"])
    if not scored and not (corpus == "oasis" and (labels & set(HEADS) or _sampled(row["dialogue"], position))):
        return
    stretches = passages(turns, position)
    for passage in stretches:
        yield Line(
            corpus,
            row["dialogue"],
            position,
            passage,
            answers=tuple(_answer(head, corpus, labels) for head in HEADS),
            scored=scored,
            whole=len(stretches) == 1,
        )


def _answer(head: str, corpus: str, labels: frozenset[str]) -> float | None:
    if head in ANNOTATED[corpus]:
        return float(head in labels)
    if corpus == "oasis" and head == "clarifying_question" and "repeat" in labels:
        return 1.0
    if corpus == "oasis" and head in ("clarifying_question", "empathy"):
        plain = bool(labels & _PLAIN_ACTS) and not labels & {"question", "paraphrase", "read_back", "apology"}
        return 0.0 if plain else None
    return None


def _sampled(dialogue: str, position: int) -> bool:
    """One in five of the customers' unmarked lines teaches what is nothing at all."""
    return zlib.crc32(f"{dialogue} {position}".encode()) % 5 == 0
