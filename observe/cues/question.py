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
from observe.text import Phrases, Text, asks, read
from observe.text.asking import WH, after_leads, inverted
from observe.text.clauses import Clause

NAME = "question"

TELL = Phrases("""
    ^ (can|could|would)? you? (just|please)? (tell|talk) (me|to me|me a bit|me a little|me more) (about|\
        what|how|when|where|which|who|why|more|your|the|whether|if)
    ^ (can|could|would)? you? (just|please)? (remind|catch|fill) me (again|up|in) _
    (i wonder|i am ... wondering|i was ... wondering|what i am wondering) (is|if|what|how|whether|where|who|\
        about)
    (i am|i would be) (really|just|also|very)? (curious|interested) (to know|to hear|about|in) (what|how|where|\
        why|your|whether|if|more|that)
    (i would like|i want|i would love) to (know|hear) (what|how|more|about|why|a bit|your)
    ^ (say|walk me|talk me) (more|through)
    ^ (and|just|for)? (your|the) ...5 please $
    ^ (and)? (your|the|just your) (full|first|last|account|customer|home|mobile|telephone|dialling|area)? \
        (name|surname|number|postcode|post code|code|address|initial|initials|title|date of birth|password) \
        (again|there|is|and ...4)? $
    ^ (let me|let us|i will) (just)? (take|have|get) (your|the) ...4 (please|then|first) $
    ^ (just)? (quickly|please)? confirm (your|the) ...4
    ^ any (other|more)? _ ...8 $
    ^ (anything|anyone|anybody) _ ...8 $
    on a scale (of|from) ...5 (how|where|what|which)
    ^ you (sure|mean) _
    ^ you want (what|to what|who|which)
    ^ (how about|how come|what about|what if) _
    (you mean|do you mean|did you say|are you saying|is it you want|you reckon) $
    (or|or what|or not|or anything|or something like that) $
    (for|since|with|from|in|at|to|by|say|about) (how long|how much|how many|what|who|whom|which|when|where) $
""")
NOT = Phrases("""
    ^ (okay|right|all right|yes|no|sorry|pardon|hello|really) $
    ^ you know $
    ^ that is it $
    ^ (would|could|can|will) you (just|please)? (bear|hold|hang|excuse) (with|on|the|me|for|please|a)?
    ^ (can|could|would|will) you hold $
    ^ (shall|should|can) i (just)? (put|connect|transfer|pop|pass|send|arrange|book|get) (you|that|it|someone|one|a)
    ^ (would you like|do you want) (me|us) to (put|connect|transfer|pass|try|ring|call)
    ^ (do you want|would you like) (connection|connecting|connected|putting through)
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
            ordered = _ordered(text, clause) or any(clause.first <= s.first < clause.last for s in told)
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


def _ordered(text: Text, clause: Clause) -> bool:
    """Whether the words stand as in a question that nothing around the clause makes part of a statement."""
    words = text.between(clause)
    if clause.mark == "?" or not asks(words, strict=True):
        return clause.mark == "?" and asks(words, strict=True)
    begins = text.opens_sentence(clause)
    if text.stop_after(clause) in (".", "!"):
        return begins
    # "I look at what helps, and what does not": joined to what goes before.
    return begins or words[0] not in ("and", "or") or inverted(after_leads(words), 0)


def _is_open(words: Sequence[str]) -> bool:
    """Whether it leaves the customer free in how to answer ("what happened", "tell me about it")."""
    return any(word in OPEN for word in words[:4]) or "tell" in words[:4] or "about" in words[:2]
