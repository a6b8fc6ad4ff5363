"""Expectation: the agent tells the customer what will happen when, or how long it takes.

Definition: telling customers exactly when a service will be performed.
Source: A. Parasuraman, Valarie A. Zeithaml and Leonard L. Berry, SERVQUAL, Journal of Retailing 64(1), 1988.
Counts: "it takes three to five working days", "you should see it by Friday", "you'll get an email within the
    hour".
Does not: "it took three days" (past), "how long does it take" (asks), "as soon as possible" (no time).
Limits: a time given in another sentence than the event is missed.
Confidence: strength of the rule: .85.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "expectation"

SPAN = """
    (about|around|roughly|up to|approximately|only|at least|usually|normally|probably|just|between|within|\
        in|the next|no more than|maybe|another)? (a|an|one|two|three|four|five|six|seven|eight|nine|ten|\
        twelve|fourteen|twenty|thirty|twenty four|forty eight|seventy two|couple of|few|a few|a couple of|\
        half an|_ to _|_ or _|_ and _|_) (working|business|more)? (seconds|minutes|minute|hours|hour|days|\
        day|weeks|week|months|month)
    (by|on|before|until|till|from|this|next|first thing) (the)? (end of)? (the|this|next|close of)? (monday|\
        tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|tonight|week|day|month|business|\
        morning|afternoon|evening|noon|midday|weekend)
    (by|before|at|around|about|from) _ (oclock|am|pm|today|tomorrow)
    (tomorrow|today|tonight|straight away|immediately|shortly)
"""
TOLD = Phrases(
    """
    (it|that|this|they|which|delivery|refund|refunds|process) (will|should|can|could|may|might|would|\
        normally|usually|generally|typically|just)? (normally|usually|only|probably|generally|just|then)? \
        (take|takes|be|arrive|reach|come|clear|show|appear|happen|start|go|work|last) ...4 {span}
    you (will|should|can expect to|can|are going to) (then|also|normally|usually|probably|now)? (get|\
        receive|see|hear|have|be|expect|find|notice|get it|have it) ...6 {span}
    (somebody|someone|they|he|she|an engineer|the engineer|engineer|the courier|the team|my colleague|my \
        manager|a colleague|we) (will|should|is going to|are going to|normally|usually) _ ...7 {span}
    will (call|ring|phone|email|write|contact|visit) (to)? you ...4 {span}
    (allow|expect|give it|give us|within|takes|please allow) {span}
    (what will happen|what happens|what to expect) (is|next|now)
    (is|are) (due|expected|scheduled|booked) ...3 {span}
""",
    span=SPAN,
)
NOT = Phrases("""
    (it|that|they) (took|has taken|was|had)
    how long
    (i|we|let us) (will)? (see|speak to|talk to) you
    i will (call|ring|phone|email|write|contact|visit)
    (if|unless) (it|they|you) ...6
""")
RULES = (Rule(TOLD, "The agent tells the customer what to expect and when: {words}.", 0.85),)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per expectation set by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
