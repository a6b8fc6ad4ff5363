"""What the list of calls is searched by, worked out of a document once, when it is added."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

#: Stands between two turns, so that no phrase is found across them.
_BETWEEN = "\n"
_EDGES = '.,;:!?"“”„«»()[]…'


def folded(text: str) -> str:
    """Text made comparable: letter case, kinds of apostrophe and punctuation at a word's edges aside.

    Both what was said and what is sought go through here. Nothing that a database cannot hold is left.

    Example:
        >>> folded("I’m SORRY, really…")
        "i'm sorry really"
    """
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'").casefold()
    if plain.isascii() and plain.isprintable():  # nearly all that is said, and much the quickest
        return _words(plain)
    kept = "".join(
        " " if character.isspace() else character
        for character in plain
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )
    return _words(kept)


def _words(text: str) -> str:
    return " ".join(word for each in text.split() if (word := each.strip(_EDGES)))


def index_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The words, kinds of cue and outcomes of an observation document, as the table keeps them.

    Raises:
        KeyError, TypeError, AttributeError: a part is missing or of the wrong kind.
    """
    points: dict[str, dict[str, str]] = {}
    for finding in document["findings"]:
        points.setdefault(finding["scheme"], {})[finding["criterion"]] = finding["outcome"]
    return {
        "cues": sorted({cue["cue"] for cue in document["cues"]}),
        "points": points,
        "words": _said(document["turns"]),
    }


def _said(turns: Iterable[Mapping[str, Any]]) -> str:
    return _BETWEEN.join(folded(" ".join(word["text"] for word in turn["words"])) for turn in turns)
