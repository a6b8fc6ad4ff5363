"""Identity check: the agent makes sure whom they speak to before going into the account.

Definition: asking for the information needed to confirm the identity of the person on the line.
Source: UK General Data Protection Regulation, Article 12(6).
Counts: "can I take your full name and postcode", "what's your date of birth", "I just need to take you
    through security".
Does not: "what's the name of the shop", "can I take a message", "your number is on the bill" (tells, does not
    ask).
Limits: whether the answers are right is not checked.
Confidence: strength of the rule: .9 security in set words, .75 asks for personal details.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "identity_check"
ABOUT = About(label="Identity check", phrase="identity check", letters="Id", group="service", place=13)

DETAIL = """
    (full|first|last|sur|second|account|card|customer|reference|order|membership|policy|contact|home|mobile|\
        telephone|phone|email|door|house|billing|current|old|new|whole)? (name|surname|address|postcode|post \
        code|date of birth|password|number|memorable word|details|initial|initials|postal address|account \
        holder|maiden name|username|email|email address)
"""
SECURITY = Phrases("""
    (security|verification|identification|id) (questions|question|check|checks|details|purposes|process|\
        reasons)
    (take|taking|go|going|get|run|running) (you)? through security
    (verify|confirm|check) (who i am speaking|who you are|your identity|that i am speaking|i am speaking|you \
        are the account)
    who am i (speaking|talking) (to|with)
    data protection
    (date of birth|memorable word|mothers maiden name|maiden name|characters of your password) _?
    (am i|is that) (speaking|talking) (to|with) _
""")
ASKS = Phrases(
    """
    (can|could|may|would|will) (i|you|we) (just|please|also|possibly|quickly)? (please|just)? (take|have|\
        get|confirm|give me|give|tell me|verify|check|ask for|ask you for|spell|start with) (your|the|me \
        your|me the|for your|you for your|by taking your|by confirming your|account) {detail}
    (what is|what was|what are|and what is|do you have|have you got|and) (your|the|a) {detail}
    (i|we) (just|will|will just)? (need|need to take|need to confirm|require|need to check) (to|to take|to \
        confirm|to get)? (your|the|some) {detail}
    ^ (just|please|and)? (confirm|verify|give me|tell me) (your|the|me your) {detail}
    ^ your {detail}
""",
    detail=DETAIL,
)
NOT = Phrases("""
    (name|number|address) of (the|that|this|a)
    your _? (number|name|address|email|details|password|postcode) (is|was|will|has|are|should|on|can)
    (the|a) (phone|contact|reference|new)? (number|name|address) (for|to|is|you want|they|he|she)
""")
RULES = (
    Rule(SECURITY, "The agent checks whom they are speaking to: {words}.", 0.9),
    Rule(ASKS, "The agent asks for details that identify the customer: {words}.", 0.75),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per identity check by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
