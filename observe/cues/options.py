"""Options: the agent sets out two or more ways forward and leaves the choice to the customer.

Definition: naming alternatives from which the other party may choose.
Source: Roger Fisher and William Ury, Getting to Yes: Negotiating Agreement Without Giving In, chapter 4,
    1981.
Counts: "we can refund it or send a new one", "you've got two options", "would you prefer a call or an email".
Does not: "two or three days" (one thing), "do you have your card or not", "is it mobile or landline" (asks a
    fact).
Limits: options spread over several turns are found only where they are announced.
Confidence: strength of the rule: .9 choice in set words, .7 two actions joined by "or".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "options"
ABOUT = About(label="Options", phrase="choice of options", letters="Op", group="service", place=7)

CHOICE = Phrases("""
    (you have|there are|i have|we have|here are|i can give you|i can offer you) ...2 (options|choices|ways)
    (two|three|four|couple of|several|few|different|your) (options|choices|possibilities)
    (one|another|the other|the first|your first|the second|second|first|other) option
    would you (prefer|rather) ...8 or _
    which (would you|one would you|do you|option) (prefer|rather|like|suit)
    (it is|entirely|completely|the choice is) up to you
    (we|i) can either
    you can either
    (you|we) (could|can) either
    what would you prefer
    what (would|works) (work)? best for you
    alternatively (i|we|you)
""")
JOINED = Phrases(
    """
    (i|we|you) (can|could) _ ...8 or (i|we|you)? (can|could)? {act}
    would you like (me to|us to|to|a|an) ...8 or (would you|a|an|to|me to|{act})
    (shall|should) (i|we) ...8 or (would you|shall i|{act}|a|an)
    either ...8 or {act}
""",
    act="""
    (refund|replace|send|book|arrange|call|ring|email|cancel|change|swap|exchange|return|credit|keep|wait|\
        visit|collect|post|pay|move|switch|upgrade|repair|transfer|put|get|have|leave|go|try|speak)
""",
)
NOT = Phrases("or (not|something|anything|whatever|so)")
RULES = (
    Rule(CHOICE, "The agent leaves the choice to the customer: {words}.", 0.9),
    Rule(JOINED, "The agent names two ways forward: {words}.", 0.7),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per set of options given by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
