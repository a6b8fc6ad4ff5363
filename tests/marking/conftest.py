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
    """Makes turns and cues of “c dissatisfaction | a empathy offer”: a second a word, a cue a word."""
    return _call


def _call(written: str, start: float = 0.0) -> Call:
    turns, cues = [], []
    for index, part in enumerate(written.split("|")):
        who, *names = part.split()
        assert {*names} <= {*CUE_NAMES}, f"{written!r} names a cue that does not exist"
        turn = turn_from_text(index, ROLES[who], ROLES[who], " ".join(names) or "hm", start=start, pace=1.0)
        turns.append(turn)
        for name, word in zip(names, turn.words, strict=False):
            cues.append(Cue(name, index, word.start, word.end, word.text, "said so", 0.9))
        start = turn.end
    return tuple(turns), tuple(cues)
