"""Telling a question from a statement by its words, with or without a question mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from observe.text.leads import LEADS
from observe.text.word_order import AUXILIARIES, BINDING, PAIRED, PRONOUNS, SUBJECTS, WH, inverted

_PERSONS = frozenset("i you we they he she it that these those".split())
_FINITE = frozenset("will would can could should is are was were am does".split())
_TAGS = {
    ("is", "it"), ("is", "that"), ("are", "you"), ("do", "you"), ("did", "you"), ("have", "you"),
    ("would", "you"), ("or", "what"), ("or", "not"), ("you", "mean"), ("you", "reckon"), ("you", "say"),
    ("is", "not", "it"), ("are", "not", "you"), ("do", "not", "you"), ("did", "not", "you"), ("was", "it"),
    ("have", "not", "you"), ("is", "that", "right"), ("is", "that", "correct"), ("was", "not", "it"),
    ("does", "it"), ("do", "they"), ("did", "they"), ("do", "i"), ("can", "you"), ("is", "there"),
}  # fmt: skip
#: With these a clause so short is a question without a verb: "and your postcode", "any other ideas".
_BARE = {
    ("and", "your"), ("and", "the"), ("your", "name"), ("what", "about"), ("how", "about"), ("tell", "me"),
    ("anything", "else"), ("how", "come"), ("any", "other"), ("and", "what"), ("and", "post"), ("how", "else"),
    ("anyone", "else"), ("anybody", "else"), ("anything", "that"), ("sound", "okay"), ("sound", "good"),
    ("any", "more"), ("any", "questions"), ("any", "idea"), ("any", "ideas"), ("make", "sense"), ("how", "so"),
}  # fmt: skip


def asks(words: Sequence[str], mark: str = "", *, strict: bool = False) -> bool:
    """Whether a clause asks something.

    Args:
        words: its normalised tokens.
        mark: the stop after it; ``?`` settles the matter.
        strict: by the words alone, whatever the stop.

    Example:
        >>> asks("can i take your name".split()), asks("you can take your time".split())
        (True, False)
    """
    if mark == "?" and not strict:
        return True
    said = after_leads(words)
    if not said:
        return False
    if _opens(said) or _tagged(said):
        return True
    if said[0] not in SUBJECTS | BINDING and any(
        said[n] in AUXILIARIES and said[n - 1] not in WH and inverted(said, n)
        for n in range(1, min(len(said) - 1, 3))
    ):
        return True
    # "mrs harris how can i help": the question starts after the name.
    return any(
        (said[n] in WH and _opens(said[n:]) and n <= 3 and said[n - 1] not in BINDING)
        or (said[n] in ("can", "could") and said[n + 1] in ("you", "i"))
        for n in range(1, min(len(said) - 1, 5))
    ) and said[0] not in ("i", "you", "if", "that", "we", "it")


def after_leads(words: Sequence[str]) -> Sequence[str]:
    """What is left of a clause without its "okay, so …"."""
    start = 0
    while start < len(words) - 1 and words[start] in LEADS and words[start] not in WH:
        start += 1
    return words[start:]


_BEFORE_NO_TAG = frozenset("that this what how who".split())


def _tagged(said: Sequence[str]) -> bool:
    if len(said) > 3 and tuple(said[-3:]) in _TAGS:
        return True
    return len(said) > 2 and tuple(said[-2:]) in _TAGS and said[-3] not in _BEFORE_NO_TAG


def _opens(said: Sequence[str]) -> bool:
    first = said[0]
    second = said[1] if len(said) > 1 else ""
    if first in AUXILIARIES:
        third = said[2] if len(said) > 2 else ""
        if (first, second) in _TOLD or third in _FINITE:
            return False  # an instruction; or broken off, "do i'll …"
        if second == "not":
            second = third
        return (first, second) in PAIRED if second in _PERSONS else second in SUBJECTS
    if first in WH:
        return _opens_with_wh(said, first, second)
    return (first, second) in _BARE and len(said) <= 8


_TOLD = {("do", "that"), ("do", "this"), ("do", "a"), ("do", "it"), ("do", "your"), ("do", "the"),
         ("have", "a"), ("have", "that"), ("have", "the"), ("have", "those"), ("have", "it")}  # fmt: skip


def _opens_with_wh(said: Sequence[str], first: str, second: str) -> bool:
    if not second:
        return True
    if first == "what" and second in ("a", "an"):
        return False  # "what a lovely day"
    if inverted(said, 0) or any(a == "you" and b.endswith("ing") for a, b in pairwise(said[1:5])):
        return True  # "what number you calling"
    if second in PRONOUNS or second == "to":
        return False  # "what i will do", "how to do it"
    if first in ("when", "where", "why", "who", "whose"):
        return second in AUXILIARIES | {"about", "else", "not", "exactly"}
    if first == "which":
        # "which means", "which is on page two"
        return second not in AUXILIARIES | {"means", "mean", "i"} and not _has_subject(said)
    return second in AUXILIARIES or not _has_subject(said)


def _has_subject(said: Sequence[str]) -> bool:
    """Whether "how much …" goes on like a statement: "how much you need", "what kind of thing we do"."""
    for word in said[1:6]:
        if word in AUXILIARIES or word in WH:
            return False
        if word in PRONOUNS or word in ("that", "this"):
            return True
    return False
