"""What the time of calls, or of groups of calls, is made of: rows, table and words. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from observe.annotation import Seconds
from observe.clock import clock
from observe.turns.dynamics import PORTIONS, Portion
from observe.ui.pictures.charts.look import TIME, named
from observe.ui.pictures.charts.picture import Picture
from observe.ui.pictures.charts.strips import Part, strips

#: In a part smaller than this a letter has no room.
ROOM = 5.0
Time = Mapping[Portion, Seconds]


def strips_picture(rows: Sequence[tuple[str, Time]], of: str) -> Picture:
    """The picture of talk and silence.

    Args:
        rows: names, unlike each other, and what the time is made of; from the top down.
        of: what a row is, such as ``Call``.
    """
    parts = [part for name, time in rows for part in _parts(name, time)]
    whole = together(time for _, time in rows)
    return Picture(
        name="talk-and-silence",
        title="Talk and silence",
        words=_words(whole, rows),
        chart=strips(parts, [name for name, _ in rows]),
        table=[_row(name, time, of) for name, time in rows],
    )


def together(times: Iterable[Time]) -> dict[Portion, Seconds]:
    """The time of several calls added up."""
    every = list(times)
    return {portion: sum(time[portion] for time in every) for portion in PORTIONS}


def _parts(name: str, time: Time) -> Iterable[Part]:
    whole = sum(time.values())
    start = 0.0
    for portion in PORTIONS:
        if not whole or not time[portion]:
            continue
        share = 100 * time[portion] / whole
        look = TIME[portion]
        yield Part(
            call=name,
            what=named(look),
            letter=look.sign if share >= ROOM else "",
            start=round(start, 3),
            end=round(start + share, 3),
            share=f"{share:.0f} %",
            time=clock(time[portion]),
        )
        start += share


def _row(name: str, time: Time, of: str) -> dict[str, str]:
    whole = sum(time.values()) or 1.0
    shares = {
        TIME[portion].words: f"{100 * time[portion] / whole:.0f} %, {clock(time[portion])}"
        for portion in PORTIONS
    }
    return {of: name, **shares}


def _words(whole: Time, rows: Sequence[tuple[str, Time]]) -> str:
    length = sum(whole.values())
    if not length:
        return "No time was measured."
    share = {portion: f"{100 * seconds / length:.0f} %" for portion, seconds in whole.items()}
    most = max(rows, key=lambda row: row[1]["silence"] / (sum(row[1].values()) or 1.0))
    words = (
        f"The agent speaks {share['agent']} of the time, the customer {share['customer']}, both at once "
        f"{share['both']}; silences over 3 seconds take {share['silence']}"
    )
    return f"{words}, the most in “{most[0]}”." if whole["silence"] and len(rows) > 1 else f"{words}."
