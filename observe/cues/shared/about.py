"""What a cue's file says about its cue besides how it is heard: its words for people, its place and its look.

A mark has letters and a shape beside its colour, so that no one of these carries the meaning alone. Every
colour keeps a contrast of 4.5 with the white letters on it, and of 3 with a white page and a dark one (WCAG
2.2, 1.4.3 and 1.4.11); a test computes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Group = Literal["listening", "service", "customer", "watch"]
Lines = Literal["agent", "customer", "either"]
Shape = Literal["circle", "square", "diamond", "flag", "hexagon"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How a cue is drawn, but for its letters.

    Attributes:
        shape: of the mark.
        colour: of the mark, ``#rrggbb``.
    """

    shape: Shape
    colour: str


@dataclass(frozen=True, slots=True)
class Family:
    """What the cues of one group share.

    Attributes:
        title: for people.
        mark: of every cue that has none of its own.
    """

    title: str
    mark: Mark


#: In the order in which they are shown.
GROUPS: Mapping[Group, Family] = {
    "listening": Family("Listening cues", Mark("circle", "#0b72b9")),
    "service": Family("Other things the agent did", Mark("square", "#667085")),
    "customer": Family("From the customer", Mark("hexagon", "#2f7d74")),
    "watch": Family("To watch for", Mark("flag", "#c23b3b")),
}


@dataclass(frozen=True, slots=True)
class About:
    """One cue in words and in its look.

    Attributes:
        label: for people, by itself.
        phrase: within a sentence.
        letters: one or two, no other cue's.
        group: which of the four families it belongs to.
        place: in its group, from 1; cues are listed group by group, and so in every list.
        lines: whose lines it is sought on, where agent and customer are told apart.
        own_mark: where it is not its group's.
    """

    label: str
    phrase: str
    letters: str
    group: Group
    place: int
    lines: Lines = "agent"
    own_mark: Mark | None = None

    @property
    def shape(self) -> Shape:
        """Of its mark."""
        return (self.own_mark or GROUPS[self.group].mark).shape

    @property
    def colour(self) -> str:
        """Of its mark, ``#rrggbb``."""
        return (self.own_mark or GROUPS[self.group].mark).colour
