"""Calls made by hand: turns and the cues heard in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from observe.annotation import Cue, Turn, turn_from_text
from observe.cues import CUE_NAMES

ROLES = {"a": "agent", "c": "customer"}
Call = tuple[tuple[Turn, ...], tuple[Cue, ...]]


@pytest.fixture(scope="session")
def call() -> Callable[..., Call]:
    """Makes turns and cues of “c dissatisfaction | a empathy offer”: a cue a word, or “offer+question”."""
    return _call


def _call(written: str, start: float = 0.0) -> Call:
    turns, cues = [], []
    for index, part in enumerate(written.split("|")):
        who, *words = part.split()
        turn = turn_from_text(index, ROLES[who], ROLES[who], " ".join(words) or "hm", start=start, pace=1.0)
        turns.append(turn)
        for word, names in zip(turn.words, words, strict=False):
            for name in names.split("+"):
                assert name in CUE_NAMES, f"{written!r} names a cue that does not exist"
                cues.append(Cue(name, index, word.start, word.end, word.text, "said so", 0.9))
        start = turn.end
    return tuple(turns), tuple(cues)
