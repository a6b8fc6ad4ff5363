"""What is sought in transcripts, and the words around the places where it is said. No Streamlit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from observe.annotation import Seconds
from observe.store.index import folded

LONGEST = 200
MOST_WORDS = 8
#: Words of a quote on either side of what was sought.
AROUND = 7


@dataclass(frozen=True, slots=True)
class Quote:
    """Words found in a transcript.

    Attributes:
        start: seconds.
        role: of who says them.
        before: a few words before, as they were said.
        found: those that were sought.
        after: a few words after.
    """

    start: Seconds
    role: str
    before: str
    found: str
    after: str


def words_of(sought: str) -> tuple[str, ...]:
    """What is sought, made comparable: each word, and each phrase in quotation marks.

    Example:
        >>> words_of('Refund "to your card", please')
        ('to your card', 'refund', 'please')
    """
    text = sought[:LONGEST].replace("“", '"').replace("”", '"')
    phrases = re.findall(r'"([^"]+)"', text)
    words = [*phrases, *re.sub(r'"[^"]+"', " ", text).split()]
    return tuple(dict.fromkeys(folded(word) or word.casefold() for word in words if word.strip(' ",')))[
        :MOST_WORDS
    ]


def quotes(document: Mapping[str, Any], words: Iterable[str]) -> tuple[Quote, ...]:
    """The first place in a call's document where each of these words or phrases is said, in time order."""
    places: dict[Seconds, Quote] = {}
    for word in words:
        first = next((quote for turn in document["turns"] for quote in _in_turn(turn, word)), None)
        if first is not None:
            places.setdefault(first.start, first)
    return tuple(places[start] for start in sorted(places))


def _in_turn(turn: Mapping[str, Any], sought: str) -> Iterator[Quote]:
    # One recognised word may fold to none or to several, so each part remembers the word it came from.
    parts = [(part, place) for place, word in enumerate(turn["words"]) for part in folded(word["text"]).split()]
    line = " ".join(part for part, _ in parts)
    at = line.find(sought)
    if at < 0:
        return
    first, last = (parts[line.count(" ", 0, end)][1] for end in (at, at + len(sought) - 1))
    said = [str(word["text"]) for word in turn["words"]]
    start, stop = max(0, first - AROUND), last + 1 + AROUND
    yield Quote(
        float(turn["words"][first]["start"]),
        str(turn["role"]),
        ("…" if start else "") + " ".join(said[start:first]),
        " ".join(said[first : last + 1]),
        " ".join(said[last + 1 : stop]) + ("…" if stop < len(said) else ""),
    )
