"""The form of a restatement: how it is led in, and a statement about the other that is no advice."""

from __future__ import annotations

from observe.cues.shared.asking import asks
from observe.text import Phrases, Text
from observe.text.clauses import Clause
from observe.text.content import is_number

#: What opens a restatement.
LEAD_IN = Phrases("""
    (what|so|if) (i am hearing|i hear) (is|you|that)?
    (i hear you saying|i hear that you|i am hearing|i also heard|i heard you say)
    (you are|you were) (just|basically)? (saying|telling me) (that|to me)?
    (so|what|and) you (mean|said|say|told me|mentioned) (is|was|that|you)
    you (also)? (mentioned|said|told me|described) (that|you|your|it|the|earlier)
    as you (said|say|mentioned|described)
    (if i have|if i) (understood|understand|got|get|heard) (you|that|this|it)? (right|correctly|properly)?
    (let me|can i|could i|i would like to|just to|to) (just)? (make sure|check|see|be sure) (that)? (i have|\
        i) (understand|understood|got|have|heard)
    (let me|can i|could i|just to|to) (just)? (summarise|recap|sum up|play that back|paraphrase|go over what)
    (it)? sounds (like|as if|as though)
    (it seems|seems|it looks|looks) (like|as if|as though) (you|your|it|the|they|this|that|there)
    you (sound|seem)
    (i get|i am getting) the (impression|sense|feeling) (that)?
    on (the)? one hand
    on the other hand
    in other words
    (i understand|i see|i gather|i take it) (that)? (you|your) _
    (my understanding is|from what you|based on what you|what you are (looking for|after|asking|worried \
        about|concerned about))
    (part of you|a part of you|for you (it|this|that) is|you are not alone in)
""")  # fmt: skip
#: What is said to the other, not about what they said.
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
