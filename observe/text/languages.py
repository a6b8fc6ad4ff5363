"""Whether words are English, told from the small words that every sentence needs.

Cues are rules and a trained part for English. In another language they would find what nobody said ("Sorry" and
"is" are Dutch too), or find nothing and call it no opportunity.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from observe.text.small_words import OURS, THEIRS

#: Names of languages, by ISO 639-1 code: those most spoken in Britain and Europe, and most in the world.
NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "cy": "Welsh", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak",
    "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil",
    "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "yo": "Yoruba", "zh": "Chinese",
}  # fmt: skip

#: Fewer words than this tell nothing.
FEWEST = 4
#: From this many words on, speech without any of English's small words is not English either.
MANY, FEW_SHARE = 20, 0.08

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def name(code: str) -> str:
    """A language's name in English, or its code where that is rare."""
    return NAMES.get(code, f"the language with the code {code}")


def english(texts: Iterable[str], *, otherwise: bool = True) -> bool:
    """Whether texts, taken together, are English.

    Args:
        texts: a turn's, or a whole call's.
        otherwise: what to say where there are too few words to tell.
    """
    words = [word.casefold().replace("’", "'") for text in texts for word in _WORD.findall(text)]
    if len(words) < FEWEST:
        return otherwise
    ours = sum(word in OURS for word in words)
    theirs = sum(word in THEIRS or not _latin(word) for word in words)
    if theirs > ours:
        return False
    return len(words) < MANY or ours >= FEW_SHARE * len(words)


def _latin(word: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in word if letter != "'")
