"""Meaning: how far a stretch of talk says what a cue means, beyond the words that a rule can list.

A `Meaning` reads a whole call and gives each stretch of each turn one number a trained cue; the cue files weigh
it beside what their rules found (`observe.cues.shared.weighing`). This module needs no model and no torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from observe.annotation import Turn
from observe.observation import ModelUsed

#: What the trained part was taught to hear, in the order of its numbers. ``repeat`` is the kind of
#: clarifying question that asks to hear something again.
HEADS = (
    "paraphrase",
    "clarifying_question",
    "question",
    "empathy",
    "next_step",
    "apology",
    "read_back",
    "repeat",
)


@dataclass(frozen=True, slots=True)
class JudgedStretch:
    """A stretch of a turn with how far it means each cue.

    Attributes:
        first: index of its first word in the turn.
        last: index after its last word.
        logits: for each of `HEADS` the logarithm of its odds, before the rules are heard.
        parts: its sentences, judged one by one where there are several; to tell which of them it is.
    """

    first: int
    last: int
    logits: tuple[float, ...]
    parts: tuple[JudgedStretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a turn does, one label of `observe.meaning.labels`.

    Attributes:
        probability: that a careful reader would say so.
        first: index of the first word of the clause that says it most.
        last: index after its last word.
    """

    probability: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Judgements:
    """What a whole call was judged to mean.

    Attributes:
        stretches: by the index of a turn its stretches in order; a turn that was not judged is absent.
        punctuated: the transcript sets stops; a recogniser's lower-case run has next to none.
        labels: by the index of a turn what it does, by label; empty where nobody is known as agent or customer.
    """

    stretches: Mapping[int, tuple[JudgedStretch, ...]]
    punctuated: bool
    labels: Mapping[int, Mapping[str, Labelled]] = field(default_factory=dict)


class Meaning(Protocol):
    """Reads a call for what is meant."""

    @property
    def models(self) -> tuple[ModelUsed, ...]:
        """What reads, for provenance."""
        ...

    def judge(self, turns: Sequence[Turn], wanted: Sequence[bool]) -> Judgements:
        """Judge the turns for which ``wanted`` is true, each in the light of those around it."""
        ...
