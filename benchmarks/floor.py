"""The floor: cues found by a short list of words each, as small programs do it.

Written from common knowledge and not tuned to the data. No look at who spoke before, at what was said then, or
at what a word stands beside: a word of the list anywhere in a line is the cue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from observe.evaluate.labels import Detected
from observe.io.transcript import Dialogue

KEYWORDS = {
    "paraphrase": "so you, you said, you mentioned, you're saying, it sounds like, sounds like, "
    "in other words, if i understand, to confirm, to summarise, let me make sure",
    "clarifying_question": "do you mean, what do you mean, could you explain, can you explain, "
    "could you clarify, just to clarify, is that right, is that correct, pardon, say that again, repeat that",
    "question": "?, what, why, how, when, where, who, which, do you, did you, are you, can you, "
    "could you, would you, have you, is it, is that",
    "customer_name": "mr, mrs, ms, miss",
    "apology": "sorry, apologise, apologize, apologies, apology",
    "next_step": "i'll, i will, we'll, we will, i'm going to, we're going to, get back to you, next step",
    "thanks": "thank you, thanks, thank",
    "empathy": "i understand, i can imagine, must be, sorry to hear, frustrating, i appreciate, i know how",
    "closing_check": "anything else",
    "read_back": "zero, oh, one, two, three, four, five, six, seven, eight, nine, ten, double, read that back",
    "hold_notice": "hold, bear with me, one moment, one second, just a moment, just a second, a minute",
    "offer": "would you like, can i help, shall i, do you want me to, i can",
}


def _pattern(words: str) -> re.Pattern[str]:
    listed = [word.strip() for word in words.split(",")]
    spoken = "|".join(re.escape(word) for word in listed if word[0].isalpha())
    signs = [re.escape(word) for word in listed if not word[0].isalpha()]
    return re.compile("|".join([rf"\b(?:{spoken})\b", *signs]))


#: What the words above ask for, where a corpus knows one kind of a cue alone.
KINDS = {"clarifying_question": "repeat"}
_PATTERNS = {cue: _pattern(words) for cue, words in KEYWORDS.items()}


def found(dialogue: Dialogue) -> Iterator[Detected]:
    """Every cue of which a word stands in a line."""
    for turn, number in zip(dialogue.turns, dialogue.input_turns, strict=True):
        said = turn.text.lower().replace("’", "'")
        for cue, pattern in _PATTERNS.items():
            if pattern.search(said):
                yield Detected(dialogue.name, number, cue, kind=KINDS.get(cue))
