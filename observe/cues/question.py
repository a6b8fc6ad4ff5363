"""Question: the agent asks the customer something, open or closed.

Definition: an utterance whose main function is to get information from the hearer.
Source: Rodney Huddleston and Geoffrey K. Pullum, The Cambridge Grammar of the English Language, chapter 10,
    2002.
Counts: "what's your telephone number", "did it work before", "tell me what happened", "you've restarted it,
    have you".
Does not: "you know what I mean", "when you dial nine …" (a clause that only starts like a question), "okay?".
Limits: without a question mark a question carried by the voice alone ("just the one") is missed.
Confidence: strength of the rule: .95 the order of words and a question mark, .85 the order alone, .7 the mark
    alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._rule import cue_of, said
from observe.text import Phrases, asks, read
from observe.text.asking import WH

NAME = "question"

TELL = Phrases("""
    ^ (can|could|would)? you? (just|please)? (tell|talk) (me|to me|me a bit|me a little|me more) (about|\
        what|how|when|where|which|who|why|more|your|the|whether|if)
    (i wonder|i am wondering|i was wondering) (if|what|how|whether)
    (i am|i would be) (curious|interested) (to know|to hear|about|in)
    (i would like|i want|i would love) to (know|hear) (what|how|more|about|why|a bit|your)
    ^ (say|walk me|talk me) (more|through)
    ^ (your|and your|and the) (full|first|last|account|customer|home|mobile|telephone)? (name|surname|\
        number|postcode|post code|address|date of birth) (please|again)? $
    ^ (any|anything) _ ...4 $
""")
NOT = Phrases("""
    ^ (okay|right|all right|yes|no|sorry|pardon|hello|really) $
    ^ you know $
    ^ (would|could|can) you (just)? (bear with|hold on|hold the|excuse)
    you know what i mean
    thank you
""")
OPEN = WH - {"when", "where", "who", "which", "whose", "whom"}


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per question by the agent, in time order."""
    for turn in turns:
        if not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        told, barred = list(TELL.find(text)), list(NOT.find(text))
        for clause in text.clauses:
            words = text.between(clause)
            if any(clause.first <= s.first < clause.last for s in barred):
                continue
            ordered = asks(words, strict=True) or any(clause.first <= s.first < clause.last for s in told)
            if not ordered and clause.mark != "?":
                continue
            confidence = 0.7 if not ordered else 0.95 if clause.mark == "?" else 0.85
            kind = "an open" if _is_open(words) else "a closed"
            yield cue_of(
                NAME,
                turn,
                text,
                clause,
                f"The agent asks {kind} question: {said(turn, text, clause)}.",
                confidence,
            )


def _is_open(words: Sequence[str]) -> bool:
    """Whether it leaves the customer free in how to answer ("what happened", "tell me about it")."""
    return any(word in OPEN for word in words[:4]) or "tell" in words[:4] or "about" in words[:2]
