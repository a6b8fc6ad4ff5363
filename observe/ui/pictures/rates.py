"""How often cues are heard, in ten minutes of talk: call by call, and by learner or month. No Streamlit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from observe.annotation import Seconds
from observe.store import Counted
from observe.ui.pictures.calls_seen import SeenCall
from observe.ui.pictures.charts.look import cue_look, named
from observe.ui.pictures.charts.numbers import Number, numbers
from observe.ui.pictures.charts.picture import Picture
from observe.ui.pictures.charts.trend import Rate, trend
from observe.ui.words.cue_style import style_of

#: Seconds of talk that a rate is told for.
TALKED: Seconds = 600.0
#: Calls that a point of the line takes together: so many that one odd call does not bend it.
TOGETHER = 5
#: Letters nearer than this share of the picture's height would hide one another.
APART = 0.075
Cues = Mapping[str, Counted]


def rate(times: int, talk: Seconds) -> float | None:
    """Times in ten minutes of talk; None where nobody spoke.

    Example:
        >>> rate(3, 900.0), rate(1, 0.0)
        (2.0, None)
    """
    return TALKED * times / talk if talk else None


def times(cues: Cues, kind: str) -> int:
    """How often a kind was heard."""
    return cues[kind].times if kind in cues else 0


def trend_picture(calls: Sequence[SeenCall], kinds: Sequence[str]) -> Picture:
    """The picture of what changes from call to call; calls whose cues are hidden leave a gap.

    Args:
        calls: of one learner, in order of time.
        kinds: of cue, in the order of the legend.
    """
    told = [(call, call.cues) for call in calls if call.cues is not None and call.talk]
    ends = _apart({kind: _over(told[-TOGETHER:], kind) for kind in kinds}, _most_ever(told, kinds))
    rates = [one for kind in kinds for one in _rates(told, kind, ends[kind])]
    return Picture(
        name="over-time",
        title="What changes over time",
        words=_words(told, len(calls) - len(told), kinds),
        chart=trend(rates, kinds),
        table=[
            {
                "Call": call.label,
                **{style_of(kind).label: _told(times(cues, kind), call.talk) for kind in kinds},
            }
            for call, cues in told
        ],
    )


def rates_picture(rows: Sequence[tuple[str, Counter[str], Seconds]], kinds: Sequence[str], of: str) -> Picture:
    """The picture of how often each kind is heard, by learner or by month.

    Args:
        rows: names, unlike each other; how often each kind was heard; seconds of talk. From the top down.
        kinds: of cue, the columns.
        of: what a row is, such as ``Month``.
    """
    found = {(name, kind): rate(cues[kind], talk) for name, cues, talk in rows for kind in kinds}
    most = max((value for value in found.values() if value is not None), default=0.0)
    cells = [
        Number(
            row=name,
            column=style_of(kind).letters,
            label="" if value is None else f"{value:.1f}",
            share=None if value is None else value / most if most else 0.0,
            about=style_of(kind).label,
            told=_told(cues[kind], talk),
        )
        for name, cues, talk in rows
        for kind in kinds
        for value in (found[name, kind],)
    ]
    names = ", ".join(f"{style_of(kind).letters} {style_of(kind).label.lower()}" for kind in kinds)
    return Picture(
        name="cues-heard",
        title="How often each cue is heard",
        words=f"Times in ten minutes of talk: {names}. {_most(found)}".strip(),
        chart=numbers(cells, [name for name, _, _ in rows], [style_of(kind).letters for kind in kinds], "Cue"),
        table=[
            {of: name, **{style_of(kind).label: _told(cues[kind], talk) for kind in kinds}}
            for name, cues, talk in rows
        ],
    )


def added(cues: Iterable[Cues]) -> Counter[str]:
    """How often each kind was heard in several calls together."""
    found: Counter[str] = Counter()
    for call in cues:
        for kind, one in call.items():
            found[kind] += one.times
    return found


def _rates(told: Sequence[tuple[SeenCall, Cues]], kind: str, end: float) -> Iterable[Rate]:
    for place, (call, cues) in enumerate(told):
        some = told[max(0, place - TOGETHER + 1) : place + 1]
        last = place == len(told) - 1
        yield Rate(
            call=call.label,
            number=call.number,
            what=named(cue_look(kind)),
            letters=style_of(kind).letters if last else "",
            times=times(cues, kind),
            rate=round(rate(times(cues, kind), call.talk) or 0.0, 3),
            mean=round(_over(some, kind), 3),
            end=round(end, 3),
        )


def _most_ever(told: Sequence[tuple[SeenCall, Cues]], kinds: Sequence[str]) -> float:
    return max(
        (rate(times(cues, kind), call.talk) or 0.0 for call, cues in told for kind in kinds), default=0.0
    )


def _apart(ends: Mapping[str, float], most: float) -> dict[str, float]:
    """Where the letters at the lines' ends stand: from the lowest up, none on another."""
    found: dict[str, float] = {}
    reached = -most
    for kind in sorted(ends, key=lambda one: ends[one]):
        found[kind] = reached = max(ends[kind], reached + APART * most)
    return found


def _over(calls: Sequence[tuple[SeenCall, Cues]], kind: str) -> float:
    """The rate over several calls: of the sums, so that a short call does not count as much as a long one."""
    return rate(sum(times(cues, kind) for _, cues in calls), sum(call.talk for call, _ in calls)) or 0.0


def _told(heard: int, talk: Seconds) -> str:
    value = rate(heard, talk)
    return "nobody spoke" if value is None else f"{value:.1f} ({heard} in {talk / 60:.0f} min)"


def _most(found: Mapping[tuple[str, str], float | None]) -> str:
    known = {place: value for place, value in found.items() if value}
    if not known:
        return "None of them was heard."
    row, kind = max(known, key=lambda place: known[place])
    return f"The most is {style_of(kind).label.lower()} in “{row}”: {known[row, kind]:.1f}."


def _words(told: Sequence[tuple[SeenCall, Cues]], hidden: int, kinds: Sequence[str]) -> str:
    first, last = told[:TOGETHER], told[-TOGETHER:]
    if not told:
        words = "Nothing can be told yet."
    elif len(told) < 2 * TOGETHER:
        parts = (f"{style_of(kind).label.lower()} {_over(told, kind):.1f}" for kind in kinds)
        calls = "1 call" if len(told) == 1 else f"{len(told)} calls"
        words = f"In ten minutes of talk over {calls}: {', '.join(parts)}."
        words += f" From {2 * TOGETHER} calls on, the first {TOGETHER} are set beside the last."
    else:
        pairs = ((style_of(kind).label.lower(), _over(first, kind), _over(last, kind)) for kind in kinds)
        parts = (f"{label} {before:.1f}, then {after:.1f}" for label, before, after in pairs)
        told_in = f"In ten minutes of talk, the first {TOGETHER} calls and then the last {TOGETHER}"
        words = f"{told_in}: {'; '.join(parts)}."
    return words + (f" {hidden} more {'is' if hidden == 1 else 'are'} hidden for now." if hidden else "")
