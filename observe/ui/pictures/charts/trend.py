"""How often each kind of cue is heard from call to call: a dot a call, and a line through several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from observe.ui.pictures.charts.look import INK, cue_look, data, layered, legend

HEIGHT = 320
#: Pixels from the last call to the letters of its line.
BESIDE = 14


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
        end: where the letters stand at the line's end, apart from those of other kinds.
    """

    call: str
    number: int
    what: str
    letters: str
    times: int
    rate: float
    mean: float
    end: float


def trend(rates: Sequence[Rate], kinds: Sequence[str]) -> alt.LayerChart:
    """The picture; kinds in the order of the legend."""
    key = legend(cue_look(kind) for kind in kinds)
    told = [
        alt.Tooltip("call:N", title="Call"),
        alt.Tooltip("what:N", title="Cue"),
        alt.Tooltip("times:Q", title="Times"),
        alt.Tooltip("rate:Q", title="In 10 minutes of talk", format=".1f"),
        alt.Tooltip("mean:Q", title="Over the last calls", format=".1f"),
    ]
    x = alt.X("number:Q", title="Call, in order of time", axis=alt.Axis(tickMinStep=1, format="d"))
    x = x.scale(nice=False, padding=28, zero=False)
    y = "Times in 10 minutes of talk"
    base = alt.Chart(data(Rate, rates)).encode(x=x, tooltip=told)
    dots = base.mark_point(size=34, opacity=1).encode(
        y=alt.Y("rate:Q", title=y), fill=key.fill, stroke=key.stroke, shape=key.shape
    )
    lines = base.mark_line(strokeWidth=2.5).encode(y=alt.Y("mean:Q", title=y), stroke=key.stroke)
    last = base.transform_filter("datum.letters !== ''")
    ends = last.mark_point(size=260, opacity=1, xOffset=BESIDE).encode(
        y="end:Q", fill=key.fill, stroke=key.stroke, shape=key.shape
    )
    letters = last.mark_text(color=INK, fontSize=10, fontWeight="bold", xOffset=BESIDE).encode(
        y="end:Q", text="letters:N"
    )
    return layered(dots, lines, ends, letters, height=HEIGHT)
