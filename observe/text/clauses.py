"""Splitting a turn into clauses: by punctuation where there is some, else by how sentences begin.

Recognisers often give long runs of lower-case words without a single stop. There a new clause is taken to
begin at a connective with a subject or question word after it ("… and i will …"), and at openings that rarely
stand inside a sentence ("can you", "what is", "i will").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from observe.text.leads import LEADS
from observe.text.word_order import AUXILIARIES, BINDING, WH, inverted

_STOPS = frozenset(".?!")
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
        "what is,what was,how can,i will,i am,i "
        "have,we will,let me,let us,"
        "anything else,any other,tell me,how come,what else,what about,how about,remind me,"
        "thank you,bear with,hold on,you are,you have,you want,you would,it sounds,sounds like"
    ).split(",")
)
#: After these, what looks like a new clause still belongs to the old one ("the one that i will send").
_BINDING = frozenset(
    "that if what how when where why who which whether know think mean says said say tell told sure and but so "
    "or because for to of with than as while until unless before after since like hope believe guess just see "
    "understand hear assume the a an not".split()
)
_ANY = frozenset(("any", "anything"))
_DEPENDS = _BINDING - {"not"}
_RELATIVES = frozenset("which who where when that".split())
#: Before a pair these mean that the clause goes on: "do | you have", "and | i will".
_INSIDE = _BINDING | _SUBJECTS | AUXILIARIES
#: The same before "anything else": "get anything else" asks nothing.
_TAKES = _INSIDE | frozenset(
    "get see do try say want need find change happen happened done tried use on be".split()
)
#: After these a verb before its subject is no question: "more than do you", "neither do i".
_NOT_ASKED = _SUBJECTS | frozenset("if as than to not nor neither who which of for a whether let".split())
#: With these it is one all the same: "that is it do you think …".
_ASKED = frozenset(
    ("you", verb)
    for verb in "think want feel know remember have like mean see find say need understand".split()
) | frozenset(
    (("that", "something"), ("that", "okay"), ("that", "right"), ("there", "any"), ("there", "anything"))
)
_LONG, _SHORT = 9, 5


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
    if last - first < _SHORT:
        return [Clause(first, last, mark)]
    long = last - first >= _LONG
    said = tokens[first:last]
    cuts = [first]
    for place in range(first + 2, last - 1):
        here, after, before = tokens[place], tokens[place + 1], tokens[place - 1]
        if (here in WH or here in AUXILIARIES) and _begins_question(said, place - first, place - cuts[-1]):
            while place > cuts[-1] + 2 and tokens[place - 1] in LEADS:
                place -= 1
            cuts.append(place)
            continue
        if not long or place - cuts[-1] < 3:
            continue
        connected = here in _CONNECTIVES and after in _STARTS and before not in _DEPENDS
        # ", which takes three days": a relative clause belongs to what it is about.
        paused = (place - 1) in commas and here in _STARTS | _CONNECTIVES and here not in _RELATIVES
        fresh = (here, after) in _PAIRS and before not in (_TAKES if here in _ANY else _INSIDE)
        if connected or paused or fresh:
            cuts.append(place)
    return [
        Clause(start, end, mark if end == last else "")
        for start, end in zip(cuts, [*cuts[1:], last], strict=True)
    ]


def _begins_question(said: Sequence[str], at: int, since: int) -> bool:
    """Whether a question begins inside a run of words: "that sounds hard what do you do then".

    Args:
        said: the run.
        at: the word in question.
        since: words since the last clause began.
    """
    if since < 2 or all(word in LEADS for word in said[at - since : at]):
        return False  # "okay so what …": the clause began with its leads
    if said[at] in WH:
        return inverted(said, at, sure=said[at - 1] in BINDING)
    if said[at - 1] in WH or any(
        said[n] in WH and inverted(said, n) for n in range(max(at - since, at - 5), at)
    ):
        return False  # "how many did you": the question has begun
    return (said[at - 1] not in _NOT_ASKED or tuple(said[at + 1 : at + 3]) in _ASKED) and inverted(said, at)
