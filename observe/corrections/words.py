"""New words in the place, and at the times, of old ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from observe.annotation import Word

SURE = 1.0


def plain(text: str) -> tuple[str, ...]:
    """Words as they are compared: without case, and without the marks around them.

    Example:
        >>> plain("Thank you, Mr Cooper — really!")
        ('thank', 'you', 'mr', 'cooper', 'really')
    """
    bare = ("".join(one for one in word if one.isalnum() or one in "'’") for word in text.casefold().split())
    return tuple(word.strip("'’").replace("’", "'") for word in bare if word.strip("'’"))


def corrected_words(old: Sequence[Word], text: str) -> tuple[Word, ...]:
    """The words of ``text`` over the time of the old ones.

    Words that are there already keep their times and the recogniser's probability; as many words as they
    replace take their times one by one; others share the time of what they replace, by their length. Words put
    in between share the time of the word before them (or after, at the start).

    Args:
        old: at least one, in time order.
        text: what is said in truth; empty where nothing is.

    Example:
        >>> old = (Word("Mr", 1.0, 1.2, 0.9), Word("Cooker.", 1.2, 1.8, 0.4))
        >>> [(word.text, word.start, word.end, word.probability) for word in corrected_words(old, "Mr Cooper.")]
        [('Mr', 1.0, 1.2, 0.9), ('Cooper.', 1.2, 1.8, 1.0)]
    """
    new = text.split()
    if not new:
        return ()
    made: list[Word] = []
    first: list[str] = []  # put in before every old word
    before = [word.text for word in old]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, new, autojunk=False).get_opcodes():
        if kind == "equal":
            made += _with(old[i1], before=first) + list(old[i1 + 1 : i2])
            first = []
        elif kind == "insert" and made:
            made += _with(made.pop(), after=new[j1:j2])
        elif kind == "insert":
            first = new[j1:j2]
        elif kind == "replace" and i2 - i1 == j2 - j1:
            pairs = zip(old[i1:i2], new[j1:j2], strict=True)
            made += [Word(said, word.start, word.end, SURE) for word, said in pairs]
        elif kind == "replace":
            made += _shared(old[i1:i2], new[j1:j2])
    return tuple(made)


def _with(word: Word, *, before: Sequence[str] = (), after: Sequence[str] = ()) -> list[Word]:
    """A word that stays, and what is put in beside it."""
    if not before and not after:
        return [word]
    made = _shared([word], [*before, word.text, *after])
    made[len(before)] = replace(made[len(before)], probability=word.probability)
    return made


def _shared(old: Sequence[Word], new: Sequence[str]) -> list[Word]:
    """New words that share the time of old ones by their length."""
    start, end = old[0].start, max(word.end for word in old)
    letters = [0, *accumulate(map(len, new))]
    borders = [start + (end - start) * reached / letters[-1] for reached in letters[:-1]] + [end]
    return [Word(text, begin, stop, SURE) for text, (begin, stop) in zip(new, pairwise(borders), strict=True)]
