"""The form of a restatement: a statement about the other ("you were charged twice") that is no advice."""

from __future__ import annotations

from observe.text import Phrases, Text, asks
from observe.text.clauses import Clause
from observe.text.content import is_number

ADVICE = Phrases("""
    ^ you (just)? (need|can|could|should|may|might|must|will|would|ought|shall|have to|have got to|had \
        better|only need|know|see|are going to need|are going to have|are welcome|are through|are speaking|\
        will need|would need|guys) _?
    ^ you have (my|our)
    (i|we) (will|would|can|could|am going to|want|need|think|do not|just|have|am|know|wonder|hope|appreciate)
    (if|when|once|as soon as) you (press|dial|go|look|look at|like|want|wish|can|could|call|ring|just|have \
        any|need)
    ^ (thank you|thanks|you are welcome|you too|good luck|have a)
    (do you|are you|did you|have you|would you|could you|can you) (want|like|have|think|mind|feel)
""")


_LEADS = frozenset("so okay right and but then oh well yes now because".split())


def restates(text: Text, clause: Clause, shares: bool) -> bool:
    """Whether a clause states something about the customer: "you were charged twice".

    Args:
        text: the turn.
        clause: one of its clauses.
        shares: it takes up words of the customer's; without, "your …" alone is often news, not a restatement.
    """
    words = list(text.between(clause))
    while words and words[0] in _LEADS:
        words.pop(0)
    if len(words) < 4 or sum(map(is_number, words)) * 2 > len(words):
        return False
    if words[0] == "you" or (words[0] == "your" and shares):
        return True
    return text.tokens[clause.first] == "so" and "you" in words[:6] and not asks(words, strict=True)
