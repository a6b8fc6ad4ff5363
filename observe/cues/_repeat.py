"""Asking to hear something again; and telling the "sorry" that asks from the one that apologises.

A bare "sorry" asks where it is marked as a question, or where the other party then says much the same again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Turn
from observe.text import Phrases, Span, read

REPEAT = Phrases("""
    ^ (i beg your)? pardon $
    i beg your pardon
    ^ (say|come) (that)? again (please)? $
    (say|repeat|run|go over|spell|explain) (that|it|this|your _|the _) (for me|by me)? (again|once more|one \
        more time)
    (could|can|would|will) you (just)? (please)? (repeat|say) (that|it|your|the|this|again)
    (did not|could not|can not|do not) (quite)? (catch|hear|get|follow|make out) (that|you|what|the|your|it|\
        all)
    (what|sorry what) (did you say|was that)
    what was that (again|sorry|you said)
    ^ you want what
    you (said|were saying) (what|sorry)
""")
PARDON = Phrases("(i am)? sorry")
_REPEATING = Phrases("""
    ^ (i said|i was saying|i asked|i am asking|i was asking|i just said|i mean)
    ^ (no)? i said
""")


def repeat_requests(turns: Sequence[Turn], position: int) -> Iterator[Span]:
    """Where a turn asks the other party to say something again."""
    text = read(turns[position])
    yield from REPEAT.find(text)
    for span in PARDON.find(text):
        clause = text.clause_of(span)
        if (clause.mark == "?" and span.last == clause.last) or is_pardon(turns, position, span):
            yield span


def is_pardon(turns: Sequence[Turn], position: int, span: Span) -> bool:
    """Whether a bare "sorry" at ``span`` of a turn asks the other to repeat.

    It does where it is all the turn says and the other then says much the same again, or says "I said …".
    """
    turn = turns[position]
    text = read(turn)
    if span.last - span.first + 2 < len(text.tokens):
        return False
    before = next((t for t in reversed(turns[:position]) if t.speaker != turn.speaker), None)
    after = next((t for t in turns[position + 1 : position + 3] if t.speaker != turn.speaker), None)
    if before is None or after is None or turns[position - 1].speaker == turn.speaker:
        return False
    again = read(after)
    if _REPEATING.first(again):
        return True
    earlier, later = read(before).content, again.content
    asked_back = read(before).tokens[-1:] == ("?",)
    return (
        bool(earlier & later) and (len(earlier & later) >= 0.5 * min(len(earlier), len(later)))
    ) or asked_back
