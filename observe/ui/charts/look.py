"""How the parts of a picture look: colours that can be seen on both pages, signs and shapes that need none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import altair as alt

from observe.dynamics import Portion
from observe.ui.cue_style import Shape

#: What stands for a decision or a suggestion in a picture of points.
State = Literal["met", "not_yet", "not_applicable", "undecided", "hidden"]
#: On a filled mark.
INK = "#ffffff"
#: Of outlines, and of what is filled and means nothing by itself: seen on a light page and on a dark one.
GREY = "#667085"


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of thing looks.

    Attributes:
        words: for people.
        sign: one character that stands on the mark; empty for a hollow one.
        shape: of the mark.
        colour: ``#rrggbb``.
    """

    words: str
    sign: str
    shape: Shape
    colour: str


DECIDED: Mapping[State, Look] = {
    "met": Look("Met", "✓", "square", "#0b72b9"),
    "not_yet": Look("Not yet", "✗", "diamond", "#b04a16"),
    "not_applicable": Look("Not applicable", "–", "circle", GREY),
    "undecided": Look("Not decided", "", "circle", GREY),
    "hidden": Look("Hidden for now", "?", "hexagon", GREY),
}
SUGGESTED: Mapping[State, Look] = {
    "met": Look("Shown", "✓", "square", "#0b72b9"),
    "not_yet": Look("Opportunity missed", "✗", "diamond", "#b04a16"),
    "not_applicable": Look("No opportunity", "–", "circle", GREY),
    "undecided": Look("Not on a recording", "", "circle", GREY),
    "hidden": Look("Hidden for now", "?", "hexagon", GREY),
}
#: The voices as the player draws them.
TIME: Mapping[Portion, Look] = {
    "agent": Look("Agent", "A", "square", "#4a63a8"),
    "customer": Look("Customer", "C", "square", "#2f7d74"),
    "other": Look("Other voice", "O", "square", GREY),
    "both": Look("Both at once", "B", "square", "#8e4fb8"),
    "pause": Look("Short pauses", "", "square", GREY),
    "silence": Look("Silence over 3 s", "S", "square", "#b04a16"),
}
#: Of what is compared: two or three things side by side.
SERIES: tuple[tuple[Shape, str], ...] = (
    ("circle", "#0b72b9"),
    ("square", "#b04a16"),
    ("diamond", "#2f7d74"),
    ("hexagon", "#8e4fb8"),
)
#: From little to much, each with the ink that can be read on it; the number stands in every cell.
STEPS: tuple[tuple[str, str], ...] = (
    ("#eef4fa", "#10151a"),
    ("#c3d9ed", "#10151a"),
    ("#8fb9dd", "#10151a"),
    ("#1f6cab", "#ffffff"),
    ("#0b3d6b", "#ffffff"),
)
#: As Vega draws them: a name that it knows, or a path between −1 and 1.
PATHS: Mapping[Shape, str] = {
    "circle": "circle",
    "square": "square",
    "diamond": "M0,-1.25L1.25,0L0,1.25L-1.25,0Z",
    "flag": "M-1,-1L1,-1L0.7,-0.2L1,0.6L-0.6,0.6L-0.6,1.2L-1,1.2Z",
    "hexagon": "M-0.55,-0.95L0.55,-0.95L1.1,0L0.55,0.95L-0.55,0.95L-1.1,0Z",
}


def step(share: float) -> tuple[str, str]:
    """The colour of a cell and of its number.

    Args:
        share: of the most there can be, in [0, 1].
    """
    return STEPS[min(len(STEPS) - 1, int(share * len(STEPS)))]


def data(rows: Iterable[Any]) -> alt.InlineData:
    """Rows, each a dataclass of plain values, as a chart takes them; the chart's fields are theirs."""
    found = [{one.name: getattr(row, one.name) for one in fields(row)} for row in rows]
    return alt.InlineData(values=found)


def layered(*charts: alt.Chart, height: int) -> alt.LayerChart:
    """Charts one over the other, so many pixels high and as wide as there is room."""
    # Hundreds of marks are not read out one by one: the chart has a sentence, and the table beside it its rows.
    quiet = alt.Config(mark=alt.MarkConfig(aria=False))
    return alt.LayerChart(layer=list(charts), height=height, config=quiet)


def legend(looks: Iterable[Look]) -> dict[str, alt.Color | alt.Shape]:
    """Colour and shape by the field ``what``, with a legend that names each look by sign and words."""
    every = list(looks)
    names = [named(look) for look in every]
    key = alt.Legend(title=None, orient="top", columns=2, symbolSize=160, labelLimit=200)
    return {
        "color": alt.Color(
            "what:N", legend=key, scale=alt.Scale(domain=names, range=[look.colour for look in every])
        ),
        "shape": alt.Shape(
            "what:N", legend=key, scale=alt.Scale(domain=names, range=[PATHS[look.shape] for look in every])
        ),
    }


def named(look: Look) -> str:
    """A look as a legend names it: with its sign, where it has one."""
    return f"{look.sign} {look.words}".strip()


def calls_axis(calls: list[str]) -> alt.Y:
    """One row a call, in the order given."""
    return alt.Y("call:N", sort=calls, title=None, scale=alt.Scale(domain=calls), axis=ROWS)


#: Of rows named at the left; what is too long for a phone is cut.
ROWS = alt.Axis(labelLimit=170, ticks=False, domain=False, labelPadding=6)
