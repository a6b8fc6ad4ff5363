"""How often each kind of cue is heard from call to call: a dot a call, and a line through several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from observe.ui.charts.look import INK, PATHS, data, layered
from observe.ui.charts.timeline import what
from observe.ui.cue_style import style_of

HEIGHT = 320


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a kind of cue was heard in a call.

    Attributes:
        call: as its row is named elsewhere.
        number: of the call, in order of time.
        what: the kind, as the legend names it.
        letters: of the kind, on the last call of its line; else empty.
        times: heard.
        rate: times in ten minutes of talk.
        mean: the same over this call and those before it, as many as the line takes together.
    """

    call: str
    number: int
    what: str
    letters: str
    times: int
    rate: float
    mean: float


def trend(rates: Sequence[Rate], kinds: Sequence[str]) -> alt.LayerChart:
    """The picture; kinds in the order of the legend."""
    names = [what(kind) for kind in kinds]
    key = alt.Legend(title=None, orient="top", columns=2, symbolSize=120, labelLimit=200)
    colour = alt.Color(
        "what:N",
        legend=key,
        scale=alt.Scale(domain=names, range=[style_of(kind).colour for kind in kinds]),
    )
    shape = alt.Shape(
        "what:N",
        legend=key,
        scale=alt.Scale(domain=names, range=[PATHS[style_of(kind).shape] for kind in kinds]),
    )
    told = [
        alt.Tooltip("call:N", title="Call"),
        alt.Tooltip("what:N", title="Cue"),
        alt.Tooltip("times:Q", title="Times"),
        alt.Tooltip("rate:Q", title="In 10 minutes of talk", format=".1f"),
        alt.Tooltip("mean:Q", title="Over the last calls", format=".1f"),
    ]
    x = alt.X("number:Q", title="Call, in order of time", axis=alt.Axis(tickMinStep=1, format="d"))
    x = x.scale(nice=False, padding=14, zero=False)
    y = "Times in 10 minutes of talk"
    base = alt.Chart(data(rates)).encode(x=x, tooltip=told)
    dots = base.mark_point(filled=True, size=34, opacity=1).encode(
        y=alt.Y("rate:Q", title=y), color=colour, shape=shape
    )
    lines = base.mark_line(strokeWidth=2.5).encode(y=alt.Y("mean:Q", title=y), color=colour)
    last = base.transform_filter("datum.letters !== ''")
    ends = last.mark_point(filled=True, size=260, opacity=1).encode(y="mean:Q", color=colour, shape=shape)
    letters = last.mark_text(color=INK, fontSize=10, fontWeight="bold").encode(y="mean:Q", text="letters:N")
    return layered(dots, lines, ends, letters, height=HEIGHT)
