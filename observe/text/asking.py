"""Telling a question from a statement by its words, with or without a question mark."""

from __future__ import annotations

from collections.abc import Sequence

from observe.text.clauses import LEADS

WH = frozenset("what how when where why who which whose whom".split())
_AUXILIARIES = frozenset(
    "do does did can could would will shall should may might is are was were have has had am".split()
)
_SUBJECTS = frozenset(
    "i you we it he she they there that this these those your my our the any anyone anybody anything someone "
    "somebody one everything a".split()
)
#: "when you dial" or "how you do it" is no question by itself; these need a verb in front of the subject.
_RELATIVE = frozenset("when where how why who which what whose".split())
_TAGS = {
    ("is", "it"), ("is", "that"), ("are", "you"), ("do", "you"), ("did", "you"), ("have", "you"),
    ("would", "you"),
    ("is", "not", "it"), ("are", "not", "you"), ("do", "not", "you"), ("did", "not", "you"), ("was", "it"),
    ("have", "not", "you"), ("is", "that", "right"), ("is", "that", "correct"), ("was", "not", "it"),
    ("does", "it"), ("do", "they"), ("did", "they"), ("do", "i"), ("can", "you"), ("is", "there"),
}  # fmt: skip
_BARE = {
    ("and", "your"), ("and", "the"), ("your", "name"), ("what", "about"), ("how", "about"), ("tell", "me"),
    ("anything", "else"), ("how", "come"), ("any", "other"), ("and", "what"), ("and", "post"), ("how", "else"),
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
    start = 0
    while start < len(words) - 1 and words[start] in LEADS and words[start] not in WH:
        start += 1
    said = words[start:]
    if not said:
        return False
    if (
        _opens(said)
        or (len(said) > 2 and tuple(said[-2:]) in _TAGS)
        or (len(said) > 3 and tuple(said[-3:]) in _TAGS)
    ):
        return True
    # "mrs harris how can i help": the question starts after the name.
    return any(
        (said[n] in WH and _opens(said[n:]) and n <= 3 and said[n - 1] not in _BEFORE_RELATIVE)
        or (said[n] in ("can", "could") and said[n + 1] in ("you", "i"))
        for n in range(1, min(len(said) - 1, 5))
    ) and said[0] not in ("i", "you", "if", "that", "we", "it")


_BEFORE_RELATIVE = frozenset("know see is of about tell exactly understand wonder check sure out".split())


def _opens(said: Sequence[str]) -> bool:
    first = said[0]
    second = said[1] if len(said) > 1 else ""
    third = said[2] if len(said) > 2 else ""
    if first in _AUXILIARIES:
        if (first, second) in (("do", "that"), ("do", "this"), ("do", "a"), ("do", "it"), ("have", "a")):
            return False  # an instruction
        return second in _SUBJECTS or (second == "not" and third in _SUBJECTS)
    if first in WH:
        if not second:
            return True
        if first == "what" and second in ("a", "an"):
            return False  # "what a lovely day"
        if second in ("i", "you", "we", "they", "he", "she", "it") and first in _RELATIVE:
            return False
        if first in ("when", "where", "why", "who") and second not in _AUXILIARIES | {"about", "else", "not"}:
            return False
        # "what i will do", "which means"
        return not (first == "which" and second in ("is", "means", "will", "was", "should", "would", "i"))
    return (first, second) in _BARE and len(said) <= 6
