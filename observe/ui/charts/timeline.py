"""The cues of many calls along their time: one row a call, one mark a cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from observe.ui.charts.look import GREY, INK, PATHS, calls_axis, data, layered
from observe.ui.cue_style import style_of

ROW, LANES = 44, 3


@dataclass(frozen=True, slots=True)
class CueAt:
    """One cue of a call.

    Attributes:
        call: its row.
        cue: kind of cue.
        what: the kind with its letters, as the legend names it.
        letters: on the mark.
        at: where it lies: minutes, or share of the call in %.
        lane: 0 to ``LANES`` − 1, so that marks near each other do not hide one another.
        time: when, for people.
        quote: the words.
        address: of Review at that moment.
    """

    call: str
    cue: str
    what: str
    letters: str
    at: float
    lane: int
    time: str
    quote: str
    address: str


@dataclass(frozen=True, slots=True)
class Note:
    """A row of which nothing may be told, or of which there is nothing to tell.

    Attributes:
        call: its row.
        words: instead of marks.
        until: how far the note reaches, in the unit of the axis.
    """

    call: str
    words: str
    until: float


def timeline(
    cues: Sequence[CueAt], notes: Sequence[Note], calls: list[str], kinds: Sequence[str], axis: str, end: float
) -> alt.LayerChart:
    """The picture.

    Args:
        cues: to draw.
        notes: on rows without marks.
        calls: the rows, from the top down.
        kinds: of cue, in the order of the legend.
        axis: what the time is counted in.
        end: of the longest row, in that unit.
    """
    names = [what(kind) for kind in kinds]
    key = alt.Legend(title=None, orient="top", columns=2, symbolSize=160, labelLimit=200)
    colours = alt.Scale(domain=names, range=[style_of(kind).colour for kind in kinds])
    shapes = alt.Scale(domain=names, range=[PATHS[style_of(kind).shape] for kind in kinds])
    x = alt.X("at:Q", title=axis, scale=alt.Scale(domain=[0, end], nice=False), axis=alt.Axis(tickMinStep=1))
    lanes = alt.YOffset("lane:O", scale=alt.Scale(domain=list(range(LANES))))
    told = [
        alt.Tooltip("what:N", title="Cue"),
        alt.Tooltip("time:N", title="At"),
        alt.Tooltip("quote:N", title="Words"),
        alt.Tooltip("call:N", title="Call"),
    ]
    base = alt.Chart(data(cues)).encode(x=x, y=calls_axis(calls), yOffset=lanes, tooltip=told, href="address:N")
    marks = base.mark_point(filled=True, size=210, opacity=1, cursor="pointer").encode(
        color=alt.Color("what:N", scale=colours, legend=key),
        shape=alt.Shape("what:N", scale=shapes, legend=key),
    )
    letters = base.mark_text(color=INK, fontSize=9, fontWeight="bold", cursor="pointer").encode(
        text="letters:N"
    )
    said = alt.Chart(data(notes)).encode(y=calls_axis(calls))
    pills = said.mark_bar(color=GREY, height=18, cornerRadius=4).encode(
        x=alt.datum(0, type="quantitative"), x2="until:Q", tooltip=alt.Tooltip("words:N", title="Cues")
    )
    words = said.mark_text(color=INK, align="left", dx=6, fontSize=11).encode(
        x=alt.datum(0, type="quantitative"), text="words:N"
    )
    return layered(pills, words, marks, letters, height=max(1, len(calls)) * ROW)


def what(kind: str) -> str:
    """A kind of cue as the legend names it.

    Example:
        >>> what("apology")
        'A Apology'
    """
    style = style_of(kind)
    return f"{style.letters} {style.label}"
