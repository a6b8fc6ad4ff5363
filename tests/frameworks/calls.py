"""Calls made by hand for the tests of frameworks, and the sample calls as their references tell them."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.samples import turns_of
from observe.annotation import Cue, Turn, turn_from_text
from observe.cues import CUE_NAMES

SAMPLES = Path(__file__).parents[2] / "recordings_sample"
ROLES = {"a": "agent", "c": "customer", "o": "other", "p": "other"}
Call = tuple[tuple[Turn, ...], tuple[Cue, ...]]


def written(call: str) -> Call:
    """Turns and cues of “c dissatisfaction | a empathy offer”: a second a cue, or “offer+question” at once."""
    turns, cues, start = [], [], 0.0
    for index, part in enumerate(call.split("|")):
        who, *words = part.split()
        turn = turn_from_text(index, who, ROLES[who], " ".join(words) or "hm", start=start, pace=1.0)
        turns.append(turn)
        for word, names in zip(turn.words, words, strict=False):
            for name in names.split("+"):
                assert name in CUE_NAMES, f"{call!r} names a cue that does not exist"
                cues.append(Cue(name, index, word.start, word.end, word.text, "said so", 0.9))
        start = turn.end
    return tuple(turns), tuple(cues)


def sample(stem: str) -> Call:
    """A sample call, with the cues that its script plants."""
    reference = json.loads((SAMPLES / f"{stem}.reference.json").read_text(encoding="utf-8"))
    cues = tuple(
        Cue(cue["cue"], cue["turn"], cue["start"], cue["end"], cue["quote"], "in the script", 1.0)
        for cue in reference["cues"]
    )
    return turns_of(reference), cues
