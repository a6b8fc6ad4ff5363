"""Recogniser output is no fair copy: what it loses, adds or recuts costs at most a twentieth of the cues."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.garbling import GARBLES, joined, split
from observe.annotation import turns_from_text
from observe.cues import Context, find

MOST_LOST = 0.05
HERE = Path(__file__).parent
SCRIPTS = sorted((HERE.parents[1] / "recordings_sample" / "scripts").glob("*.toml"))
#: Which are read from times, or from the order of many turns.
OTHER = {"interruption", "long_silence", "solution_before_diagnosis", "unanswered_distress", "bare_apology"}


def written_calls():
    """The shipped scripts, and the calls written for this test: lists of (speaker, text)."""
    for path in SCRIPTS:
        lines = tomllib.loads(path.read_text("utf-8"))["line"]
        yield path.stem, [(line["who"], line["text"]) for line in lines]
    for name, text in tomllib.loads((HERE / "calls" / "robustness.toml").read_text("utf-8")).items():
        yield name, [tuple(line.split(": ", 1)) for line in text.strip().splitlines()]


CALLS = dict(written_calls())


def heard(lines, places=None):
    """Every cue's name and the place of its line."""
    turns = turns_from_text((speaker, speaker, text) for speaker, text in lines)
    found = find(turns, Context(timed=False))
    return {(cue.cue, places[cue.turn] if places else cue.turn) for cue in found if cue.cue not in OTHER}


def f1(reference, hypothesis):
    return 2 * len(reference & hypothesis) / max(1, len(reference) + len(hypothesis))


def compared(change):
    """All calls' cues, untouched and changed; ``change`` maps lines to both sets."""
    reference, hypothesis = set(), set()
    for name, lines in CALLS.items():
        before, after = change(lines)
        reference |= {(name, *cue) for cue in before}
        hypothesis |= {(name, *cue) for cue in after}
    lost, new = reference - hypothesis, hypothesis - reference
    return f1(reference, hypothesis), f"lost {sorted(lost)}; new {sorted(new)}", reference, hypothesis


def garbled(how):
    def change(lines):
        chance = random.Random(f"{how}{len(lines)}")
        return heard(lines), heard([(speaker, GARBLES[how](text, chance)) for speaker, text in lines])

    return change


def cut(lines):
    pieces, places = split(lines)
    return heard(lines), heard(pieces, places)


def merged(lines):
    made, places = joined(lines)
    return heard(lines, places), heard(made)


CHANGES = {**{how: garbled(how) for how in GARBLES}, "split": cut, "joined": merged}


@pytest.mark.parametrize("how", CHANGES)
def test_what_recognisers_do_costs_at_most_a_twentieth_of_the_cues(how):
    score, difference, _, _ = compared(CHANGES[how])
    assert score >= 1 - MOST_LOST, difference


@pytest.mark.parametrize("how", CHANGES)
@pytest.mark.parametrize("cue", ["customer_name", "question", "thanks", "apology", "next_step"])
def test_no_cue_pays_for_the_others(how, cue):
    _, difference, reference, hypothesis = compared(CHANGES[how])
    before = {found for found in reference if found[1] == cue}
    after = {found for found in hypothesis if found[1] == cue}
    assert len(before - after) + len(after - before) <= max(1, 2 * MOST_LOST * len(before)), difference


@pytest.mark.parametrize(
    ("name", "misheard"),
    [
        ("Mr Harris", "mister haris"),
        ("Mrs Clarke", "missus clark"),
        ("Stephen", "Steven"),
        ("Philip", "Phillip"),
    ],
)
def test_a_name_spelt_as_it_sounds_is_still_the_customers(name, misheard):
    lines = [("customer", f"Hello, my name is {name}."), ("agent", f"Thank you, {misheard}. I'll have a look.")]
    assert ("customer_name", 1) in heard(lines)


def test_the_calls_hold_cues_enough_to_tell():
    counted = Counter(cue for lines in CALLS.values() for cue, _ in heard(lines))
    assert sum(counted.values()) >= 100
    assert min(counted[cue] for cue in ("customer_name", "question", "thanks", "apology", "next_step")) >= 5
