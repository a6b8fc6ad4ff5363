"""Unanswered distress: the customer is upset, and nothing the agent says in their next two turns takes it up.

Definition: a missed empathic opportunity: an emotion is expressed, and the listener does not acknowledge it.
Source: Anthony L. Suchman and others, A Model of Empathic Communication in the Medical Interview, JAMA
    277(8), 1997.
Counts: "I'm really fed up with this." "Can I take your postcode?" "And the house number?"
Does not: "I'm fed up." "I'm sorry about that."; a reply of empathy, ownership, agreement ("you're right, that's
    not good enough") or a paraphrase; passing it to a manager; a call that ends there.
Limits: depends on dissatisfaction, and so on words; a warm tone without words does not count as an answer.
Confidence: strength of the rule: .7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from observe.annotation import Cue, Turn
from observe.cues import apology, dissatisfaction, empathy, escalation, ownership, paraphrase
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.sequence import heard_in, replies, window
from observe.text import Phrases, read

NAME = "unanswered_distress"
ABOUT = About(
    label="Customer's upset unanswered",
    phrase="distress left unanswered",
    letters="Ud",
    group="watch",
    place=8,
    lines="customer",
)
FLOORS = 2
#: A paraphrase found by its form alone is too weak an answer.
SURE = 0.7
ANSWERS = (
    apology.detect,
    empathy.detect,
    empathy.by_rules,
    ownership.detect,
    paraphrase.detect,
    escalation.detect,
)
AGREES = Phrases("""
    you are (quite|absolutely|completely|totally|perfectly|so)? (right|entitled)
    (that|this|it) (really|certainly|clearly|obviously)? (should not|should never|ought not|must not) (have)? \
        (happen|happened|be|been)
    (that|this|it) is (really|certainly|clearly|just|simply)? not (good enough|acceptable|right|how we|the \
        service|what we|on|fair)
    (i|we) (do|can|certainly|completely|fully|absolutely|really)? (understand|appreciate) (that|how|why|what|\
        your|you|this|it|completely|$)
    (i|we) (do|can|certainly)? (hear|see) (how|why|what you)
    (no wonder|i am not surprised|i do not blame you|i would be (too|as well|cross|annoyed|upset))
    (oh|oh my) (no|dear|goodness|gosh|god)
    what a (nightmare|shame|mess|pity|day|week)
    (that|this|it) (is|was|must be|sounds) (really|so|very|quite|a bit)? (awful|terrible|dreadful|poor|a long \
        time|a long wait|far too long|too long|a lot to)
    (is|was) (far|much|way) too (long|many|late)
    (do not|do not you|try not to|no need to) (worry|panic|be (frightened|scared|upset))
    (thank you|thanks) for (telling|letting|bringing|raising|being (so)? (patient|honest))
""")


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per run of distress that goes unacknowledged, in time order."""
    # Of several signs in one turn the plainest is quoted.
    signs = sorted(dissatisfaction.detect(turns, context), key=lambda cue: (cue.turn, -cue.confidence))
    upset = [next(same) for _, same in groupby(signs, key=lambda cue: cue.turn)]
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
        if any(AGREES.first(read(turn)) for turn in after):
            continue
        reported = after[0].index
        because = (
            f"The customer is upset, “{cue.quote.strip(' .,!')}”, and the agent's next turns do not take it up."
        )
        yield Cue(NAME, cue.turn, cue.start, cue.end, cue.quote, because, 0.7)
