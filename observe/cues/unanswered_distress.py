"""Unanswered distress: the customer is upset, and nothing the agent says in their next two turns takes it up.

Definition: a missed empathic opportunity: an emotion is expressed, and the listener does not acknowledge it.
Source: Anthony L. Suchman and others, A Model of Empathic Communication in the Medical Interview, JAMA
    277(8), 1997.
Counts: "I'm really fed up with this." "Can I take your postcode?" "And the house number?"
Does not: "I'm fed up." "I'm sorry about that."; a reply of empathy, ownership or a paraphrase; a call that
    ends there.
Limits: depends on dissatisfaction, and so on words; a warm tone without words does not count as an answer.
Confidence: strength of the rule: .7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context, apology, dissatisfaction, empathy, ownership, paraphrase
from observe.cues._sequence import heard_in, replies, window

NAME = "unanswered_distress"
FLOORS = 2
#: A paraphrase found by its form alone is too weak an answer.
SURE = 0.7
ANSWERS = (apology.detect, empathy.detect, ownership.detect, paraphrase.detect)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per run of distress that goes unacknowledged, in time order."""
    upset = list(dissatisfaction.detect(turns, context))
    if not upset:
        return
    position = {turn.index: place for place, turn in enumerate(turns)}
    reported = -1
    for cue in upset:
        after = replies(turns, position[cue.turn], context, FLOORS)
        if not after or after[0].index == reported:
            continue
        answers = heard_in(window(turns, after[0], after[-1]), context, *ANSWERS)
        if any(answer.confidence >= SURE for turn in after for answer in answers.get(turn.index, [])):
            continue
        reported = after[0].index
        because = (
            f"The customer is upset, “{cue.quote.strip(' .,!')}”, and the agent's next turns do not take it up."
        )
        yield Cue(NAME, cue.turn, cue.start, cue.end, cue.quote, because, 0.7)
