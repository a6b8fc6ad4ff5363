"""The order of words that makes a question of a clause: its verb stands before its subject."""

from __future__ import annotations

from collections.abc import Sequence

WH = frozenset("what how when where why who which whose whom".split())
AUXILIARIES = frozenset(
    "do does did can could would will shall should may might is are was were have has had am".split()
)
PRONOUNS = frozenset("i you we they he she it".split())
SUBJECTS = PRONOUNS | frozenset(
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
PAIRED = frozenset((verb, subject) for verb, subjects in _AGREES.items() for subject in subjects.split())
#: A verb in front of its subject that never belongs to a statement, whatever stands before it.
_INVERTED = frozenset(
    f"{verb} {subject}"
    for verb, subject in PAIRED
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
            if after in PRONOUNS or word in ("do", "does", "did") or (words[at] == "how" and after in _THESE):
                return True  # "how important is it", "how does the alarm work"
            if sure or after in ("not", "to"):
                return False
            # "how are things", "what are the chances", but "what is best for you"
            return place == at + 1 and (words[at] in ("how", "where", "why") or after in _DETERMINERS)
        if word in SUBJECTS or word in WH or word == "to":
            return False
    return False
