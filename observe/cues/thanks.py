"""Thanks: the agent thanks the customer.

Definition: an expression of gratitude for something the hearer has done, said or put up with.
Source: Karin Aijmer, Conversational Routines in English: Convention and Creativity, chapter 2, 1996.
Counts: "thank you for holding", "thanks very much", "I appreciate your patience", "cheers".
Does not: "thanks for nothing", "no thank you", "no thanks to you", "he said thank you", "you should thank \
    them", "thanks to the storm" (a cause).
Limits: "thank you" that only closes a point counts like any other.
Confidence: strength of the rule: .95 thanks in set words, .8 appreciation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "thanks"
ABOUT = About(label="Thanks", phrase="thanks", letters="Th", group="service", place=4)

THANKS = Phrases("""
    thank you
    thanks
    many thanks
    ^ (cheers|ta) $
    (i am|we are|much) (very|really|so)? (grateful|obliged)
    much appreciated
""")
APPRECIATES = Phrases("""
    (i|we) (really|do|very much|truly)? appreciate (you|your|that|it|the)
    (i am|we are)? (very|really)? grateful (for|to you)
""")
NOT = Phrases("""
    no thanks to
    thanks to (the|a|our|their|this|that|his|her|my|all the|you (we|i|it|he|she|they|the|that|this|my|our))
    (thanks|thank you) for (nothing|wasting|ruining|messing|losing|leaving me|making me|keeping me|letting me)
    thanks a bunch
    no (thank you|thanks) (i|we|that|it|not|there|this|do not) _
    no (thank you|thanks) $
    (he|she|they|to|will|should|can|did|please|say|said|says|not|never) (even)? (say|said)? (thank|thanks) \
        you?
    (say|said|saying) (thank you|thanks)
    (i|we) appreciate (that|it) (is|but|it|this|you|he|she|they|there)
""")
RULES = (
    Rule(THANKS, "The agent thanks the customer: {words}.", 0.95),
    Rule(APPRECIATES, "The agent shows appreciation: {words}.", 0.8),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per thanks by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
