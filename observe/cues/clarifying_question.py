"""Clarifying question: the agent asks the customer to make something they said clearer.

Definition: a question that initiates repair or checks understanding of what the other person has said.
Source: Matthew Purver, The Theory and Use of Clarification Requests in Dialogue, PhD thesis, King's College
    London, 2004.
Counts: "Sorry?", "could you say that again", "do you mean the March bill", "which card was it", "you've only
    got one line?".
Does not: "Can I take your name?" (see identity_check), "anything else?" (see closing_check), "how can I
    help?".
Limits: a check carried by the voice alone, without its words in a question's order, is missed.
Confidence: strength of the rule: .9 a request to repeat, .8 a check in set words, .6 specifics of what was
    said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._before import said_before, shared_with
from observe.cues._checking import TAGS, checks, takes_up
from observe.cues._repeat import repeat_requests
from observe.cues._rule import cue_of, said
from observe.text import Phrases, Span, asks, read
from observe.text.content import named

NAME = "clarifying_question"

CHECK = Phrases("""
    (do|did) you mean
    you mean _
    what (do|did|exactly do) you mean
    (when|where) you say _
    ^ (is|was) (that|it|this) (the|a|for|on|about|from|to|your|with|under|because|still|when|where|one|in|\
        at|right|correct) _?
    ^ (have i|did i) (got|get|understood|understand|hear)
    (is|have i got) that (right|correct)
    (just|so) ... (clear|clarify)
    (to|can i|could i|let me) (just)? (clarify|check i have|check that i|make sure i)
    (can|could) you (just)? (clarify|explain|describe|be more specific|be a bit more specific|tell me (more|\
        a bit more|a little more) about|talk me through|give me an example)
    (can|could) you tell me (exactly)? (what|when|where|which|how|who) (happened|exactly|it|that|the|you|they)
    (what|which|when|where|how) (exactly|specifically)
    (what|which) (kind|sort|type|one|part|bit|number|bill|order|card|account|date|day|month|model|error|\
        message|line) (of|is|was|are|were|do|did|would|have|had)
    what (happened|happens) (when|if|to|after|then|next|with|before)
    (when|where|how) did (it|that|this|they|you first) _
    how long (has|have|did|was|were|is)
    when (did|was|were) (you|it|that|this|the|they) _
    in what way
""")
NOT = Phrases("""
    (how|what) (can|could|may) (i|we) (help|do|assist)
    (take|have|give me|confirm|get|what is) (your|the) (full|first|last|account|customer|telephone|phone|\
        home|mobile|email|new|old)? (name|surname|address|number|postcode|post code|email|date|password|\
        details)
    (anything|something) else
    what (time|day|date)? would you like
    ^ (shall|should) i
    ^ would you like
    (code and)? number (please|is it|are you|were you|you are|you were|that you)
    is (that|it|there) (all right|okay|anything|all|everything)
    are you (happy|all right|okay|satisfied)
    is that (fine|good|enough|clear|useful|helpful)
""")


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per clarifying question by the agent, in time order."""
    for position, turn in enumerate(turns):
        heard = said_before(turns, position)
        if not heard or not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        barred, tags = list(NOT.find(text)), list(TAGS.find(text))
        matches = [(s, "asks to hear it again", 0.9) for s in repeat_requests(turns, position)]
        matches += [(s, "asks the customer to make clear what was said", 0.8) for s in CHECK.find(text)]
        for clause in text.clauses:
            span, words = Span(clause.first, clause.last), text.between(clause)
            if any(span.overlaps(other) for other in barred):
                continue
            match = next((m for m in matches if m[0].overlaps(span)), None)
            if match:
                yield cue_of(
                    NAME, turn, text, clause, f"The agent {match[1]}: {said(turn, text, clause)}.", match[2]
                )
                continue
            common, source = shared_with(words, heard)
            tagged = any(span.overlaps(tag) for tag in tags)
            if (asks(words, clause.mark) and takes_up(words, common)) or checks(words, common, tagged):
                took = f" ({kept})" if (kept := named(words, common)) else ""
                because = f"The agent asks about something the customer said{took}: {said(turn, text, clause)}."
                yield cue_of(NAME, turn, text, clause, because, 0.6, source.index)
