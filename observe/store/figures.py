"""What pictures over many calls are drawn from, worked out of a document once, when it is added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from observe.annotation import Interval
from observe.assessment.events import Moment
from observe.clock import call_day
from observe.observation import Silence
from observe.store.records import Counted, Figures
from observe.turns import dynamics

DECIMALS = 3


def figures_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The figures and moments of an observation document, as the table keeps them.

    Raises:
        KeyError, TypeError, ValueError: a part is missing or of the wrong kind.
    """
    silences = [Silence(float(one["start"]), float(one["end"])) for one in document["dynamics"]["silences"]]
    said = (
        (turn["role"], Interval(float(word["start"]), float(word["end"])))
        for turn in document["turns"]
        for word in turn["words"]
    )
    time = dynamics.portions(said, silences, float(document["recording"]["duration_s"]))
    day = call_day(document["consent"]["recorded_at"], document["provenance"]["created_at"])
    cues = sorted(document["cues"], key=lambda cue: (cue["start"], cue["cue"]))
    counts: dict[str, list[float]] = {}
    for cue in cues:
        counts.setdefault(cue["cue"], [0, float(cue["start"])])[0] += 1
    return {
        "figures": {
            "day": day.isoformat(),
            "time": {portion: round(seconds, DECIMALS) for portion, seconds in time.items()},
            "silences": len(silences),
            "longest": round(max((one.end - one.start for one in silences), default=0.0), DECIMALS),
            "cues": counts,
        },
        "moments": [[cue["cue"], float(cue["start"]), float(cue["end"]), cue["quote"]] for cue in cues],
    }


def figures_in(kept: Mapping[str, Any]) -> Figures:
    """What the table keeps, as the store gives it."""
    return Figures(
        date.fromisoformat(kept["day"]),
        kept["time"],
        kept["silences"],
        kept["longest"],
        {cue: Counted(int(times), first) for cue, (times, first) in kept["cues"].items()},
    )


def moments_in(kept: Sequence[Sequence[Any]]) -> tuple[Moment, ...]:
    """The moments that the table keeps, each named as its cue is."""
    return tuple(Moment(start, end, quote, f"{cue}@{start:.3f}") for cue, start, end, quote in kept)
