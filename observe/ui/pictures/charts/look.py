"""How the parts of a picture look: colours that can be seen on both pages, signs and shapes that need none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import altair as alt
import pandas as pd

from observe.cues.shared.about import Shape
from observe.turns.dynamics import Portion
from observe.ui.words.cue_style import style_of

#: What stands for a decision or a suggestion in a picture of points.
PointState = Literal["met", "not_yet", "not_applicable", "undecided", "hidden"]
#: Letters of a name of which two have room beside each other on a phone.
TWO_BESIDE = 18
#: On a filled mark.
INK = "#ffffff"
#: On a pale one.
BLACK = "#10151a"
#: Of outlines, and of what is filled and means nothing by itself: seen on a light page and on a dark one.
GREY = "#667085"


@dataclass(frozen=True, slots=True)
class MarkLook:
    """How one kind of thing looks.

    Attributes:
        words: for people.
        sign: a character or two that stand on the mark; empty for a hollow one.
        shape: of the mark.
        colour: ``#rrggbb``.
    """

    words: str
    sign: str
    shape: Shape
    colour: str


DECIDED: Mapping[PointState, MarkLook] = {
    "met": MarkLook("Met", "✓", "square", "#0b72b9"),
    "not_yet": MarkLook("Not yet", "✗", "diamond", "#b04a16"),
    "not_applicable": MarkLook("Not applicable", "–", "circle", GREY),
    "undecided": MarkLook("Not decided", "", "circle", GREY),
    "hidden": MarkLook("Hidden for now", "?", "hexagon", GREY),
}
SUGGESTED: Mapping[PointState, MarkLook] = {
    "met": MarkLook("Shown", "✓", "square", "#0b72b9"),
    "not_yet": MarkLook("Opportunity missed", "✗", "diamond", "#b04a16"),
    "not_applicable": MarkLook("No opportunity", "–", "circle", GREY),
    "undecided": MarkLook("Not on a recording", "", "circle", GREY),
    "hidden": MarkLook("Hidden for now", "?", "hexagon", GREY),
}
#: The voices as the player draws them.
TIME: Mapping[Portion, MarkLook] = {
    "agent": MarkLook("Agent", "A", "square", "#4a63a8"),
    "customer": MarkLook("Customer", "C", "square", "#2f7d74"),
    "other": MarkLook("Other voice", "O", "square", GREY),
    "both": MarkLook("Both at once", "B", "square", "#8e4fb8"),
    "pause": MarkLook("Short pauses", "", "square", GREY),
    "silence": MarkLook("Silence over 3 s", "S", "square", "#b04a16"),
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
    ("#eef4fa", BLACK),
    ("#c3d9ed", BLACK),
    ("#8fb9dd", BLACK),
    ("#1f6cab", INK),
    ("#0b3d6b", INK),
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


def data(kind: type, rows: Iterable[Any]) -> pd.DataFrame:
    """Rows as a chart takes them; the chart's fields are theirs.

    A table, and not a list: Altair checks every value of a list against its schema, which takes seconds for the
    cues of two hundred calls.

    Args:
        kind: of the rows, a dataclass of plain values; it names the fields where there are no rows.
        rows: to draw.
    """
    names = [one.name for one in fields(kind)]
    return pd.DataFrame([[getattr(row, name) for name in names] for row in rows], columns=names)


def layered(*charts: alt.Chart, height: int) -> alt.LayerChart:
    """Charts one over the other, so many pixels high and as wide as there is room."""
    # Hundreds of marks are not read out one by one: the chart has a sentence, and the table beside it its rows.
    quiet = alt.MarkConfig(aria=False)
    config = alt.Config(mark=quiet)
    # The rows keep their height, whatever stands above and below them.
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    return alt.LayerChart(layer=list(charts), height=height, autosize=fit, config=config)


@dataclass(frozen=True, slots=True)
class Legend:
    """How the field ``what`` is drawn, each channel by the same legend.

    Attributes:
        fill: of the mark; none for what has no sign, so that it needs no colour to be told from the others.
        stroke: of its outline, and of lines.
        shape: of the mark, where it is one of the shapes.
    """

    fill: alt.Fill
    stroke: alt.Stroke
    shape: alt.Shape


def legend(looks: Iterable[MarkLook], rows: Iterable[str] = ()) -> Legend:
    """A legend that names each look by its sign and words.

    Args:
        looks: in their order.
        rows: names of the picture's rows, beside which the legend has to find room.
    """
    every = list(looks)
    names = [named(look) for look in every]
    columns = 2 if max(map(len, [*names, *rows]), default=0) <= TWO_BESIDE else 1
    key = alt.Legend(title=None, orient="top", columns=columns, symbolSize=160, labelLimit=230)
    colours = [look.colour for look in every]
    filled = [look.colour if look.sign else "transparent" for look in every]
    paths = [PATHS[look.shape] for look in every]
    return Legend(
        alt.Fill("what:N", legend=key, scale=alt.Scale(domain=names, range=filled)),
        alt.Stroke("what:N", legend=key, scale=alt.Scale(domain=names, range=colours)),
        alt.Shape("what:N", legend=key, scale=alt.Scale(domain=names, range=paths)),
    )


def cue_look(kind: str) -> MarkLook:
    """How a kind of cue looks, with its letters as the sign."""
    style = style_of(kind)
    return MarkLook(style.label, style.letters, style.shape, style.colour)


def named(look: MarkLook) -> str:
    """A look as a legend names it: with its sign, where it has one."""
    return f"{look.sign} {look.words}".strip()


def calls_axis(calls: list[str]) -> alt.Y:
    """One row a call, in the order given."""
    return alt.Y("call:N", sort=calls, title=None, scale=alt.Scale(domain=calls), axis=ROWS)


#: Of rows named at the left; what is too long for a phone is cut.
ROWS = alt.Axis(labelLimit=170, ticks=False, domain=False, labelPadding=6)
