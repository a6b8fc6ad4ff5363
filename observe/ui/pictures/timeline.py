"""The cues of many calls along their time, as one person may know them: rows, table and words. No Streamlit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from observe.assessment import Moment, Person
from observe.clock import clock
from observe.ui.pictures.calls_seen import SeenCall
from observe.ui.pictures.charts.look import cue_look, named
from observe.ui.pictures.charts.picture import OPEN, Picture
from observe.ui.pictures.charts.timeline import CueAt, Note, timeline
from observe.ui.words.assessment import DEEDS
from observe.ui.words.common import shown_name
from observe.ui.words.cue_style import style_of

#: Marks nearer than this share of the picture's width would hide one another.
TOO_NEAR = 0.022
#: Which are filled first: the middle one.
LANES = (1, 0, 2)
#: How wide a note is.
NOTE = 0.6


def timeline_picture(
    person: Person,
    calls: Sequence[SeenCall],
    moments: Mapping[int, Sequence[Moment]],
    kinds: Sequence[str],
    *,
    share: bool,
) -> Picture:
    """The picture of the cues.

    Args:
        person: who looks.
        calls: the rows, from the top down.
        moments: of the cues, by observation; those of calls whose cues are hidden are passed over.
        kinds: of cue to show, in the order of the legend.
        share: whether a cue's place is its share of the call; else it is in minutes.
    """
    end = 100.0 if share else max((call.length / 60 for call in calls), default=1.0)
    cues = [cue for call in calls for cue in _cues(call, moments, kinds, end, share=share)]
    notes = [
        Note(call.label, f"Hidden until you have {DEEDS[person.duty]}", NOTE * end)
        for call in calls
        if call.cues is None
    ]
    return Picture(
        name="cues",
        title="Cues along the calls",
        words=_words(calls, cues, kinds),
        chart=timeline(
            cues,
            notes,
            [call.label for call in calls],
            kinds,
            end,
            clock=not share,
        ),
        table=_table(calls, cues),
    )


def kind_of(moment: Moment) -> str:
    """The kind of the cue that a moment is of."""
    return (moment.cue or "").partition("@")[0]


def _cues(
    call: SeenCall,
    moments: Mapping[int, Sequence[Moment]],
    kinds: Sequence[str],
    end: float,
    *,
    share: bool,
) -> Iterable[CueAt]:
    if call.cues is None:
        return
    reached = dict.fromkeys(LANES, -end)
    for moment in moments.get(call.observation, ()):
        kind = kind_of(moment)
        if kind not in kinds:
            continue
        at = 100 * moment.start / call.length if share and call.length else moment.start / 60
        free = (lane for lane in LANES if at - reached[lane] >= TOO_NEAR * end)
        lane = next(free, min(LANES, key=lambda one: reached[one]))
        reached[lane] = at
        yield CueAt(
            call=call.label,
            cue=kind,
            what=named(cue_look(kind)),
            letters=style_of(kind).letters,
            at=round(at, 3),
            lane=lane,
            time=clock(moment.start),
            quote=shown_name(moment.quote) or "Nothing is said",
            address=call.address(at=moment.start),
        )


def _words(calls: Sequence[SeenCall], cues: Sequence[CueAt], kinds: Sequence[str]) -> str:
    hidden = sum(call.cues is None for call in calls)
    seen = len(calls) - hidden
    counts = Counter(cue.cue for cue in cues)
    told = [f"{style_of(kind).label.lower()} {counts[kind]}" for kind in kinds if counts[kind]]
    every = "1 call" if seen == 1 else f"{seen} calls"
    words = f"In {every}: {', '.join(told)}." if told else f"None of these cues was heard in {every}."
    if not seen:
        words = "Nothing can be told yet."
    return words + (f" {hidden} more {'is' if hidden == 1 else 'are'} hidden for now." if hidden else "")


def _table(calls: Sequence[SeenCall], cues: Sequence[CueAt]) -> list[dict[str, str]]:
    rows = [
        {
            "Call": cue.call,
            "At": cue.time,
            "Cue": style_of(cue.cue).label,
            "Words": cue.quote,
            OPEN: cue.address,
        }
        for cue in cues
    ]
    rows += [
        {"Call": call.label, "At": "", "Cue": "Hidden", "Words": call.hidden, OPEN: call.address()}
        for call in calls
        if call.cues is None
    ]
    return rows
