"""What the time of each call is made of: a strip a row, from the agent's talk to the silences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from observe.ui.charts.look import INK, TIME, calls_axis, data, layered, named

ROW = 30


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

    @property
    def middle(self) -> float:
        """Where its letter stands."""
        return (self.start + self.end) / 2


def strips(parts: Sequence[Part], calls: list[str]) -> alt.LayerChart:
    """The picture; rows from the top down as ``calls`` has them."""
    there = [look for look in TIME.values() if any(part.what == named(look) for part in parts)]
    names = [named(look) for look in there]
    hollow = [named(look) for look in there if not look.sign]
    key = alt.Legend(title=None, orient="top", columns=2, symbolType="square", labelLimit=200)
    colour = alt.Scale(domain=names, range=[look.colour for look in there])
    told = [
        alt.Tooltip("call:N", title="Call"),
        alt.Tooltip("what:N", title="Part"),
        alt.Tooltip("share:N", title="Share"),
        alt.Tooltip("time:N", title="Time"),
    ]
    base = (
        alt.Chart(data(parts))
        .transform_calculate(middle="(datum.start + datum.end) / 2")
        .encode(y=calls_axis(calls), tooltip=told)
    )
    x = alt.X(
        "start:Q",
        title="Share of the call, in %",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    # What has no letter is hollow, so that it needs no colour to be told from what has one.
    fill = alt.condition(alt.FieldOneOfPredicate("what", hollow), alt.value(0.0), alt.value(1.0))
    bars = base.mark_bar(height=18, strokeWidth=1.5).encode(
        x=x,
        x2="end:Q",
        color=alt.Color("what:N", scale=colour, legend=key),
        stroke=alt.Stroke("what:N", scale=colour, legend=None),
        fillOpacity=fill,
    )
    letters = base.mark_text(color=INK, fontSize=11, fontWeight="bold").encode(
        x=alt.X("middle:Q", title=None), text="letter:N"
    )
    return layered(bars, letters, height=max(1, len(calls)) * ROW)
