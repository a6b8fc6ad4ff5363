"""Dissatisfaction: the customer is unhappy, or shows early signs of it.

Definition: an expression of dissatisfaction made to an organisation about its products, services or staff.
Source: ISO 10002:2018, Guidelines for complaints handling in organizations, the definition of a complaint.
Counts: "this is ridiculous", "I've called three times already", "still nobody rang me back", "I want to
    complain".
Does not: "it stopped working" (a fault told calmly), "no complaints", "I'm not angry", "my wife was upset
    with me".
Limits: irony and tone are not heard; a calm customer who leaves is missed.
Confidence: strength of the rule: .9 says so outright, .75 repeated contact, broken promise or long wait.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "dissatisfaction"

OUTRIGHT = Phrases("""
    (ridiculous|disgusting|disgraceful|unacceptable|appalling|outrageous|shocking|a disgrace|a joke|pathetic)
    (i am|i was|we are|i feel|i am getting|i am feeling) (so|very|really|extremely|absolutely|getting|quite|\
        a bit|just|pretty|not very|not at all|not too|totally|completely|rather)? (frustrated|annoyed|angry|\
        furious|upset|fed up|disappointed|livid|unhappy|cross|disgusted|sick of|sick and tired|at the end of \
        my tether|not happy|dissatisfied|let down|losing patience|worried sick|fuming|unimpressed|stressed)
    (i am|we are) (really|still|just)? not (very|at all|too|really|best)? (happy|satisfied|impressed|pleased)
    not (good|really good) enough
    (want|like|need|going|have|here|calling|ringing) to (make|raise|lodge|file|register|put in)? (a|an)? \
        (formal|official)? (complain|complaint)
    (terrible|awful|dreadful|poor|bad|rubbish|appalling|worst|horrible|lousy|useless) (customer)? (service|\
        experience|company|attitude|way to treat)
    (it|this|that|you|they|the whole thing|everything|which) (is|are|have been|has been|was|were) (so|very|\
        really|absolutely|completely|just|totally|getting|such a|a|beyond|a total|a complete|bloody)? \
        (frustrating|annoying|useless|hopeless|waste of time|nightmare|infuriating|rubbish|terrible|awful|a \
        pain|unreasonable|unfair|not fair|wrong|a mess)
    (waste|wasting|wasted) (of)? (my|our) (time|money)
    (cancel|cancelling|leave|leaving|switch|switching) (my|the)? (contract|account|everything|provider)
    (speak|talk) to (a|your|the|somebody|someone) (manager|supervisor|superior|boss|higher|in charge|else)
    (i)? (can not|do not) believe (this|it|you|that|how)
    (sick|tired|fed up) (and tired)? of (this|it|waiting|calling|being|hearing|your|you|having)
    what (am i paying|kind of service|sort of service|a waste|on earth|the hell)
    nobody (cares|seems to care|listens|is listening|wants to help|can help)
""")
REPEATED = Phrases(
    """
    (i have|i had|we have|i|this is|this) (already|now|been|had to|must have|have)? (called|rung|rang|\
        phoned|contacted|emailed|calling|ringing|phoning|call|ring|spoken|complained|explained|asked|told|\
        waited|chased) ...6 {times}
    (second|third|fourth|fifth|tenth|umpteenth|hundredth) (time|call|complaint|letter|engineer|person)
    (already|keep|keeps|kept|constantly) (told|explained|said|asked|calling|ringing|having to|getting|\
        happening|telling|passing|being|cutting|sending|charging|saying|breaking|dropping|getting passed)
    (you|they|it) (are|is|have|has)? still (charge|charged|send|sent|do not|does not|keep|keeps|want|say|says)
    (have|has|did|do|does) not even
    (nobody|no one) (is|has|was) (going to|coming|doing|ever|been|even|bothered|told|explained)
    (have|has) already (lost|wasted|missed|paid|spent) _
    (still|yet) (not|have not|has not|no|nobody|nothing|waiting|broken|does not|no one|been|is not|do not|\
        been charged|charging)
    (nobody|no one|never) (has|had|ever)? {came}
    (they|you|she|he|nobody|no one) (never|did not|has not|have not|had not) (ever)? {came}
    (promised|supposed|meant|told) (to|me|i would|it would|it was|that|be|have) ...6 (but|and) (nobody|\
        nothing|it|they|no|still|i|never)
    (was|were) (promised|supposed to|meant to|assured)
    (been|was|am) (waiting|on hold|holding|stuck|hanging on|going on|cut off|passed|messed|messing|without) \
        (for|since|around|about|from|here|all|ages|_) ...3
    (been|was|got|getting) (passed|sent|transferred|pushed) (around|from|about|back and forth)
    (over|overcharged|charged me|charged|billed|double charged) (charged me|me|twice|double|for something|\
        too much|the wrong)
    (why|how) (do|did|does|have|has|is|are|can|am|was) (i|you|it|nobody|no one|this) (still|keep|not|always|\
        have to|even|again|never) _
    (yet again|all over again|as usual)
""",
    came="""
        (called|call|rang|ring|came|come|turned up|showed up|turn up|got back|get back|bothered|bother|told me)
        (replied|reply|answered|answer|arrived|phoned|sent)
    """,
    times="(times|twice|before|already|weeks|days|hours|ages|yesterday|again|over and over|every|months)",
)
NOT = Phrases("""
    (no|not|without|do not have any) (a)? (complaint|complaints|complaining)
    not (angry|upset|annoyed|cross|worried|frustrated)
    (did not|do not|not) (disappoint|bother|mind)
    (no|not a) problem
""")
RULES = (
    Rule(OUTRIGHT, "The customer says they are unhappy: {words}.", 0.9),
    Rule(
        REPEATED,
        "An early sign that the customer is unhappy, repeated trouble or a broken promise: {words}.",
        0.75,
    ),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per sign of dissatisfaction by the customer, in time order."""
    return detect_phrases(NAME, turns, context, RULES, role="customer", unless=NOT)
