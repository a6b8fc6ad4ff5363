"""What the time of each call is made of: a strip a row, from the agent's talk to the silences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from observe.ui.pictures.charts.look import INK, TIME, calls_axis, data, layered, legend, named

ROW = 30
SHARE = "Share of the time, in %"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of one strip.

    Attributes:
        call: its row.
        what: the part, as the legend names it.
        letter: on it, where there is room.
        start: where it begins, as a share of the whole in %.
        end: where it ends.
        share: in %, rounded, with its sign.
        time: how long, for people.
    """

    call: str
    what: str
    letter: str
    start: float
    end: float
    share: str
    time: str


def strips(parts: Sequence[Part], calls: list[str]) -> alt.LayerChart:
    """The picture; rows from the top down as ``calls`` has them."""
    there = [look for look in TIME.values() if any(part.what == named(look) for part in parts)]
    key = legend(there, calls)
    told = [
        alt.Tooltip("call:N", title="Call"),
        alt.Tooltip("what:N", title="Part"),
        alt.Tooltip("share:N", title="Share"),
        alt.Tooltip("time:N", title="Time"),
    ]
    base = (
        alt.Chart(data(Part, parts))
        .transform_calculate(middle="(datum.start + datum.end) / 2")
        .encode(y=calls_axis(calls), tooltip=told)
    )
    x = alt.X(
        "start:Q",
        title=SHARE,
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    bars = base.mark_bar(height=18, strokeWidth=1.5).encode(x=x, x2="end:Q", fill=key.fill, stroke=key.stroke)
    letters = base.mark_text(color=INK, fontSize=11, fontWeight="bold").encode(
        x=alt.X("middle:Q", title=SHARE), text="letter:N"
    )
    return layered(bars, letters, height=max(1, len(calls)) * ROW)
