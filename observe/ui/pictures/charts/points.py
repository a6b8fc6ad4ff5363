"""Points by calls: a mark for what was decided, or suggested, of each point on each call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import altair as alt

from observe.ui.pictures.charts.look import (
    BLACK,
    INK,
    MarkLook,
    PointState,
    calls_axis,
    data,
    layered,
    legend,
    named,
)

ROW = 34
#: Pixels from a mark's middle to its ≠, so that both can be read.
ASIDE = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """One point on one call.

    Attributes:
        call: its row.
        number: of the point.
        point: its text.
        what: the state, as the legend names it.
        sign: on the mark.
        differs: ``≠`` where decision and suggestion do not say the same, else empty.
        decided: in words.
        suggested: in words; says so where it is hidden.
        address: of Review of that call.
    """

    call: str
    number: int
    point: str
    what: str
    sign: str
    differs: str
    decided: str
    suggested: str
    address: str


def points(cells: Sequence[Cell], calls: list[str], looks: Mapping[PointState, MarkLook]) -> alt.LayerChart:
    """The picture; rows from the top down as ``calls`` has them, columns by the points' numbers."""
    there = [look for look in looks.values() if any(cell.what == named(look) for cell in cells)]
    told = [
        alt.Tooltip("call:N", title="Call"),
        alt.Tooltip("point:N", title="Point"),
        alt.Tooltip("decided:N", title="Decided"),
        alt.Tooltip("suggested:N", title="Suggested"),
    ]
    x = alt.X("number:O", title="Point", axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False))
    base = alt.Chart(data(Cell, cells)).encode(x=x, y=calls_axis(calls), tooltip=told, href="address:N")
    key = legend(there, calls)
    marks = base.mark_point(size=380, opacity=1, strokeWidth=1.5, cursor="pointer").encode(
        fill=key.fill, stroke=key.stroke, shape=key.shape
    )
    signs = base.mark_text(color=INK, fontSize=13, fontWeight="bold", cursor="pointer").encode(text="sign:N")
    apart = base.transform_filter("datum.differs !== ''")
    flags = apart.mark_point(
        shape="circle",
        filled=True,
        size=150,
        color=BLACK,
        stroke=INK,
        strokeWidth=1,
        opacity=1,
        xOffset=ASIDE,
        yOffset=-ASIDE,
    )
    unlike = apart.mark_text(color=INK, fontSize=11, fontWeight="bold", xOffset=ASIDE, yOffset=-ASIDE).encode(
        text="differs:N"
    )
    return layered(marks, signs, flags, unlike, height=max(1, len(calls)) * ROW)
