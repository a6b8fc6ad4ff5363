"""Offer: the agent offers to do something for the customer.

Definition: a commissive that depends on the hearer's acceptance: "I will, if you would like me to".
Source: Kent Bach and Robert M. Harnish, Linguistic Communication and Speech Acts, chapter 3, 1979.
Counts: "would you like me to put you through", "shall I connect you", "I can arrange a refund", "how can I
    help".
Does not: "I'll put you through" (see next_step), "I can see your account" (no action), "can I take your
    name".
Limits: an offer hidden in information ("there is a cheaper plan") is missed.
Confidence: share that people heard as well: .7 asks whether it is wanted, .55 states what could be done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "offer"
ABOUT = About(label="Offer", phrase="offer", letters="Of", group="service", place=6)

ASKS = Phrases("""
    would you like (me|us) to
    (do|did) you want (me|us) to
    would you like (a|an|to|the|some|that|it|connection|connecting)
    (shall|should) (i|we) _
    (how|what) (can|may|could) (i|we) (help|do for|assist)
    (can|may|could) i (help|offer|interest|suggest|assist)
    (would it help|would it be helpful|would it be easier) if (i|we)
    (can|could) i (get|arrange|book|send|put|connect|transfer) (you|that|it|one|someone) (for you|to|\
        through|a|an)
    do you want connect
    want me to
    if (that|this) (would|will|does)? (work|works|suit|suits|be okay|be all right) (for)? you
""")
STATES = Phrases("""
    (i|we) (can|could) (just|also|certainly|definitely|always|actually|either|then)? (help|offer|arrange|\
        book|send|put|transfer|connect|give|get|set|refund|credit|order|do|try|check|order|waive|replace|\
        have a look|have someone|pop|post|organise|cancel|change|add|remove|go through)
    (i|we) (would be|am|are) (happy|glad|able) to
    if you (would like|like|want|wish) (me|us) to
    (i|we) am allowed to _
    if you (would like|like|want|wish|prefer) (i|we) (can|could) _
    (let us|let me) have a look for you
    (i|we) (can|could) (knock|take|bring|reduce|drop) (it|that|this|the _|_ pounds|_ _ pounds) (down|off)
""")
NOT = Phrases("""
    (can|could|may|shall|should) i (take|have|get your|just take|ask|confirm) _
    (i|we) (can|could) (not|only|see|hear)
    (i|we) (can|could) do (nothing|is|about)
    (anything|something|everything|ways|all) (else)? (that)? (i|we) (can|could)
    (nothing|little|not much|not a lot) (else|more)? (that)? (i|we) (can|could)
    what would you like (me|us) to
    (what|if|when|how|where|all|that|than) (i|we) (can|could)
    (should i|should we) (not|have|be)
""")
RULES = (
    Rule(ASKS, "The agent offers help and asks whether it is wanted: {words}.", 0.7),
    Rule(STATES, "The agent says what they could do for the customer: {words}.", 0.55),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per offer by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
