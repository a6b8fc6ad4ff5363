"""Checking one's understanding: a question about what was said, or a statement put up for confirmation."""

from __future__ import annotations

from collections.abc import Sequence

from observe.text import Phrases
from observe.text.content import content, is_number
from observe.text.leads import LEADS

#: Put at the end of a statement, these ask whether it is right.
TAGS = Phrases("""
    (is it|is that right|is that correct|are you|do you|did you|have you|was it|do i|am i|would you|right|\
        then|yes|okay|is he|is she|are they|do they|correct) $
    (is|are|do|did|have|was|does|has|would) not (it|you|they|i|he|she) $
""")
#: An understanding put up to be confirmed, in set words.
CHECK = Phrases("""
    (do|did) you mean
    you mean _
    what (do|did|exactly do) you mean
    (when|where) you say _
    ^ (is|was) (that|it|this) (the|a|for|on|about|from|to|your|with|under|because|still|when|where|one|in|\
        at|right|correct) _?
    ^ (have i|did i) (got|get|understood|understand|hear)
    (is|have i got) that (right|correct)
    (just|so) ... (clear|clarify)
    (to|can i|could i|let me) (just)? (clarify|check i have|check that i|make sure i)
""")
#: Asking for more about what was said.
SPECIFICS = Phrases("""
    (can|could) you (just)? (clarify|explain|describe|be more specific|be a bit more specific|tell me (more|\
        a bit more|a little more) about|talk me through|give me an example)
    (can|could) you tell me (exactly)? (what|when|where|which|how|who) (happened|exactly|it|that|the|you|they)
    (what|which|when|where|how) (exactly|specifically)
    (what|which) (kind|sort|type|one|part|bit|number|bill|order|card|account|date|day|month|model|error|\
        message|line) (of|is|was|are|were|do|did|would|have|had)
    what (happened|happens) (when|if|to|after|then|next|with|before)
    (when|where|how) did (it|that|this|they|you first) _
    how long (has|have|did|was|were|is)
    when (did|was|were) (you|it|that|this|the|they) _
    in what way
""")
#: Questions that every call has, whatever was said before them.
NOT = Phrases("""
    (how|what) (can|could|may) (i|we) (help|do|assist)
    (take|have|give me|confirm|get|what is) (your|the) (full|first|last|account|customer|telephone|phone|\
        home|mobile|email|new|old)? (name|surname|address|number|postcode|post code|email|date|password|\
        details)
    (anything|something) else
    what (time|day|date)? would you like
    ^ (shall|should) i
    ^ would you like
    (code and)? number (please|is it|are you|were you|you are|you were|that you)
    is (that|it|there) (all right|okay|anything|all|everything)
    are you (happy|all right|okay|satisfied)
    is that (fine|good|enough|clear|useful|helpful)
""")
#: Stems that every service call is full of: sharing one is no sign that a question takes up what was said.
ROUTINE = content("number code name address postcode phone telephone call ring put through mr mrs help".split())
CHECKED = frozenset(("i", "we"))


def takes_up(words: Sequence[str], common: frozenset[str]) -> bool:
    """Whether a question is about what the customer said: a third of its content words are theirs."""
    figures = sum(map(is_number, words)) * 2 > len(words)
    return bool(common - ROUTINE) and not figures and len(common) * 3 >= len(content(words))


def checks(words: Sequence[str], common: frozenset[str], tagged: bool) -> bool:
    """Whether a statement offers an understanding for confirmation: "so it goes to the old address then"."""
    if len(words) < 4 or not (common or (tagged and words[0] == "so")):
        return False
    subject = next((word for word in words if word not in LEADS), "")
    return tagged or (words[0] == "so" and subject in CHECKED and not {"will", "would"} & set(words[:4]))
