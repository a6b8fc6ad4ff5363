"""Style: how a stretch of talk is written, and how it is tied to what the other party says, as numbers.

They stand beside the rules and the trained part when a cue is decided (`observe.cues.shared.weighing`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from observe.annotation import Turn
from observe.cues.shared.asking import asks
from observe.cues.shared.before import said_before
from observe.meaning import JudgedStretch
from observe.text import read
from observe.text.content import content
from observe.text.normalise import STOPS

#: What is told of a stretch, in the order of its numbers.
STYLE = (
    "asked",  # it ends in a question mark
    "unasked",  # it ends otherwise, in a transcript that sets stops
    "punctuated",  # the transcript sets stops
    "brief",  # it has one or two words
    "length",  # its words
    "content",  # its content words
    "shared",  # those it shares most with a turn of the other's
    "taken up",  # the share of them that the other's last turns have
    "you",  # it speaks of the other
    "i",  # it opens with the speaker
    "opens",  # it opens with "so", "it" or "you"
    "inverted",  # a clause of it has a question's order of words
    "answered yes",  # the other goes on with "yes", "no" or the like
    "said before",  # words of the turn before it
)
LATEST = 3
_YES = frozenset("yes right no exactly correct".split())


def style(turns: Sequence[Turn], position: int, judged: JudgedStretch, punctuated: bool) -> tuple[float, ...]:
    """The numbers of a stretch, as `STYLE` lists them; counts as the logarithm of one more."""
    text = read(turns[position])
    placed = zip(text.tokens, text.places, strict=True)
    inside = [token for token, place in placed if judged.first <= place < judged.last]
    words = [token for token in inside if token not in STOPS]
    mine = content(words)
    heard = said_before(turns, position)
    lately = frozenset[str]().union(*(said for _, said in heard[:LATEST]))
    asked = inside[-1:] == ["?"]
    clauses = [c for c in text.clauses if judged.first <= text.places[c.first] < judged.last]
    return (
        float(asked),
        float(punctuated and not asked),
        float(punctuated),
        float(len(words) <= 2),
        math.log1p(len(words)),
        math.log1p(len(mine)),
        math.log1p(max((len(mine & said) for _, said in heard), default=0)),
        len(mine & lately) / max(1, len(mine)),
        float(not {"you", "your"}.isdisjoint(words)),
        float("i" in words[:4]),
        float(words[:1] in (["so"], ["it"], ["you"])),
        float(any(asks(text.between(clause), strict=True) for clause in clauses)),
        float(_answered_yes(turns, position)),
        math.log1p(len(read(turns[position - 1]).tokens)) if position else 0.0,
    )


def _answered_yes(turns: Sequence[Turn], position: int) -> bool:
    if position + 1 >= len(turns) or turns[position + 1].speaker == turns[position].speaker:
        return False
    return not _YES.isdisjoint(read(turns[position + 1]).tokens[:1])
