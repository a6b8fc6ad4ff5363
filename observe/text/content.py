"""What a stretch of talk is about: its content words, roughly stemmed, and how far two stretches share them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_EMPTY = frozenset(
    """
    a an the this that these those it its i me my mine you your yours we us our he him his she her they them \
        their
    and or but so because if then than as of to in on at by for with from about into over out up down off \
        there here
    is am are was were be been being do does did done doing have has had having can could would will shall \
        should
    may might must not no yes okay right well just like know mean think really very quite bit kind sort \
        thing things
    something anything what how when where why who which all some any lot lots one get got go going goes \
        went come
    oh please thank thanks sorry also too now still even only more much many good want need say said saying \
        see
    let us look sure actually maybe guess would gone make makes made way other again back time
    """.split()
)
NUMBERS = frozenset(
    "zero nought one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand double "
    "treble triple".split()
)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its commonest endings: "charged", "charges" and "charging" become one."""
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            root = word[: -len(ending)]
            root = f"{root}y" if ending in ("ied", "ies") else root
            return root[:-1] if len(root) > 3 and (root[-1] == root[-2] or root[-1] == "e") else root
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def is_number(token: str) -> bool:
    """Whether a token is a digit string, a number word or a spelt letter."""
    return token in NUMBERS or token[0].isdigit() or (len(token) == 1 and token not in "aio")


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIGURES = {
    **{word: str(n) for n, word in enumerate(_UNITS)},
    **{word: f"{n}0" for n, word in enumerate(_TENS, 2)},
    "nought": "0",
}


def in_figures(words: Iterable[str]) -> list[str]:
    """The same words with numbers up to ninety-nine written as figures.

    Example:
        >>> in_figures("flat two at twenty three mill road".split())
        ['flat', '2', 'at', '23', 'mill', 'road']
    """
    written: list[str] = []
    tens = False
    for word in words:
        figure = _FIGURES.get(word, word)
        if tens and len(figure) == 1 and figure in "123456789":
            written[-1] = written[-1][0] + figure
        else:
            written.append(figure)
        tens = word in _TENS
    return written


@lru_cache(maxsize=16384)
def _meaning(word: str) -> str:
    if word in _EMPTY or not word.isalpha() or is_number(word):
        return ""
    return stem(word)


def content(words: Iterable[str]) -> frozenset[str]:
    """The stems of the words that carry meaning; numbers and spelt letters are left out."""
    return frozenset(map(_meaning, words)) - _NOTHING


def named(words: Iterable[str], stems: frozenset[str], most: int = 3) -> str:
    """The words behind some stems, as they stand in ``words``, for a reader: "bill, March"."""
    return ", ".join(list(dict.fromkeys(word for word in words if _meaning(word) in stems))[:most])


_NOTHING = frozenset({""})
