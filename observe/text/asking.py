"""Telling a question from a statement by its words, with or without a question mark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from observe.text.leads import LEADS

WH = frozenset("what how when where why who which whose whom".split())
AUXILIARIES = frozenset(
    "do does did can could would will shall should may might is are was were have has had am".split()
)
_PERSONS = frozenset("i you we they he she it that these those".split())
_FINITE = frozenset("will would can could should is are was were am does".split())
_PRONOUNS = frozenset("i you we they he she it".split())
_SUBJECTS = _PRONOUNS | frozenset(
    "there that this these those your my our his her their the any anyone anybody anything someone "
    "somebody one everyone everything a each either both it".split()
)
#: After these a question word opens a clause that depends on them: "I know what you mean", "about how it went".
BINDING = frozenset(
    "know knows knew see saw about of on tell told exactly understand wonder wondering check sure out think is "
    "was are to with by in for from like explain show decide remember learn notice imagine depending matter "
    "that do does and or than care say said just hear want idea figure recognise into whether whatever find "
    "identify exploring explore discuss want get got whenever the everything because even no if".split()
)
#: Which verb goes with which subject: "is we" is a false start, not a question.
_SINGULAR, _PLURAL = "he she it this that", "you we they these those"
_AGREES = {
    **dict.fromkeys(("is", "was", "does", "has"), f"{_SINGULAR} there"),
    **dict.fromkeys(("are", "were"), f"{_PLURAL} there"),
    **dict.fromkeys(("do", "have"), f"i {_PLURAL}"),
    **dict.fromkeys("did had can could would will should shall may might".split(), f"i {_SINGULAR} {_PLURAL}"),
    "am": "i",
}
_PAIRED = frozenset((verb, subject) for verb, subjects in _AGREES.items() for subject in subjects.split())
#: A verb in front of its subject that never belongs to a statement, whatever stands before it.
_INVERTED = frozenset(
    f"{verb} {subject}"
    for verb, subject in _PAIRED
    if subject in ("you", "we", "they", "he", "she")
    or (subject == "i" and verb in ("can", "could", "shall", "may", "should", "am", "do", "did"))
    or (subject in ("it", "this", "that") and verb in ("does", "did", "will", "would", "can", "could", "has"))
) | {
    "do your",
    "does your",
    "did your",
    "are your",
    "were your",
    "are those",
    "are these",
    "does their",
    "have i got",
}
#: Of "is that" and "is there" only these go on as questions: "my point is that …" does not.
_THESE = frozenset(("this", "that"))
_DETERMINERS = frozenset("the your my our these those some any other".split())
_ASKED_OF = {
    "that": "okay right something fair true correct what how where possible one enough better clear kind",
    "it": "okay right possible true fair something",
    "this": "okay right something the a your",
    "there": "any anything anyone anybody something someone ever still a one some other more another",
}
_INVERTED |= frozenset(
    f"{verb} {subject} {word}"
    for verb in ("is", "was", "are", "were")
    for subject, words in _ASKED_OF.items()
    for word in words.split()
)
_HAPPENED = frozenset("happened happens made makes brought caused changed went".split())
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
    if said[0] not in _SUBJECTS | BINDING and any(
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


def inverted(words: Sequence[str], at: int, *, sure: bool = False) -> bool:
    """Whether a question certainly begins at a word: its verb stands before its subject, as in no statement.

    Args:
        words: normalised tokens.
        at: the place of a question word or an auxiliary.
        sure: only where a pronoun follows the verb ("how are you"), not a noun ("how are things").

    Example:
        >>> inverted("so how many calls did you make".split(), 1), inverted("see how much you need".split(), 1)
        (True, False)
    """
    if words[at] not in WH:
        if words[at] not in AUXILIARIES:
            return False
        following = [word for word in words[at + 1 : at + 4] if word != "not"]
        return any(f"{words[at]} {' '.join(following[:n])}" in _INVERTED for n in (1, 2))
    if words[at] == "what" and not sure and _HAPPENED.intersection(words[at + 1 : at + 2]):
        return not {"is", "was"}.intersection(words[at + 2 : at + 3])  # "what happened was …"
    for place in range(at + 1, min(at + 6, len(words) - 1)):
        word, after = words[place], words[place + 1]
        if word in AUXILIARIES:
            if after in _PRONOUNS or word in ("do", "does", "did") or (words[at] == "how" and after in _THESE):
                return True  # "how important is it", "how does the alarm work"
            if sure or after in ("not", "to"):
                return False
            # "how are things", "what are the chances", but "what is best for you"
            return place == at + 1 and (words[at] in ("how", "where", "why") or after in _DETERMINERS)
        if word in _SUBJECTS or word in WH or word == "to":
            return False
    return False


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
        return (first, second) in _PAIRED if second in _PERSONS else second in _SUBJECTS
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
    if second in _PRONOUNS or second == "to":
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
        if word in _PRONOUNS or word in ("that", "this"):
            return True
    return False
