"""Blame: the agent puts the fault on the customer, a colleague or another department.

Definition: a "you" message that judges or finds fault, one of the roadblocks to communication.
Source: Thomas Gordon, Parent Effectiveness Training, 1970.
Counts: "you should have read the letter", "you must have pressed the wrong key", "that's sales, they always
    get it wrong".
Does not: "you should have received a letter" (information), "you didn't do anything wrong", "that was our
    mistake".
Limits: blame by facts alone ("the payment was late") is not found.
Confidence: strength of the rule: .85 the customer, .75 somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "blame"
ABOUT = About(label="Blaming", phrase="blame", letters="Bl", group="watch", place=3)

CUSTOMER = Phrases("""
    you should have (read|called|rung|told|checked|said|asked|known|done|paid|kept|informed|let us|let me|\
        contacted|looked|thought|listened|cancelled|returned|phoned|waited|made|mentioned|reported|been \
        more|used|followed)
    (if)? you had (only|just)? (read|told|called|checked|listened|followed|paid)
    you should have been (there|in|at|home|more|clearer|careful)
    you must have (pressed|done|entered|typed|put|missed|forgotten|given|got|deleted|broken|been|lost|\
        ignored|misread|clicked|dropped|unplugged|set|used|turned)
    you (did not|do not|have not|failed to|forgot to|never|could not be bothered) (read|tell|listen|follow|\
        pay|check|inform|mention|say|give us the right|bother|call|understand what|keep|cancel|answer|fill) \
        ...3
    (that|it|this) (is|was) (entirely|completely|all|really)? (your|the customers) (fault|mistake|error|\
        responsibility|own fault|problem|doing|own doing)
    you (got|gave|entered|put|have got|have given|typed|made|have made) (it|us|me|the|a|that)? ...2 (wrong|\
        mistake|error)
    you are (wrong|mistaken|confused|the one who|not listening|to blame|doing it wrong|using it wrong)
    why (did|have) (not)? you (not)? (call|ring|tell|say|check|read|phone|report|wait|mention|come)
    you (caused|brought) (this|it|that|the)
""")
OTHERS = Phrases("""
    (that|it|this) (is|was|will be) (entirely|completely|all|probably|just)? (their|the _|sales|the other|\
        somebody elses|someone elses|his|her) (_|department|team|fault|mistake|error|doing)? (fault|mistake|\
        error|doing)
    (they|sales|he|she|billing|the other department|the engineer|the last person|the previous agent|my \
        colleague|whoever you spoke to|the courier) (always|never|keep|should not have|should have|must \
        have|obviously|clearly) (get|gets|got|do|does|did|told|tell|said|say|make|made|read|put|forgot|\
        forget|messed|mess|check|have|lose|given|give|made) ...4
    (the|our|that) _ (made|caused|sent|gave|got) (the|a|this|that|it|you) ...1 (mistake|error|mess|wrong)
    (blame|fault of) (the|them|sales|our|my|him|her|billing) ...2
    (whoever|the person|the agent|the guy|the girl) (you)? (spoke to|who) ...4 (wrong|idea|mistake|should not)
""")
NOT = Phrases("""
    you should have (received|got|had|it|a|an|your|the)
    you should have been (told|sent|given|informed|contacted|charged|called|offered|able|getting)
    (not|never) (your|their|the _) (fault|mistake)
    you (did not|have not|do not) do anything
    you (do not|did not) (need|have) to
    you must have been (so|very|really|on|waiting|worried|upset|frustrated|feeling)
    not (blame|blaming|to blame)
    (they|he|she) (obviously|clearly|always|never) do not
    (is|was|are) not (your|you)
""")
RULES = (
    Rule(CUSTOMER, "The agent puts the fault on the customer: {words}.", 0.85),
    Rule(OTHERS, "The agent puts the fault on somebody else: {words}.", 0.75),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per remark that blames, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
