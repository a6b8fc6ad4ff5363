"""Common mistakes that a scheme watches for, beside what was heard in a call.

A watch-point is no verdict: its cues may stand for the mistake, and a person listens. One that only other
evidence brings to light says which; one that could have been heard and was not says so, and nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from observe.annotation import Cue
from observe.marking import because
from observe.marking.because import Place, clock
from observe.schemes import Scheme, WatchPoint


@dataclass(frozen=True, slots=True)
class WatchFinding:
    """One watch-point beside one call.

    Attributes:
        text: the mistake, as the scheme words it.
        moments: ids of the cues that may stand for it, in time order; empty where none was heard.
        because: one sentence.
    """

    text: str
    moments: tuple[str, ...]
    because: str


def heard(scheme: Scheme, cues: Sequence[Cue], place: Place = clock) -> tuple[WatchFinding, ...]:
    """A finding for each of a scheme's watch-points, in its order, heard or not.

    Args:
        scheme: whose watch-points are meant.
        cues: of one call, in any order.
        place: how a sentence says when something was heard.
    """
    in_time = sorted(cues, key=lambda cue: (cue.start, cue.turn, cue.cue))
    return tuple(
        _finding(watch, [cue for cue in in_time if cue.cue in watch.cues], place) for watch in scheme.watch
    )


def _finding(watch: WatchPoint, found: Sequence[Cue], place: Place) -> WatchFinding:
    moments = tuple(dict.fromkeys(cue.id for cue in found))
    return WatchFinding(watch.text, moments, _sentence(watch, found, place))


def _sentence(watch: WatchPoint, found: Sequence[Cue], place: Place) -> str:
    elsewhere = because.alternatives(watch.elsewhere) if watch.elsewhere else ""
    if not watch.cues:
        return f"A recording cannot show this; look at {elsewhere}."
    beside = f"; look also at {elsewhere}" if watch.elsewhere else ""
    if found:
        return f"Worth a listen: {because.listed(found, place)}{beside}."
    names = because.alternatives(because.LABELS[name] for name in watch.cues)
    return f"No {names} was heard{beside}."
