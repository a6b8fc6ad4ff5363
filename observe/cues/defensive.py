"""Defensive: the agent protects themselves or the company instead of taking up the customer's point.

Definition: talk that evaluates, controls or denies, and so makes both sides guard themselves.
Source: Jack R. Gibb, Defensive Communication, Journal of Communication 11(3), 1961.
Counts: "there's nothing I can do", "that's not my department", "it's company policy", "calm down", "as I
    already said".
Does not: "there's nothing you need to do", "our policy covers that", "that's not a problem".
Limits: a true limit told kindly reads the same as a refusal; tone is not heard.
Confidence: strength of the rule: .85.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "defensive"
ABOUT = About(label="Defensive words", phrase="defensive reply", letters="De", group="watch", place=2)

GUARDS = Phrases("""
    (there is|there was|is) (really|absolutely|just|simply)? (nothing|not much|not a lot|not anything|no \
        way|very little) (more|else)? (that)? (i|we) (can|could) (do|help)
    (that|it|this) is (really|just|simply)? not (really)? (my|our) (fault|problem|department|job|\
        responsibility|area|mistake|decision|doing|concern)
    (that|it|this) is (really|just|simply)? not (really)? (his|her|their|anyones|anybodys|the _) fault
    (that|it|this) is (not up to|not down to|out of|beyond) (me|us|my (hands|control)|our (hands|control))
    there is no need (to be|to get|for) (rude|angry|upset|like that|that|shouting|that tone)
    (the|my) (system|computer) (will not let|does not let|says no)
    i do not know what (else|more) (to|you want me to) (say|tell|do)
    (i|we) (do not|did not|can not) (make|control|write|set|decide|change) the (rules|policy|policies|\
        prices|decisions|system)
    (it|that|this) is (just|simply|only|company|our|the|against|not)? (our|company|the)? (policy|procedure|\
        rules|how it works|the way it is|how it is|the rules|the procedure|the way we do)
    (against|due to|because of) (our|company|the) policy
    (you|please|just|need to|have to|madam|sir)? (need to|have to|must)? (calm down|lower your voice|stop \
        shouting|watch your language)
    (as|like) (i|we) (have)? (already)? (said|told you|explained|just said|mentioned) (already|before|to \
        you|earlier)?
    i (have)? (already) (told|said|explained) (you|that|this|it)?
    i (just|have just) (told|said|explained) (you|that|this)
    (i am|we are) (only|just) (doing|following|the) (my|our|job|orders|messenger|procedure|what i am told)
    (do not|no need to|not going to|stop) (shout|shouting|swear|raise your voice|take it out|blame me|have a \
        go|take that tone|speak to me|talk to me)
    (what|how) (do|am) (you|i) (want|expect|expecting|supposed) (me)? to (do|know|help)
    (nobody|no one) else (has|is) (complained|complaining|had|having)
    (that|you) (should|would) have (been|told|read) (in|on) the (terms|contract|small print|website)
    (i|we) (was|were|did) not (even)? (here|there|involved|the one|do anything|do that|say that)
    (you are|stop) (being|getting) (rude|aggressive|unreasonable|difficult|ridiculous|silly)
    (that|it) is not what (i|we) said
    take it or leave it
    (i|we) can only (tell you|say|go by|go on|see|repeat) what
    (all)? (our|the) other customers
    you (would|will) (just)? have to (ask|contact|ring|call|speak to|talk to|take (it|that) up with) (them|the)
    not me $
    (i|we) have done nothing wrong
""")
NOT = Phrases("""
    nothing (you|more you) (can|need)
    (not|that is not|is not) (a|any) problem
    (as|like) i (said|mentioned) (i|we) (will|can|am|are|have)
""")
RULES = (Rule(GUARDS, "The agent guards themselves instead of taking up the customer's point: {words}.", 0.85),)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per defensive remark by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
