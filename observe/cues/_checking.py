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
