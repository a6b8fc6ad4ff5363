"""Words against a reference: how many were heard right.

Conventions: both texts are normalised first (`normalise`), then aligned with the fewest edits. Counts of
several recordings are added, and the rate is taken of the sums: never an average of averages. Where speakers
overlap, the order of the words is a matter of taste and the rate counts it as error.

Metrics: word error rate, (substitutions + insertions + deletions) / words of the reference.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from observe.errors import UsageError

_WORD = re.compile(r"\d+(?:\.\d+)+|[^\s'.,]+(?:'[^\s'.,]+)*")


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Counts of words, which add up over recordings.

    Attributes:
        hits: heard as they were said.
        substitutions: heard as another word.
        insertions: heard though nobody said them.
        deletions: said but not heard.

    Raises:
        UsageError: a count is below 0.
    """

    hits: int
    substitutions: int
    insertions: int
    deletions: int

    def __post_init__(self) -> None:
        if min(self.hits, self.substitutions, self.insertions, self.deletions) < 0:
            raise UsageError(f"found {self}; counts of words cannot be below 0")

    def __add__(self, other: WordErrors) -> WordErrors:
        return WordErrors(
            self.hits + other.hits,
            self.substitutions + other.substitutions,
            self.insertions + other.insertions,
            self.deletions + other.deletions,
        )

    @property
    def reference_words(self) -> int:
        """Words that were said."""
        return self.hits + self.substitutions + self.deletions

    @property
    def wer(self) -> float | None:
        """Word error rate, which may exceed 1; None where nothing was said."""
        if not self.reference_words:
            return None
        return (self.substitutions + self.insertions + self.deletions) / self.reference_words


def score(reference: str, hypothesis: str) -> WordErrors:
    """Compare what was heard with what was said.

    Example:
        >>> score("Good morning, how can I help?", "good morning how can we help you")
        WordErrors(hits=5, substitutions=1, insertions=1, deletions=0)
    """
    said, heard = normalise(reference), normalise(hypothesis)
    if not said:
        return WordErrors(0, 0, len(heard), 0)
    import jiwer

    found = jiwer.process_words(" ".join(said), " ".join(heard))
    return WordErrors(found.hits, found.substitutions, found.insertions, found.deletions)


def normalise(text: str) -> list[str]:
    """The words that are compared: lower case, without punctuation.

    Apostrophes inside words stay (typographic ones made plain), as do points inside numbers; commas inside
    numbers go. A hyphen, like any other sign, separates. Numbers are not spelt out, and nothing is done about
    hesitations or spelling.

    Example:
        >>> normalise("It’s £1,250.50 — call-back at 9 o'clock…")
        ["it's", '1250.50', 'call', 'back', 'at', '9', "o'clock"]
    """
    plain = unicodedata.normalize("NFKC", text.replace("…", " ")).lower().replace("’", "'").replace("‘", "'")
    plain = re.sub(r"(?<=\d),(?=\d)", "", plain)
    kept = "".join(sign if sign in "'.," or _of_a_word(sign) else " " for sign in plain)
    return _WORD.findall(kept)


def _of_a_word(sign: str) -> bool:
    # Marks belong to the letter before them: Indic vowel signs, for one.
    return sign.isalnum() or unicodedata.category(sign).startswith("M")
