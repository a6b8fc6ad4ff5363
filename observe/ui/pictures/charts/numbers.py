"""A table of numbers as a picture: each cell darker for more, with its number in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from observe.ui.pictures.charts.look import GREY, ROWS, data, layered, step

ROW = 36


@dataclass(frozen=True, slots=True)
class Number:
    """One cell.

    Attributes:
        row: its row's name.
        column: its column's.
        label: the number as it stands in the cell; empty where there is none.
        share: how much of the most there can be, in [0, 1]; None where there is no number.
        about: what the column is, in words.
        told: the number in words, with what it rests on.
    """

    row: str
    column: str
    label: str
    share: float | None
    about: str
    told: str


@dataclass(frozen=True, slots=True)
class _Drawn:
    row: str
    column: str
    label: str
    about: str
    told: str
    fill: str
    ink: str


def numbers(cells: Sequence[Number], rows: list[str], columns: list[str], title: str) -> alt.LayerChart:
    """The picture.

    Args:
        cells: in any order.
        rows: from the top down.
        columns: from left to right.
        title: what the columns are.
    """
    base = alt.Chart(data(_Drawn, (_drawn(cell) for cell in cells))).encode(
        x=alt.X(
            "column:N",
            sort=columns,
            title=title,
            axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelLimit=110),
        ),
        y=alt.Y("row:N", sort=rows, title=None, axis=ROWS),
        tooltip=[
            alt.Tooltip("row:N", title="Row"),
            alt.Tooltip("about:N", title=title),
            alt.Tooltip("told:N", title="Number"),
        ],
    )
    squares = base.mark_rect(stroke=GREY, strokeWidth=1).encode(fill=alt.Fill("fill:N", scale=None))
    figures = base.mark_text(fontSize=12).encode(text="label:N", color=alt.Color("ink:N", scale=None))
    return layered(squares, figures, height=max(1, len(rows)) * ROW)


def _drawn(cell: Number) -> _Drawn:
    fill, ink = ("transparent", GREY) if cell.share is None else step(cell.share)
    return _Drawn(cell.row, cell.column, cell.label, cell.about, cell.told, fill, ink)
