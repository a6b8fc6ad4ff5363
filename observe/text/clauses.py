"""Splitting a turn into clauses: by punctuation where there is some, else by how sentences begin.

Recognisers often give long runs of lower-case words without a single stop. There a new clause is taken to
begin at a connective with a subject or question word after it ("… and i will …"), and at openings that rarely
stand inside a sentence ("can you", "what is", "i will").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_STOPS = frozenset(".?!")
#: Words that come before what is really said.
LEADS = frozenset(
    "okay right well so and but oh yes no now then sure all because like just lovely great perfect brilliant "
    "certainly thanks anyway fine please hello hi good also actually basically obviously absolutely first "
    "alternatively gosh wow or".split()
)
_CONNECTIVES = frozenset("and but so because then okay right well yes no anyway now plus".split())
_SUBJECTS = frozenset("i you we it he she they there that this my your our the".split())
_ASKING = frozenset(
    "what how when where why who which can could would do did does have has is are was will shall".split()
)
_STARTS = _SUBJECTS | _ASKING | frozenset("if let please then thank thanks sorry tell give hold bear".split())
#: Two words that begin a clause even with nothing before them.
_PAIRS = frozenset(
    tuple(pair.split())
    for pair in (
        "can you,can i,could you,could i,would you,do you,did you,have you,are you,"
        "shall i,may i,what is,what was,how can,how many,how long,how much,i will,i am,i "
        "have,we will,let me,let us,"
        "thank you,bear with,hold on,you are,you have,you want,you would,it sounds,sounds like"
    ).split(",")
)
#: After these, what looks like a new clause still belongs to the old one ("the one that i will send").
_BINDING = frozenset(
    "that if what how when where why who which whether know think mean says said say tell told sure and but so "
    "or because for to of with than as while until unless before after since like hope believe guess just see "
    "understand hear assume the a an not".split()
)
_RELATIVES = frozenset("which who where when that".split())
_LONG = 9


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``first`` to ``last`` (not included) and the stop after them: ``.``, ``?``, ``!`` or nothing."""

    first: int
    last: int
    mark: str


def clauses_of(tokens: Sequence[str], commas: set[int]) -> tuple[Clause, ...]:
    """Split tokens into clauses; every token but a stop is in exactly one.

    Example:
        >>> words = "i am sorry about that . can you spell it ?".split()
        >>> [" ".join(words[c.first:c.last]) for c in clauses_of(words, set())]
        ['i am sorry about that', 'can you spell it']
    """
    found: list[Clause] = []
    first = 0
    for place, token in enumerate([*tokens, "."]):
        if token in _STOPS:
            if place > first:
                mark = token if place < len(tokens) else ""
                found.extend(_parts(tokens, first, place, mark, commas))
            first = place + 1
    return tuple(found)


def openings_of(tokens: Sequence[str], clauses: Sequence[Clause]) -> frozenset[int]:
    """Tokens at which a clause begins: its first, and those after leading words such as "okay so"."""
    found: set[int] = set()
    for clause in clauses:
        for place in range(clause.first, clause.last):
            found.add(place)
            if tokens[place] not in LEADS:
                break
    return frozenset(found)


def _parts(tokens: Sequence[str], first: int, last: int, mark: str, commas: set[int]) -> list[Clause]:
    if last - first < _LONG:
        return [Clause(first, last, mark)]
    cuts = [first]
    for place in range(first + 2, last - 1):
        if place - cuts[-1] < 3:
            continue
        here, after, before = tokens[place], tokens[place + 1], tokens[place - 1]
        connected = here in _CONNECTIVES and after in _STARTS and before not in _BINDING
        # ", which takes three days": a relative clause belongs to what it is about.
        paused = (place - 1) in commas and here in _STARTS | _CONNECTIVES and here not in _RELATIVES
        fresh = (here, after) in _PAIRS and before not in _BINDING and before not in _SUBJECTS
        if connected or paused or fresh:
            cuts.append(place)
    return [
        Clause(start, end, mark if end == last else "")
        for start, end in zip(cuts, [*cuts[1:], last], strict=True)
    ]
