"""Marking points from words alone: the calls that were written for each of the 33.

    python -m benchmarks marking

The calls in `tests/marking/transcripts` were written as a tutor would write them, before any detector had
read them: for every point that a call can show one that earns it, one that misses it and one without an
occasion, and for every point that looks at order the same sentences in another. When they were first read,
66 of the 102 came out as meant (earns 11 of 30, misses 12 of 30, no occasion 28 of 30, wrong order 8 of 9,
not on a recording 3 of 3); by the rules alone 65 (12, 12, 30, 8 and 3). Most of the rest were calls in
which the problem was told so calmly that no cue stood for it. Rules were then mended in their light, so the
figures below are of calls that have been seen; on new ones expect something between the two.
"""

from __future__ import annotations

from collections import Counter

from benchmarks.transcripts import EXPECTED, Transcript, transcripts
from observe.cues import Context, find
from observe.errors import WeightsMissing
from observe.marking.points import mark
from observe.meaning import Meaning
from observe.meaning.reader import Reader
from observe.observation import Outcome
from observe.schemes import load

MEANT = {
    "earns": "earns the point",
    "misses": "misses the opportunity",
    "wrong_order": "the same sentences in another order",
    "no_opportunity": "gives no occasion",
    "call": "not on a recording",
}


def outcome(call: Transcript, meaning: Meaning | None) -> Outcome:
    """What is suggested for the point that a call was written for."""
    turns = call.turns
    cues = find(turns, Context(timed=False), meaning)
    found = mark(load(call.scheme), turns, cues, timed=False)
    return next(one.outcome for one in found if one.criterion == call.criterion)


def markdown() -> str:
    """A row for each kind of call, and which came out otherwise."""
    calls = list(transcripts())
    ways: dict[str, Meaning | None] = {"rules alone": None, **_with_meaning()}
    found = {way: {call.name: outcome(call, meaning) for call in calls} for way, meaning in ways.items()}
    rows = [f"| call | calls | {' | '.join(ways)} |", "|---|---|" + "---|" * len(ways)]
    for kind in EXPECTED:
        of_kind = [call for call in calls if call.kind == kind]
        right = [sum(call.as_meant(found[way][call.name]) for call in of_kind) for way in ways]
        rows.append(f"| {MEANT[kind]} | {len(of_kind)} | {' | '.join(map(str, right))} |")
    others = [
        f"- {way}: {call.name} came out as {found[way][call.name]}"
        for way in ways
        for call in calls
        if not call.as_meant(found[way][call.name])
    ]
    seen = Counter(call.scheme for call in calls)
    about = f"{len(calls)} calls in {len(seen)} units."
    return "\n".join([about, "", *rows, "", "Otherwise:", "", *others])


def _with_meaning() -> dict[str, Meaning]:
    try:
        return {"with meaning": Reader()}
    except WeightsMissing:
        return {}


if __name__ == "__main__":
    print(markdown())
