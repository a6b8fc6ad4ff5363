"""Figures with the range they may lie in: a dot and its whisker, several things compared side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from observe.ui.pictures.charts.look import GREY, ROWS, SERIES, MarkLook, data, layered, legend

BAND = 16


@dataclass(frozen=True, slots=True)
class Whisker:
    """One figure.

    Attributes:
        row: what it is of.
        what: which comparison.
        value: the figure.
        low: lower end of its range; the figure itself where there is no range.
        high: upper end.
        told: the figure and its range in words.
        points: how many points it rests on.
        calls: of how many calls.
        about: what the row is, in full.
    """

    row: str
    what: str
    value: float
    low: float
    high: float
    told: str
    points: int
    calls: int
    about: str


def whiskers(
    found: Sequence[Whisker], rows: list[str], series: list[str], axis: str, domain: tuple[float, float]
) -> alt.LayerChart:
    """The picture.

    Args:
        found: in any order.
        rows: from the top down.
        series: what is compared, in the order of the legend; four at most.
        axis: what is measured.
        domain: the least and the most it can be.
    """
    looks = [MarkLook(what, " ", shape, colour) for what, (shape, colour) in zip(series, SERIES, strict=False)]
    key = legend(looks)
    told = [
        alt.Tooltip("about:N", title="Point"),
        alt.Tooltip("what:N", title="Compared"),
        alt.Tooltip("told:N", title=axis),
        alt.Tooltip("points:Q", title="Points"),
        alt.Tooltip("calls:Q", title="Calls"),
    ]
    scale = alt.Scale(domain=list(domain), nice=False)
    numbers = alt.Axis(tickCount=6, format=".0%" if domain[0] == 0 else ".1f")
    base = alt.Chart(data(Whisker, found)).encode(
        y=alt.Y("row:N", sort=rows, title=None, axis=ROWS),
        yOffset=alt.YOffset("what:N", sort=series, scale=alt.Scale(domain=series, paddingOuter=0.4)),
        tooltip=told,
    )
    ranges = base.mark_rule(strokeWidth=2.5).encode(
        x=alt.X("low:Q", title=axis, scale=scale, axis=numbers), x2="high:Q", stroke=key.stroke
    )
    dots = base.mark_point(size=130, opacity=1).encode(
        x=alt.X("value:Q", title=axis, scale=scale, axis=numbers),
        fill=key.fill,
        stroke=key.stroke,
        shape=key.shape,
    )
    nought = alt.Chart(pd.DataFrame({"nought": [0]})).mark_rule(color=GREY, strokeDash=[4, 3])
    parts = [nought.encode(x=alt.X("nought:Q", title=axis, scale=scale, axis=numbers))] if domain[0] < 0 else []
    height = max(1, len(rows)) * (len(series) + 1) * BAND
    return layered(*parts, ranges, dots, height=height)
