"""Calls to correct, made as the pipeline makes them: words with speakers, grouped into turns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from observe.annotation import Turn, Word
from observe.corrections import Call
from observe.turns import roles
from observe.turns.align import SpokenWord, stretches, turns

SAMPLES = Path(__file__).parents[2] / "recordings_sample"


@pytest.fixture(scope="session")
def sample():
    """A function that gives a sample call as its reference tells it, told apart by channel."""

    def make(stem: str) -> Call:
        reference = json.loads((SAMPLES / f"{stem}.reference.json").read_text(encoding="utf-8"))
        spoken = [
            SpokenWord(Word(word["text"], word["start"], word["end"], 0.9), turn["speaker"], turn["channel"])
            for turn in reference["turns"]
            for word in turn["words"]
        ]
        told = {turn["speaker"]: turn["role"] for turn in reference["turns"]}
        made = turns(spoken, told)
        return Call(made, stretches(spoken), roles.find(made), reference["customer_name"])

    return make


@pytest.fixture
def said():
    """A function that makes a turn of words, half a second each, from the second given."""

    def make(index: int, speaker: str, role: str, start: float, text: str) -> Turn:
        words = tuple(
            Word(word, start + n / 2, start + n / 2 + 0.5, 0.8) for n, word in enumerate(text.split())
        )
        return Turn(index, speaker, role, words)

    return make


@pytest.fixture
def call(said):
    """Five turns of two voices: A is the agent, B the customer, and C is A again, taken for a third."""
    return Call(
        (
            said(0, "A", "agent", 0.0, "Good morning, Acme, how can I help?"),
            said(1, "B", "customer", 4.0, "My bill is wrong, this is Mrs Cooker."),
            said(2, "A", "agent", 8.0, "Thank you, Mrs Cooker. Yes please."),
            said(3, "C", "other", 11.0, "I will send it by Friday."),
            said(4, "B", "customer", 15.0, "Goodbye."),
        )
    )
