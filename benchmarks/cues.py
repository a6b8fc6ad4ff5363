"""Cues found by the rules beside what people labelled, and the time an hour's call takes.

    python -m benchmarks.cues

A cue counts once a line, on the agent's lines where the data know who the agent is, and only where the data
label that cue at all. The rules were written with one half of the dialogues at hand (even checksum of the
dialogue's name). Lines of the other half were not looked at, though its totals were between edits, and one list
of learnt names covered all of annomi; the unseen half is the figure to quote. On oasis, clarifying_question is
labelled for requests to repeat alone, so only those (confidence .9) are scored there. mrda_rare is windows
round rare acts, so its precision is not that of a whole meeting.
"""

from __future__ import annotations

import json
import statistics
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from benchmarks.data import shared
from observe.annotation import Turn, turn_from_text
from observe.cues import Context, find
from observe.io.transcript import dialogues

DATA = ("oasis", "annomi", "mrda", "mrda_rare", "maptask", "epitome", "service_smoke")
CUE_OF_LABEL = {
    "paraphrase": "paraphrase",
    "question": "question",
    "clarifying_question": "clarifying_question",
    "name_use": "customer_name",
    "apology": "apology",
    "next_step": "next_step",
    "thanks": "thanks",
    "empathy": "empathy",
    "closing_confirmation": "closing_check",
    "echo": "read_back",
    "hold": "hold_notice",
    "offer": "offer",
}
SERVICE = "paraphrase clarifying_question customer_name apology next_step closing_check thanks question"
#: By how the source's name begins, the longest that fits.
LABELLED = {
    "bt_oasis": "apology thanks next_step hold_notice offer paraphrase read_back question customer_name "
    "clarifying_question",
    "annomi": "paraphrase question customer_name",
    "mrda": "clarifying_question paraphrase apology next_step question read_back",
    "mrda_rare": "paraphrase apology next_step",
    "maptask": "clarifying_question question",
    "epitome": "empathy",
    "harper_valley": SERVICE,
    "abcd": SERVICE,
}
REPEAT_REQUESTS_ONLY = ("bt_oasis", "clarifying_question", 0.9)
HOUR_TURNS, MOST_SECONDS = 900, 0.3


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines right, falsely found and missed."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hits + other.hits, self.false + other.false, self.missed + other.missed)

    @property
    def n(self) -> int:
        """Lines that people labelled."""
        return self.hits + self.missed

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else None

    @property
    def recall(self) -> float | None:
        """Share of what was labelled that was found; None where nothing was labelled."""
        return self.hits / self.n if self.n else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where there is nothing to find."""
        return 2 * self.hits / (2 * self.hits + self.false + self.missed) if self.n else None


def unseen(dialogue: str) -> bool:
    """Whether a dialogue is of the half that the rules were written without."""
    return zlib.crc32(dialogue.encode()) % 2 == 1


def run() -> dict[tuple[str, str, bool], Counts]:
    """Counts by data set, cue and whether the dialogues are of the unseen half."""
    found: dict[tuple[str, str, bool], Counts] = {}
    for data in DATA:
        lines = shared("cues", f"{data}.jsonl").read_text("utf-8").splitlines()
        for cue, dialogue, counts in scored([json.loads(line) for line in lines], heard(lines)):
            key = (data, cue, unseen(dialogue))
            found[key] = found.get(key, Counts()) + counts
    return found


def heard(lines: Iterable[str]) -> dict[tuple[str, int, str], float]:
    """The highest confidence of each cue found, by dialogue, turn and cue."""
    found: dict[tuple[str, int, str], float] = {}
    for dialogue in dialogues(lines):
        # The data's own customer names are left out: a call has to tell them itself.
        context = Context(timed=False, roles_known=dialogue.context.roles_known)
        for cue in find(dialogue.turns, context):
            key = (str(dialogue.name), dialogue.input_turns[cue.turn], cue.cue)
            found[key] = max(found.get(key, 0.0), cue.confidence)
    return found


def scored(
    rows: Iterable[Mapping[str, Any]], found: Mapping[tuple[str, int, str], float]
) -> Iterator[tuple[str, str, Counts]]:
    """One count for each line and cue that the line's source labels."""
    for row in rows:
        if row["speaker"] == "customer":
            continue
        labels = {CUE_OF_LABEL[label] for label in row["labels"] if label in CUE_OF_LABEL}
        for cue in labelled(row["source"]):
            if cue == "customer_name" and "name_mention" in row["labels"]:
                continue
            least = REPEAT_REQUESTS_ONLY[2] if (row["source"], cue) == REPEAT_REQUESTS_ONLY[:2] else 0.0
            confidence = found.get((row["dialogue"], row["turn"], cue))
            said = confidence is not None and confidence >= least
            yes = cue in labels
            yield cue, row["dialogue"], Counts(yes and said, said and not yes, yes and not said)


def labelled(source: str) -> list[str]:
    """The cues that a source labels: for these alone a missing label means no."""
    names = [name for name in LABELLED if source.startswith(name)]
    return LABELLED[max(names, key=len)].split() if names else []


def seconds_an_hour() -> tuple[float, float, int]:
    """Median processor and wall seconds for 900 turns of real calls, none read before; and their words."""
    rows = [json.loads(line) for line in shared("cues", "oasis.jsonl").read_text("utf-8").splitlines()]
    held = [
        (speaker, " ".join(row["text"] for row in turn))
        for (_, speaker), turn in groupby(rows, key=lambda row: (row["dialogue"], row["speaker"]))
    ]
    find(_call(held[:20]), Context(timed=False))  # compiles the word lists
    busy, took, words = [], [], []
    for first in range(20, len(held) - HOUR_TURNS, HOUR_TURNS):
        turns = _call(held[first : first + HOUR_TURNS])
        wall, processor = time.perf_counter(), time.process_time()
        find(turns, Context())
        busy.append(time.process_time() - processor)
        took.append(time.perf_counter() - wall)
        words.append(sum(len(turn.words) for turn in turns))
    return statistics.median(busy), statistics.median(took), int(statistics.median(words))


def markdown() -> str:
    """A table by data set and cue, and a line on time."""
    counted = run()
    rows = [
        "| data | cue | unseen n | P | R | F1 | all n | all F1 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for data, cue in dict.fromkeys((data, cue) for data, cue, _ in sorted(counted, key=_order)):
        new = counted.get((data, cue, True), Counts())
        whole = new + counted.get((data, cue, False), Counts())
        if whole.n:
            figures = " | ".join(map(_shown, (new.precision, new.recall, new.f1)))
            rows.append(f"| {data} | {cue} | {new.n} | {figures} | {whole.n} | {_shown(whole.f1)} |")
    busy, wall, words = seconds_an_hour()
    rows.append(
        f"\nAll cues of {HOUR_TURNS} turns ({words} words): {busy:.2f} s of one processor, "
        f"{wall:.2f} s by the clock; at most {MOST_SECONDS} s."
    )
    return "\n".join(rows)


def _call(held: Iterable[tuple[str, str]]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for index, (speaker, text) in enumerate(held):
        role = "agent" if speaker == "agent" else "customer"
        turns.append(turn_from_text(index, speaker, role, text, start=turns[-1].end if turns else 0.0))
    return tuple(turns)


def _order(key: tuple[str, str, bool]) -> tuple[int, str, bool]:
    return DATA.index(key[0]), key[1], key[2]


def _shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


if __name__ == "__main__":
    print(markdown())
