"""Clarifying question: the agent asks the customer to make something they said clearer.

Definition: a question that initiates repair or checks understanding of what the other person has said.
Source: Matthew Purver, The Theory and Use of Clarification Requests in Dialogue, PhD thesis, King's College London, 2004.
Counts: "Sorry?", "could you say that again", "do you mean the March bill", "which card was it", "you've only got one line?".
Does not: "Can I take your name?" (see identity_check), "anything else?" (see closing_check), "how can I help?".
Limits: a check carried by the voice alone, without its words in a question's order, is missed.
Confidence: strength of the rule: .9 a request to repeat, .8 a check in set words, .6 specifics of what was said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._rule import cue_of, said
from observe.cues._sorry import is_pardon
from observe.text import Phrases, Span, asks, read
from observe.text.content import content, is_number

NAME = "clarifying_question"

REPEAT = Phrases("""
    ^ (i beg your)? pardon $
    i beg your pardon
    ^ (say|come) (that)? again (please)? $
    (say|repeat|run|go over|spell|explain) (that|it|this|your _|the _) (for me|by me)? (again|once more|one more time)
    (could|can|would|will) you (just)? (please)? (repeat|say) (that|it|your|the|this|again)
    (did not|could not|can not|do not) (quite)? (catch|hear|get|follow|make out) (that|you|what|the|your|it|all)
    (what|sorry what) (did you say|was that)
    what was that (again|sorry|you said)
    ^ you want what
    you (said|were saying) (what|sorry)
""")
PARDON = Phrases("(i am)? sorry")
CHECK = Phrases("""
    (do|did) you mean
    you mean _
    what (do|did|exactly do) you mean
    (when|where) you say _
    ^ (is|was) (that|it|this) (the|a|for|on|about|from|to|your|with|under|because|still|when|where|one|in|at|right|correct) _?
    ^ (have i|did i) (got|get|understood|understand|hear)
    (is|have i got) that (right|correct)
    (just|so) ... (clear|clarify)
    (to|can i|could i|let me) (just)? (clarify|check i have|check that i|make sure i)
    (can|could) you (just)? (clarify|explain|describe|be more specific|be a bit more specific|tell me (more|a bit more|a little more) about|talk me through|give me an example)
    (can|could) you tell me (exactly)? (what|when|where|which|how|who) (happened|exactly|it|that|the|you|they)
    (what|which|when|where|how) (exactly|specifically)
    (what|which) (kind|sort|type|one|part|bit|number|bill|order|card|account|date|day|month|model|error|message|line) (of|is|was|are|were|do|did|would|have|had)
    (what|when|where|how) (happened|did (it|that|this|they|you first) _)
    how long (has|have|did|was|were|is)
    when (did|was|were) (you|it|that|this|the|they) _
    in what way
""")
NOT = Phrases("""
    (how|what) (can|could|may) (i|we) (help|do|assist)
    (take|have|give me|confirm|get|what is) (your|the) (full|first|last|account|customer|telephone|phone|home|mobile|email|new|old)? (name|surname|address|number|postcode|post code|email|date|password|details)
    (anything|something) else
    is (that|it|there) (all right|okay|anything|all|everything)
    is that (fine|good|enough|clear|useful|helpful)
""")
FORMS = ((REPEAT, 0.9, "asks to hear it again"), (CHECK, 0.8, "asks the customer to make clear what was said"))


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per clarifying question by the agent, in time order."""
    for position, turn in enumerate(turns):
        before = [t for t in turns[max(0, position - 6) : position] if t.speaker != turn.speaker]
        if not before or not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        barred = list(NOT.find(text))
        matches = [(s, *why) for phrases, *why in FORMS for s in phrases.find(text)]
        matches += [
            (s, 0.9, "asks to hear it again")
            for s in PARDON.find(text)
            if text.clause_of(s).mark == "?" and s.last == text.clause_of(s).last or is_pardon(turns, position, s)
        ]
        earlier = frozenset[str]().union(*(read(t).content for t in before))
        for clause in text.clauses:
            span, words = Span(clause.first, clause.last), text.between(clause)
            if any(span.overlaps(other) for other in barred):
                continue
            match = next((m for m in matches if m[0].overlaps(span)), None)
            if match:
                _, confidence, why = match
                yield cue_of(NAME, turn, text, clause, f"The agent {why}: {said(turn, text, clause)}.", confidence)
            elif asks(words, clause.mark) and _about(words, earlier, clause.mark):
                shared = ", ".join(sorted(content(words) & earlier)[:3]) or "its own words"
                because = f"The agent asks about something the customer said ({shared}): {said(turn, text, clause)}."
                yield cue_of(NAME, turn, text, clause, because, 0.6)


def _about(words: Sequence[str], earlier: frozenset[str], mark: str) -> bool:
    """Whether a question takes up what the customer said: it shares words, or is an unfinished echo of them."""
    mine = content(words)
    if sum(map(is_number, words)) * 2 > len(words):
        return False
    if mine & earlier and len(mine & earlier) * 3 >= len(mine):
        return True
    return mark == "?" and words[0] == "so" and "you" in words and not asks(words, strict=True)
