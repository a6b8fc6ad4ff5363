"""Escalation: the agent passes the matter, or the caller, to somebody with more authority or knowledge.

Definition: moving a case to a higher level or a specialist, because it cannot be settled at the present one.
Source: ISO 10002:2018, Quality management: Customer satisfaction: Guidelines for complaints handling in
    organizations.
Counts: "I'll escalate this to my manager", "let me put you through to the faults team", "I'm raising a
    complaint".
Does not: "the escalator is broken", "I am the manager" (no passing on), "I'll put that through" (a payment).
Limits: whether the transfer takes place is not checked.
Confidence: strength of the rule: .9 "escalate" or a named level, .75 a transfer to a team.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "escalation"
ABOUT = About(label="Passing it on", phrase="escalation", letters="Es", group="service", place=10)

LEVEL = Phrases(
    """
    (escalate|escalating|escalated|escalation)
    (speak|talk|pass|refer|transfer|hand|put|check|send|get|ask|connect|bring) ...5 {level}
    (raise|raising|log|logging|open|register) (a|this|an|your|that as a|this as a|it as a) (formal|\
        official)? (complaint|dispute)
""",
    level="""
        (manager|supervisor|team leader|team lead|line manager|senior|specialist|specialists)
        (complaints team|complaints department|ombudsman|head office|second line)
    """,
)
TRANSFER = Phrases("""
    (put|get|pass|transfer|transferring|putting|passing|connect|refer|forward) (you|this|it|that|your _|the \
        _) (straight|back|over|through|across|on|directly)? (through|over|on)? to (the|our|my|a|an|another|\
        someone|somebody|one of|them|their) _
    (pass|refer|send) (this|it|that) (on|over|up|across) to
    ((will|to|let me|can|would) (just)? hand|refer|referring) (this|it|that|you|your _|the _) (on|over|up|back|\
        straight)? to (the|our|my|a|an|one of|someone|somebody|customer|head|legal|their|them)
    (logged|raised|recorded|treated|registered) as a (formal|official)? complaint
""")
NOT = Phrases("""
    (already|was|were|been|got) (transferred|escalated|passed) ...3 (by|before|yesterday)
    (escalating|escalation) (prices|costs)
    (do not|can not|not|no need to|will not) ...2 (escalate|transfer)
""")
RULES = (
    Rule(LEVEL, "The agent takes the matter to a higher level: {words}.", 0.9),
    Rule(TRANSFER, "The agent passes the customer on: {words}.", 0.75),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per escalation by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
