"""Ownership: the agent takes personal charge of the matter.

Definition: accepting accountability for an outcome in the first person, not leaving it to "they" or "the
    system".
Source: ISO 10002:2018, Guidelines for complaints handling in organizations, the principle of accountability.
Counts: "leave it with me", "I'll take care of this personally", "that was our mistake", "I'll stay
    responsible for your case".
Does not: "it's not my department", "I'll check" (see next_step), "that's your responsibility".
Limits: whether the agent then does it is not heard.
Confidence: strength of the rule: .9.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "ownership"
ABOUT = About(label="Taking it on", phrase="taking of ownership", letters="Ow", group="service", place=11)

TAKES = Phrases("""
    leave (it|this|that) (all|entirely)? (with|to) (me|us)
    (i|we) (will|am going to|are going to|can|want to|would like to)? (personally)? (take|taking) (full|\
        personal|complete)? (ownership|responsibility|charge)
    (i|we) (will|am going to|are going to|can) (personally)? (take care of|look after|deal with|see to|\
        handle|own|sort out|get to the bottom of|follow up on|follow) (this|that|it|everything|the|your|up)
    (i|we) (will|am going to|are going to) (personally|make it my|see this through|see it through|stay with \
        (you|this|it)|make sure|sort (this|that|it)|fix (this|that|it)|put (this|that|it) right|get (this|that|\
        it) (sorted|fixed|resolved))
    i (am|will be|will stay|will remain|take|feel|am going to be|am going to stay|will also be) (personally|\
        still)? responsible
    (you can|you may) (hold me|deal with me|ask for me|come (straight|directly)? (back)? to me)
    i will (personally)? (be your|stay your|keep (this|your case|it) (myself|with me)|stay on (this|it|top of))
    (it is|that is|this is) (on me|down to (me|us)|mine to (sort|fix|put right))
    i will be your (point of contact|contact|case handler)
    (that|this|it) (is|was) (entirely|completely|all)? (our|my) (fault|mistake|error|responsibility|doing)
    (we|i) (made|have made) (a|an|that|the) (mistake|error)
    (we|i) (got|have got) (that|this|it) wrong
    (we|i) (let you down|should have|have let you down)
    (here|going) to (help|sort|fix) (you|this|it) (get)? ... (sorted|resolved|today|for you)
""")
NOT = Phrases("""
    (not|never) ...2 (our|my|take) (fault|mistake|responsibility|ownership)
    (if|unless|when|not that) (we|i) (made|let|got)
    (i|we) should have (your|the|a|an|it|that|this|some)
""")
RULES = (Rule(TAKES, "The agent takes charge of the matter: {words}.", 0.9),)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per taking of ownership by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
