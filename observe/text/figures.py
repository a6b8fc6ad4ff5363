"""Numbers, spellings and addresses for mail as they are written down, however they were said.

"E H double nine, one S P", "eh99 1sp" and "Echo Hotel nine nine one Sierra Papa" are one and the same; so are
"the second of June nineteen eighty one" and "02/06/1981".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_UNITS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {"nought": 0, "nil": 0}
_TENS = {
    word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
} | {"thirtieth": 30}
_MONTHS = {
    word: n
    for n, word in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_ALPHABET = {
    word: word[0]
    for word in (
        "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november "
        "oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"
    ).split()
}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_MAGNITUDE = {"hundred": 100, "thousand": 1000}
#: Between figures these say nothing; beside one, "o" and "oh" are noughts.
_BETWEEN = frozenset("and of the dash hyphen slash space then".split())
_NOUGHT = frozenset(("o", "oh"))
_ORDINAL = re.compile(r"^(\d+)(st|nd|rd|th)$")
_MAIL = {"at": "@", "dot": "", "underscore": "_", "dash": "-", "hyphen": "-"}


@dataclass(frozen=True, slots=True)
class Figures:
    """Tokens ``first`` to ``last`` (not included) that say figures or letters, and these written down."""

    first: int
    last: int
    written: str


def figures(tokens: Sequence[str]) -> tuple[Figures, ...]:
    """Every stretch of figures and spelt letters, in order.

    Example:
        >>> [one.written for one in figures("oh seven double four it is e h 99".split())]
        ['0744', 'eh99']
    """
    found: list[Figures] = []
    at = 0
    while at < len(tokens):
        step = _piece(tokens, at, inside=False)
        if step is None:
            at += 1
            continue
        first, (written, last) = at, step
        while last < len(tokens):
            after = last + (tokens[last] in _BETWEEN and last + 1 < len(tokens))
            following = _piece(tokens, after, inside=True)
            if following is None:
                break
            written, last = written + following[0], following[1]
        found.append(Figures(first, last, written))
        at = last
    return tuple(one for one in found if _means_figures(tokens[one.first : one.last]))


def mail(tokens: Sequence[str]) -> str:
    """All words run together as an address for mail is written, dots left out; "" where no address is told.

    Example:
        >>> mail("it is ann at example dot com".split())
        'itisann@examplecom'
    """
    if not any("@" in token for token in tokens) and not {"at", "dot"}.issubset(tokens):
        return ""
    return "".join(_MAIL.get(token, token) for token in tokens if token not in ".?!").replace(".", "")


def mistaken(said: str, given: str) -> bool:
    """Whether figures are nearly those that were given, and wrong: one or two differ, or have changed places.

    Example:
        >>> mistaken("960321", "960123"), mistaken("960", "960123"), mistaken("25", "960123")
        (True, False, False)
    """
    if said in given or given in said or len(said) < 3 or len(said) * 5 < len(given) * 3 or len({*said}) == 1:
        return False  # one digit over and over ("five five five") stands for a number that was masked
    windows = {given[at : at + len(said)] for at in range(max(1, len(given) - len(said) + 1))}
    most = 1 if len(said) < 5 else 2
    for window in windows:
        if len(window) == len(said):
            differ = [at for at, (a, b) in enumerate(zip(said, window, strict=True)) if a != b]
            if len(differ) <= most or (len(differ) == 2 and sorted(said) == sorted(window)):
                return True
    longer, shorter = sorted((said, given), key=len, reverse=True)
    one_more = len(longer) == len(shorter) + 1 and len(shorter) >= 5
    return one_more and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _piece(tokens: Sequence[str], at: int, inside: bool) -> tuple[str, int] | None:
    """What the words from ``at`` on write, and where they end; None where they are no figures."""
    token = tokens[at] if at < len(tokens) else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if token in _TIMES:
        once = _piece(tokens, at + 1, inside=True)
        return (once[0][:1] * _TIMES[token] + once[0][1:], once[1]) if once else None
    if token in _UNITS or token in _TENS:
        return _cardinal(tokens, at)
    if token in _ORDINALS:
        # "the second" of something may be no number; beside a month, or inside a number, it is
        dated = any(word in _MONTHS for word in tokens[at + 1 : at + 4])
        return (str(_ORDINALS[token]), at + 1) if inside or dated else None
    if token in _MONTHS:
        day = tokens[at + 2] if after == "the" and at + 2 < len(tokens) else after
        return (str(_MONTHS[token]), at + 1) if inside or day[:1].isdigit() or day in _ORDINALS else None
    if match := _ORDINAL.match(token):
        return match[1], at + 1
    if "/" in token and token.replace("/", "").isdigit():
        return "".join(part.lstrip("0") for part in token.split("/")), at + 1
    if any(sign.isdigit() for sign in token) and "@" not in token:
        return "".join(sign for sign in token if sign.isalnum()), at + 1
    if token in _ALPHABET:
        return _ALPHABET[token], at + 1
    if token in _NOUGHT:
        following = _piece(tokens, at + 1, inside=True)
        return ("0", at + 1) if inside or (following and following[0][0].isdigit()) else None
    if len(token) == 1 and token.isalpha() and (token not in "ai" or inside):
        return token, at + 1
    return None


def _cardinal(tokens: Sequence[str], at: int) -> tuple[str, int]:
    """A number in words: "forty four", "twelve hundred and fifty", "two thousand and one"."""
    value, at = _below_hundred(tokens, at)
    whole = False
    for word in ("hundred", "thousand"):
        if at < len(tokens) and tokens[at] == word:
            value, at, whole = value * _MAGNITUDE[word], at + 1, True
            joined = at < len(tokens) and tokens[at] == "and"
            start = at + joined
            if start < len(tokens) and (tokens[start] in _UNITS or tokens[start] in _TENS):
                more, end = _below_hundred(tokens, start)
                magnified = tokens[end] if end < len(tokens) else ""
                if magnified == "hundred" and word == "thousand":
                    rest, end = _cardinal(tokens, start)
                    value, at = value + int(rest), end
                elif joined or magnified not in _UNITS | _TENS:
                    value, at = value + more, end
    return (str(value) if value or whole else "0"), at


def _below_hundred(tokens: Sequence[str], at: int) -> tuple[int, int]:
    token = tokens[at]
    if token in _UNITS:
        return _UNITS[token], at + 1
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if after in _UNITS and 0 < _UNITS[after] < 10:
        return _TENS[token] + _UNITS[after], at + 2
    if after in _ORDINALS and _ORDINALS[after] < 10:
        return _TENS[token] + _ORDINALS[after], at + 2
    return _TENS[token], at + 1


def _means_figures(tokens: Sequence[str]) -> bool:
    """Names of the spelling alphabet by themselves are words: "mike", "a golf hotel"."""
    told = [token for token in tokens if token not in _BETWEEN]
    return len(told) > 2 or any(token not in _ALPHABET for token in told)
