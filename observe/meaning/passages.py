"""Passages: what is read of a call to judge one stretch of it: the words before, its own, and those after.

Words are read normalised (`observe.text`): without case, stops, fillers and false starts, so that a
recogniser's lower-case run and a tidy transcript look the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from observe.annotation import Turn
from observe.text import Text, read
from observe.text.clauses import Clause
from observe.text.normalise import STOPS

#: A turn longer than this is judged in stretches of whole sentences.
MOST_WORDS = 80
#: A written sentence longer than this is taken clause by clause.
LONG_SENTENCE = 40
TURNS_BEFORE, TURNS_AFTER = 6, 2


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one turn, normalised, and whether the speaker of the stretch said them."""

    mine: bool
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a turn among what was said around it.

    Attributes:
        turn: position of the turn.
        first: index of the stretch's first word in the turn.
        last: index after its last word.
        line: its words, normalised.
        before: what was said before it, in the order spoken.
        after: what was said after it.
    """

    turn: int
    first: int
    last: int
    line: str
    before: tuple[Said, ...]
    after: tuple[Said, ...]


def passages(turns: Sequence[Turn], position: int, most_words: int = MOST_WORDS) -> tuple[Passage, ...]:
    """The stretches of the turn at a position: one, or several where it is longer than ``most_words``.

    With ``most_words=1`` each sentence is a stretch of its own. A turn of fillers alone has none.
    """
    me = turns[position].speaker
    before = tuple(_whole(turn, me) for turn in turns[max(0, position - TURNS_BEFORE) : position])
    after = tuple(_whole(turn, me) for turn in turns[position + 1 : position + 1 + TURNS_AFTER])
    found: list[Passage] = []
    for first, last, line in stretches(turns[position], most_words):
        earlier = before + tuple(Said(True, passage.line) for passage in found)
        found.append(Passage(position, first, last, line, earlier, after))
    return tuple(
        replace(passage, after=tuple(Said(True, later.line) for later in found[place + 1 :]) + after)
        for place, passage in enumerate(found)
    )


def stretches(turn: Turn, most_words: int) -> Iterator[tuple[int, int, str]]:
    """First word, last word + 1 and normalised words of a turn's stretches: sentences, as many as fit."""
    text = read(turn)
    held: list[str] = []
    first = last = 0
    for clauses in _sentences(text):
        said = [token for clause in clauses for token in text.between(clause) if token not in STOPS]
        start = 0 if not last else text.places[clauses[0].first]
        if held and len(held) + len(said) > most_words and start > first:
            yield first, start, " ".join(held)
            held, first = [], start
        held += said
        last = text.places[clauses[-1].last - 1] + 1
    if held:
        yield first, max(last, len(turn.words)), " ".join(held)


def _sentences(text: Text) -> Iterator[list[Clause]]:
    """The clauses of each sentence; where no stop is written for long, each clause by itself."""
    stopped = any(clause.mark for clause in text.clauses)
    held: list[Clause] = []
    for clause in text.clauses:
        held.append(clause)
        if clause.mark or not stopped or clause.last - held[0].first > LONG_SENTENCE:
            yield held
            held = []
    if held:
        yield held


def punctuated(turns: Sequence[Turn]) -> bool:
    """Whether a transcript sets stops: a third of its turns end in one."""
    return sum(read(turn).tokens[-1] in STOPS for turn in turns if read(turn).tokens) * 3 > len(turns)


def _whole(turn: Turn, me: str) -> Said:
    return Said(turn.speaker == me, " ".join(token for token in read(turn).tokens if token not in STOPS))
