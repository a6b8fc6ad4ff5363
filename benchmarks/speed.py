"""The time that a one-hour call's cues take, with the trained part and without.

    python -m benchmarks.speed

900 turns of real calls in a row, lines of one speaker joined to turns, none of them read before. Medians of a
few such calls; the first is read once before, so that word lists and weights are in memory.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterable, Mapping
from itertools import groupby

from benchmarks.data import shared
from benchmarks.evaluations import Evaluation, evaluations
from observe.annotation import Role, Turn, turns_from_text
from observe.cues import Context, find

HOUR_TURNS, CALLS = 900, 4
#: Seconds at most: rules alone, and with a trained part.
MOST_RULES, MOST_FULL = 0.3, 8.0


def seconds_an_hour(evaluation: Evaluation) -> tuple[float, float, int]:
    """Median processor and wall seconds for the cues of 900 turns, and how many words those are."""
    rows = [json.loads(line) for line in shared("cues", "oasis.jsonl").read_text("utf-8").splitlines()]
    held = [
        (speaker, " ".join(row["text"] for row in turn))
        for (_, speaker), turn in groupby(rows, key=lambda row: (row["dialogue"], row["speaker"]))
    ]
    meaning = evaluation.meaning()
    find(_call(held[:20]), Context(), meaning)
    busy, took, words = [], [], []
    for first in range(20, 20 + CALLS * HOUR_TURNS, HOUR_TURNS):
        turns = _call(held[first : first + HOUR_TURNS])
        wall, processor = time.perf_counter(), time.process_time()
        find(turns, Context(), meaning)
        busy.append(time.process_time() - processor)
        took.append(time.perf_counter() - wall)
        words.append(sum(len(turn.words) for turn in turns))
    return statistics.median(busy), statistics.median(took), int(statistics.median(words))


def markdown() -> str:
    """A row for each way to find cues."""
    rows = [
        f"| all cues of {HOUR_TURNS} turns | words | processor s | clock s | at most s |",
        "|---|---|---|---|---|",
    ]
    for place, evaluation in enumerate(evaluations()):
        busy, wall, words = seconds_an_hour(evaluation)
        most = MOST_FULL if place else MOST_RULES
        rows.append(f"| {evaluation.name} | {words} | {busy:.2f} | {wall:.2f} | {most} |")
    return "\n".join(rows)


def _call(held: Iterable[tuple[str, str]]) -> tuple[Turn, ...]:
    roles: Mapping[str, Role] = {"agent": "agent"}
    return turns_from_text((speaker, roles.get(speaker, "customer"), text) for speaker, text in held)


if __name__ == "__main__":
    print(markdown())
