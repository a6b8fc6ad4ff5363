"""The cues of many calls along their time: one row a call, one mark a cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from observe.ui.pictures.charts.look import GREY, INK, calls_axis, cue_look, data, layered, legend

ROW, LANES = 44, 3
MOST_TICKS = 6
STEPS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
#: Minutes as clocks write them.
CLOCK = "floor(datum.value + 1e-6) + ':' + format(round(60 * datum.value) % 60, '02d')"


@dataclass(frozen=True, slots=True)
class CueAt:
    """One cue of a call.

    Attributes:
        call: its row.
        cue: kind of cue.
        what: the kind with its letters, as the legend names it.
        letters: on the mark.
        at: where it lies: minutes, or share of the call in %.
        lane: 0 to ``LANES`` − 1 from the top down, so that marks near each other do not hide one another.
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
    """A row of which nothing may be told yet.

    Attributes:
        call: its row.
        words: instead of marks.
        until: how far the note reaches, in the unit of the axis.
        at: where it begins.
    """

    call: str
    words: str
    until: float
    at: float = 0.0


def timeline(
    cues: Sequence[CueAt],
    notes: Sequence[Note],
    calls: list[str],
    kinds: Sequence[str],
    end: float,
    *,
    clock: bool,
) -> alt.LayerChart:
    """The picture.

    Args:
        cues: to draw.
        notes: on rows without marks.
        calls: the rows, from the top down.
        kinds: of cue, in the order of the legend.
        end: of the longest row, in the unit of ``CueAt.at``.
        clock: whether that is minutes; else it is the share of the call in %.
    """
    key = legend(cue_look(kind) for kind in kinds)
    x = alt.X(
        "at:Q",
        title="Minutes into the call" if clock else "Share of the call, in %",
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=alt.Axis(values=ticks(end), labelExpr=CLOCK if clock else "datum.label"),
    )
    lanes = alt.YOffset("lane:O", scale=alt.Scale(domain=list(range(LANES))))
    told = [
        alt.Tooltip("what:N", title="Cue"),
        alt.Tooltip("time:N", title="At"),
        alt.Tooltip("quote:N", title="Words"),
        alt.Tooltip("call:N", title="Call"),
    ]
    base = alt.Chart(data(CueAt, cues)).encode(
        x=x, y=calls_axis(calls), yOffset=lanes, tooltip=told, href="address:N"
    )
    marks = base.mark_point(size=210, opacity=1, cursor="pointer").encode(
        fill=key.fill, stroke=key.stroke, shape=key.shape
    )
    letters = base.mark_text(color=INK, fontSize=9, fontWeight="bold", cursor="pointer").encode(
        text="letters:N"
    )
    said = alt.Chart(data(Note, notes)).encode(y=calls_axis(calls))
    pills = said.mark_bar(color=GREY, height=18, cornerRadius=4).encode(
        x=x, x2="until:Q", tooltip=alt.Tooltip("words:N", title="Cues")
    )
    words = said.mark_text(color=INK, align="left", dx=6, fontSize=11).encode(x=x, text="words:N")
    return layered(pills, words, marks, letters, height=max(1, len(calls)) * ROW)


def ticks(end: float) -> list[float]:
    """Where the axis has its numbers: no more than a phone has room for, at places that people count in.

    Example:
        >>> ticks(2.1), ticks(100.0)
        ([0.0, 0.5, 1.0, 1.5, 2.0], [0.0, 20.0, 40.0, 60.0, 80.0, 100.0])
    """
    step = next((step for step in STEPS if end / step < MOST_TICKS), end)
    return [place * step for place in range(int(end / step) + 1)]
