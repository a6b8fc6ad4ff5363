"""Wrong read-back: the agent says back a number, spelling or address that differs from what the customer gave.

Definition: a repetition that displays a mishearing, which the speaker may accept or correct.
Source: Emanuel A. Schegloff, Gail Jefferson and Harvey Sacks, The Preference for Self-Correction in the
    Organization of Repair in Conversation, Language 53(2), 1977.
Counts: "01632 960321" after "01632 960123", "M1 1EA" after "M one, one A E", "21st of March" after "the
    twentieth of March".
Does not: the same number written another way or a part of it (see read_back), the agent's own reference, a
    price, a number that is quite another one.
Limits: a recogniser's mishearing looks the same, so that it speaks against no marking point: listen first.
Confidence: strength of the rule: .6.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.asking import asks
from observe.cues.shared.context import Context
from observe.cues.shared.rule import cue_of, said
from observe.cues.shared.said_back import replies

NAME = "wrong_read_back"
ABOUT = About(
    label="Said back wrongly", phrase="number said back wrongly", letters="Wr", group="watch", place=9
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per wrong read-back by the agent, in time order."""
    for reply in replies(turns, context):
        turn, text, clause, back = reply.turn, reply.text, reply.clause, reply.back
        if back is None or back.right or (clause.mark != "?" and asks(reply.words, strict=True)):
            continue
        because = f"What the agent says back is not what the customer gave: {said(turn, text, clause)}."
        yield cue_of(NAME, turn, text, clause, because, 0.6, back.turn.index)
