"""Weighing: how far a rule and the trained part are each believed, and when that is enough to call it a cue.

Where a call was judged for meaning (`observe.meaning`), a cue's rule no longer decides alone. What the rule
found in a stretch of talk, what the trained part makes of it and how the stretch is written are summed into one
probability, with the numbers in ``decisions.json``; from a cue's own threshold on, the stretch carries the cue.
Those numbers were fitted to labelled dialogue that the trained part had not seen (`benchmarks.training`), so
a confidence of .7 means that people heard the cue in about seven of ten such stretches.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from observe.annotation import Cue, Turn
from observe.cues.shared.style import STYLE, style
from observe.meaning import HEADS, JudgedStretch, Judgements
from observe.text import read
from observe.text.clauses import Clause
from observe.text.normalise import STOPS

if TYPE_CHECKING:
    from observe.cues.shared.context import Context

#: What speaks for or against a cue, in the order of its numbers.
FEATURES = (*HEADS, "rule", "strength", *STYLE)
#: A logit beyond this says no more than this.
MOST = 6.0
#: A sentence inside a longer stretch counts by itself from this probability on: whole lines were learnt from.
SENTENCE = 0.7

Meant = Callable[[int, Turn, Clause, float], Cue | None]
"""Makes the cue of a clause that no rule found: position, turn, clause, confidence."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How one cue is decided.

    Attributes:
        intercept: of the sum.
        weights: one for each of `FEATURES`.
        threshold: probability from which on it counts where the rule found it too.
        alone: probability from which on it counts where no rule did.
    """

    intercept: float
    weights: tuple[float, ...]
    threshold: float
    alone: float

    def probability(self, features: Sequence[float]) -> float:
        """How likely people hear the cue in a stretch with these features."""
        total = self.intercept + sum(w * f for w, f in zip(self.weights, features, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


Decisions = Mapping[str, Decision]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that speaks for a cue in one stretch.

    Attributes:
        position: of the turn.
        turn: the turn.
        judged: the stretch, and what the trained part makes of it.
        cues: what the rule found there.
        features: the two as numbers.
    """

    position: int
    turn: Turn
    judged: JudgedStretch
    cues: tuple[Cue, ...]
    features: tuple[float, ...]


@cache
def shipped() -> Decisions:
    """The decisions that come with this program."""
    return parsed(files("observe.cues").joinpath("decisions.json").read_text("utf-8"))


def parsed(text: str) -> Decisions:
    """Decisions from their JSON."""
    given = json.loads(text)
    return {
        name: Decision(
            one["intercept"], tuple(one["weights"][f] for f in FEATURES), one["threshold"], one["alone"]
        )
        for name, one in given.items()
    }


def decided(
    name: str,
    turns: Sequence[Turn],
    context: Context,
    ruled: Iterable[Cue],
    meant: Meant,
    *,
    keep: bool = False,
) -> Iterator[Cue]:
    """Yield a cue's occurrences, weighed where the call was judged for meaning, else as the rule found them.

    Where the rule found some in a stretch that counts, those are the cues; where it found none, the sentences
    that mean the cue are.

    Args:
        name: of the cue.
        turns: of the call.
        context: of the call.
        ruled: what the rule found, in time order.
        meant: makes the cue of a sentence in which no rule found one.
        keep: what the rule found stays, however unlikely; its confidence says so.
    """
    if context.judged is None:
        yield from ruled
        return
    numbers = context.decision(name)
    for one in evidence_for(turns, context.judged, ruled):
        confidence = numbers.probability(one.features)
        if one.cues and (confidence >= numbers.threshold or keep):
            yield from (replace(cue, confidence=confidence) for cue in one.cues)
        if one.cues:
            continue
        for sentence, sure in _sentences(name, turns, context.judged, one, numbers):
            if found := meant(one.position, one.turn, clause_of(one.turn, sentence), sure):
                yield found


def evidence_for(turns: Sequence[Turn], judged: Judgements, ruled: Iterable[Cue]) -> Iterator[Evidence]:
    """What speaks for a cue in each stretch that was judged, in time order."""
    by_turn: dict[int, list[Cue]] = {}
    for cue in ruled:
        by_turn.setdefault(cue.turn, []).append(cue)
    for position, turn in enumerate(turns):
        for stretch in judged.stretches.get(turn.index, ()):
            until = turn.words[stretch.last].start if stretch.last < len(turn.words) else math.inf
            since = turn.words[stretch.first].start
            cues = tuple(cue for cue in by_turn.get(turn.index, ()) if since <= cue.start < until)
            features = _features(turns, position, stretch, cues, judged.punctuated)
            yield Evidence(position, turn, stretch, cues, features)


def clause_of(turn: Turn, judged: JudgedStretch) -> Clause:
    """A stretch as a clause of the turn's text."""
    text = read(turn)
    inside = [n for n, place in enumerate(text.places) if judged.first <= place < judged.last]
    first, last = inside[0], inside[-1] + 1
    mark = text.tokens[last - 1] if text.tokens[last - 1] in STOPS else ""
    return Clause(first, last - 1 if mark else last, mark)


def _sentences(
    name: str, turns: Sequence[Turn], judged: Judgements, one: Evidence, numbers: Decision
) -> list[tuple[JudgedStretch, float]]:
    """The sentences that mean a cue by themselves, and how likely; else, if the whole does, the likeliest."""
    parts = [
        (part, numbers.probability(_features(turns, one.position, part, (), judged.punctuated)))
        for part in one.judged.parts
    ]
    counting = [(part, sure) for part, sure in parts if sure >= max(SENTENCE, numbers.alone)]
    whole = numbers.probability(one.features)
    if counting or whole < numbers.alone:
        return counting
    head = HEADS.index(name)
    return [(max(one.judged.parts, key=lambda part: part.logits[head], default=one.judged), whole)]


def _features(
    turns: Sequence[Turn], position: int, judged: JudgedStretch, cues: Sequence[Cue], punctuated: bool
) -> tuple[float, ...]:
    return (
        *(max(-MOST, min(MOST, logit)) for logit in judged.logits),
        float(bool(cues)),
        max((cue.confidence for cue in cues), default=0.0),
        *style(turns, position, judged, punctuated),
    )
