"""What recognisers do to text: stops and capitals lost, fillers, false starts, words misheard, turns recut.

Every change is deterministic for a seed. Changes of a line's text keep its place; ``split`` and ``joined`` also
give the place of the line, or lines, that each new one came from.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Line = tuple[str, str]
Garble = Callable[[str, random.Random], str]

FILLERS = ("um", "er", "uh", "um", "er", "you know")
#: A small word that is often said twice.
_TWICE = frozenset("i we you the a it and to that is can so what my your".split())
#: Small words that recognisers swallow.
_SWALLOWED = frozenset("a an the".split())


def without_stops(text: str, _: random.Random) -> str:
    """Every mark but apostrophes and hyphens inside words removed.

    Example:
        >>> without_stops("Well, it's 9 o'clock. Ready?", random.Random(0))
        "Well it's 9 o'clock Ready"
    """
    words = (re.sub(r"[^\w'’-]", "", word).strip("-'’") for word in text.split())
    return " ".join(word for word in words if word) or "…"


def lower_case(text: str, _: random.Random) -> str:
    """No capitals."""
    return text.lower()


def bare(text: str, chance: random.Random) -> str:
    """Lower case without stops: what many recognisers give."""
    return lower_case(without_stops(text, chance), chance)


def with_fillers(text: str, chance: random.Random) -> str:
    """A filler before about every eighth word."""
    return " ".join(
        f"{chance.choice(FILLERS)} {word}" if chance.random() < 1 / 8 else word for word in text.split()
    )


def with_false_starts(text: str, chance: random.Random) -> str:
    """About every fourth small word said twice, about every twentieth word begun twice ("bi- bill")."""
    said = []
    for word in text.split():
        if word.lower() in _TWICE and chance.random() < 1 / 4:
            said.append(word)
        elif len(word) > 4 and word.isalpha() and chance.random() < 1 / 20:
            said.append(f"{word[:2]}-")
        said.append(word)
    return " ".join(said)


def misheard(text: str, chance: random.Random) -> str:
    """Apostrophes lost ("I'll" becomes "ill", "we're" "were") and about every fourth article swallowed."""
    words = (word.replace("'", "").replace("’", "") for word in text.split())
    kept = [word for word in words if word.lower() not in _SWALLOWED or chance.random() >= 1 / 4]
    return " ".join(kept) or text


GARBLES: dict[str, Garble] = {
    "without stops": without_stops,
    "lower case": lower_case,
    "lower case without stops": bare,
    "with fillers": with_fillers,
    "with false starts": with_false_starts,
    "misheard": misheard,
}


def split(lines: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """Every line cut after its stops and commas into pieces of three words or more; and each piece's line."""
    pieces: list[Line] = []
    places: list[int] = []
    for place, (speaker, text) in enumerate(lines):
        held: list[str] = []
        for part in re.findall(r"[^.,?!]+[.,?!]*\s*", text) or [text]:
            held.append(part)
            if len("".join(held).split()) >= 3:
                pieces.append((speaker, "".join(held).strip()))
                places.append(place)
                held = []
        if held and places and places[-1] == place:
            pieces[-1] = (speaker, f"{pieces[-1][1]} {''.join(held).strip()}")
        elif held:
            pieces.append((speaker, "".join(held).strip() or text))
            places.append(place)
    return pieces, places


def joined(lines: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """Successive lines of one speaker made one; and, for every line given, the place of the new one."""
    made: list[Line] = []
    places: list[int] = []
    for speaker, text in lines:
        if made and made[-1][0] == speaker:
            made[-1] = (speaker, f"{made[-1][1]} {text}")
        else:
            made.append((speaker, text))
        places.append(len(made) - 1)
    return made, places
