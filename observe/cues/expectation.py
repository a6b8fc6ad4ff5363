"""Expectation: the agent tells the customer what will happen when, or how long it takes.

Definition: telling customers exactly when a service will be performed.
Source: A. Parasuraman, Valarie A. Zeithaml and Leonard L. Berry, SERVQUAL, Journal of Retailing 64(1), 1988.
Counts: "it takes three to five working days", "you should see it by Friday", "Karen will call you before five".
Does not: "it took three days" (past), "how long does it take" (asks), "as soon as possible" (no time).
Limits: a time given in another sentence than the event is missed. A time that the agent sets for themselves
    ("I'll call by five") is a next step's deadline.
Confidence: strength of the rule: .85.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.asking import asks
from observe.cues.shared.commitment import DONE, REACH
from observe.cues.shared.context import Context
from observe.cues.shared.rule import cue_of, said, spans
from observe.cues.shared.when import HOW_LONG, time_named
from observe.text import Phrases, Span, Text, read

NAME = "expectation"
ABOUT = About(
    label="What to expect", phrase="statement of what to expect", letters="Ex", group="service", place=12
)

HAPPENS = Phrases(
    """
    (it|that|this|they|which|delivery|refund|refunds|process) (will|should|can|could|may|might|would|\
        normally|usually|generally|typically|just)? (normally|usually|only|probably|generally|just|then)? \
        (take|takes|be|arrive|reach|come|clear|show|appear|happen|start|go|work|last)
    you (will|should|can expect to|can|are going to) (then|also|normally|usually|probably|now)? (get|\
        receive|see|hear|have|be|expect|find|notice)
    (somebody|someone|they|he|she|engineer|courier|driver|team|colleague|manager|department|technician|we) \
        (will|should|is going to|are going to|normally|usually) _
    (will|should|is going to|are going to) (then|also|just)? {reach} (to)? (you|us)
    (will|should|is going to|are going to) (then|also|all)? be {done}
    (is|are) (due|expected|scheduled|booked)
    (allow|expect|give it|give us|takes|please allow|within)
""",
    reach=REACH,
    done=DONE,
)
NOT = Phrases("""
    (it|that|they) (took|has taken|was|had)
    how long
    (i|we|let us) (will)? (see|speak to|talk to) you
    (i|i will|i am going to|i should) (just|then)? (call|ring|phone|email|text|write|contact|visit|get back|be)
    (i|we) will be in touch
    (if|unless|when) (it|they|you|he|she|somebody|someone) ...6
    (hope|hopefully|doubt|not sure|wonder|wish|hoping) (that|if|whether)? (it|they|you|he|she|somebody|\
        someone|we) _
""")


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per expectation set by the agent, in time order."""
    for turn in turns:
        if not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        found: dict[int, tuple[Span, Span]] = {}
        for span in spans(text, HAPPENS, NOT):
            clause = text.clause_of(span)
            when = _when(text, span)
            if when and not asks(text.between(clause), clause.mark):
                whole = Span(min(clause.first, when.first), max(clause.last, when.last))
                found.setdefault(clause.first, (whole, when))
        for _, (whole, when) in sorted(found.items()):
            because = f"The agent tells the customer what to expect and when: {said(turn, text, when)}."
            yield cue_of(NAME, turn, text, whole, because, 0.85)


def _when(text: Text, event: Span) -> Span | None:
    """The time named with an event: after it in its clause, or right before it."""
    clause = text.clause_of(event)
    after = time_named(text, event.first, clause.last) or time_named(text, event.first, clause.last, HOW_LONG)
    before = time_named(text, max(0, clause.first - 6), event.first)
    return after or (before if before and event.first - before.last <= 3 else None)
