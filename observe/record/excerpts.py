"""One page of the transcript: the turns that hold the evidence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from observe.annotation import Interval, Turn
from observe.record.parts import Excerpt, Point
from observe.record.words import plain, span

#: What one page holds, in lines of the table's widest column, and how many characters such a line has.
PAGE_LINES, LINE_CHARACTERS = 42, 66
#: A longer turn is told only round its evidence.
LONGEST_TURN, ROUND = 420, 130
_ROLES = {"agent": "Agent", "customer": "Customer", "other": "Someone else"}


@dataclass(frozen=True, slots=True)
class _Place:
    interval: Interval
    point: int


def excerpts(turns: Sequence[Turn], points: Iterable[Point]) -> tuple[tuple[Excerpt, ...], str]:
    """Turns that hold moments a person took as evidence; before anyone decided, those the machine put forward.

    Returns:
        The turns in time order, as many as a page holds, and a sentence where some are left out.
    """
    places = _places([*points])
    chosen = [(turn, held) for turn in turns if (held := [p for p in places if _holds(turn, p.interval)])]
    told: list[Excerpt] = []
    lines = 0
    for turn, held in chosen:
        excerpt = _excerpt(turn, held)
        lines += 1 + max(1, math.ceil(len(excerpt.text) / LINE_CHARACTERS))
        if told and lines > PAGE_LINES:
            break
        told.append(excerpt)
    left = len(chosen) - len(told)
    more = f"{left} more {'turn holds' if left == 1 else 'turns hold'} evidence; one page of them is told here."
    return tuple(told), more if left else ""


def _places(points: Sequence[Point]) -> list[_Place]:
    taken = [_Place(Interval(m.start, m.end), point.number) for point in points for m in point.evidence]
    if taken or any(point.decision for point in points):
        return taken
    return [
        _Place(Interval(moment.start, moment.end), point.number)
        for point in points
        if point.suggestion is not None
        for moment in point.suggestion.moments
    ]


def _holds(turn: Turn, place: Interval) -> bool:
    return any(word.start < place.end and place.start < word.end for word in turn.words)


def _excerpt(turn: Turn, held: Sequence[_Place]) -> Excerpt:
    numbers = ", ".join(str(number) for number in sorted({place.point for place in held}))
    text = plain(turn.text)
    if len(text) > LONGEST_TURN:
        text = _shortened(turn, [place.interval for place in held])
    return Excerpt(span(turn.start, turn.end), _ROLES[turn.role], text, numbers)


def _shortened(turn: Turn, places: Sequence[Interval]) -> str:
    """The words round the first place, and as much after it as fits."""
    begin = next(
        at
        for at, word in enumerate(turn.words)
        if any(word.start < place.end and place.start < word.end for place in places)
    )
    before = 0
    while begin and before + len(turn.words[begin - 1].text) < ROUND:
        begin -= 1
        before += len(turn.words[begin].text) + 1
    text = plain(" ".join(word.text for word in turn.words[begin:]))
    lead = "… " if begin else ""
    return f"{lead}{text[:LONGEST_TURN].rstrip()} …" if len(text) > LONGEST_TURN else f"{lead}{text}"
