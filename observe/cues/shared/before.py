"""What the other party said shortly before, and which of its words a stretch of talk takes up."""

from __future__ import annotations

from collections.abc import Sequence

from observe.annotation import Turn
from observe.text import read
from observe.text.content import content

LOOK_BACK = 16
MOST = 8


Earlier = list[tuple[Turn, frozenset[str]]]


def said_before(turns: Sequence[Turn], position: int) -> Earlier:
    """The other party's last few turns before a position, the latest first, each with its content words."""
    me = turns[position].speaker
    earlier = turns[max(0, position - LOOK_BACK) : position]
    return [(turn, read(turn).content) for turn in reversed(earlier) if turn.speaker != me][:MOST]


def shared_with(words: Sequence[str], heard: Earlier) -> tuple[frozenset[str], Turn]:
    """The content words shared with a turn, and that turn.

    It is the one that shares most; where none shares any, the latest that says something.
    """
    mine = content(words)
    best, theirs = max(heard, key=lambda said: len(mine & said[1]))
    common = mine & theirs
    if common:
        return common, best
    return common, next((turn for turn, words_said in heard if len(words_said) > 1), heard[0][0])
