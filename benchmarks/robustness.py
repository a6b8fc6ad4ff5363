"""What recogniser output costs: F1 of the rules on labelled text as it is, and as recognisers give it.

    python -m benchmarks robustness

Every column is measured on the same lines; in brackets what F1 gains or loses. Changed are: case and stops; a
filler before every eighth word; small words said twice and words begun twice; apostrophes and articles lost;
and lines cut at their commas and stops. A question that only its mark tells, as many are in annomi and mrda, is
lost where no marks are written.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from benchmarks.corpora import lines, talks
from benchmarks.garbling import GARBLES, split
from observe.annotation import turns_from_text
from observe.cues import Context, find
from observe.evaluate.cues import CueCounts, score
from observe.evaluate.labels import Detected
from observe.io.transcript import Dialogue

DATA = ("oasis", "annomi", "mrda", "maptask")
CHANGES = ("lower case without stops", "with fillers", "with false starts", "misheard", "split")
#: With fewer lines a single one moves F1 by more than what is measured here.
LEAST = 25


def scores(data: str, change: str = "") -> Mapping[str, CueCounts]:
    """Counts by cue on a data set; ``change`` names what is done to the text first, nothing by default."""
    return score(lines(data), [one for talk in talks(data) for one in _heard(talk, change)])


def markdown() -> str:
    """A row for each data set and cue, a column for each change."""
    rows = [f"| data | cue | n | as it is | {' | '.join(CHANGES)} |", "|---" * (len(CHANGES) + 4) + "|"]
    for data in DATA:
        changed = [scores(data, change) for change in CHANGES]
        for cue, plain in scores(data).items():
            if plain.labelled >= LEAST and plain.f1:
                after = " | ".join(_beside(plain.f1, counts[cue].f1 or 0.0) for counts in changed)
                rows.append(f"| {data} | {cue} | {plain.labelled} | {plain.f1:.3f} | {after} |")
    return "\n".join(rows)


def _beside(before: float, after: float) -> str:
    return f"{after:.3f} ({100 * (after / before - 1):+.1f} %)"


def _heard(talk: Dialogue, change: str) -> Iterator[Detected]:
    said = [(turn.speaker, turn.text) for turn in talk.turns]
    places = list(range(len(said)))
    if change == "split":
        said, places = split(said)
    elif change:
        chance = random.Random(f"{talk.name} {change}")
        said = [(speaker, GARBLES[change](text, chance)) for speaker, text in said]
    turns = turns_from_text(
        (speaker, talk.turns[place].role, text) for (speaker, text), place in zip(said, places, strict=True)
    )
    for cue in find(turns, Context(timed=False, roles_known=talk.context.roles_known)):
        yield Detected(talk.name, talk.input_turns[places[cue.turn]], cue.cue, kind=cue.detail("kind"))
