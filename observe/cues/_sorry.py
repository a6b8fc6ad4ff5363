"""Telling "sorry" that asks to hear it again from "sorry" that apologises, by what the other party does next."""

from __future__ import annotations

from collections.abc import Sequence

from observe.annotation import Turn
from observe.text import Phrases, Span, read

_REPEATING = Phrases("""
    ^ (i said|i was saying|i asked|i am asking|i was asking|i just said|i mean)
    ^ (no)? i said
""")


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
    return bool(earlier & later) and (len(earlier & later) >= 0.5 * min(len(earlier), len(later))) or asked_back
