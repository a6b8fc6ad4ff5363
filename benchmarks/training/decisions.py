"""Decisions: for each cue that has a trained part, how far rule and trained part are each believed.

A logistic regression a cue over the numbers of `observe.cues.shared.weighing`, fitted to what the adapter said
of lines it had not seen, of the data sets named in `GOALS`. The threshold is the one at which F1 over all their
lines is highest. For figures each fold is decided by numbers fitted on
the other folds; what is shipped is fitted on all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from benchmarks.corpora import talks
from benchmarks.training import out_of_fold
from benchmarks.training.lines import CORPORA, FOLDS, Line, load
from observe.annotation import Turn
from observe.cues import Context, detectors
from observe.cues.shared.weighing import FEATURES, Decision, Decisions, Evidence, evidence_for
from observe.meaning import HEADS

#: The data sets that each cue's decision is fitted to, and whose F1 its threshold is chosen by.
GOALS: Mapping[str, tuple[str, ...]] = {
    "paraphrase": ("annomi", "oasis"),
    "clarifying_question": ("maptask", "mrda"),
    "question": ("annomi", "oasis"),
    "empathy": ("epitome",),
    "apology": ("oasis", "mrda_rare"),
}
#: Where no rule found a paraphrase, more is asked: one line in three of counselling is one, one in forty of a
#: service call, and on the sample calls the trained part alone was wrong below this. Where a rule did, less is.
ALONE: Mapping[str, float] = {"paraphrase": 0.45}
AT_MOST: Mapping[str, float] = {"paraphrase": 0.2}
#: Small, as there are few lines in which some cues are heard: what one feature says is mistrusted.
STRENGTH = 0.05
SHIPPED = Path(__file__).parents[2] / "observe" / "cues" / "decisions.json"
BY_FOLD = Path(__file__).parent / "decisions_by_fold.json"

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of a labelled line, as a decision sees it."""

    corpus: str
    dialogue: str
    turn: int
    fold: int
    features: tuple[float, ...]
    heard: bool
    whole: bool


def write() -> str:
    """Fit all decisions, write them, and tell what they reach out of fold."""
    lines = [line for line in load() if line.scored]
    shipped: dict[str, Decision] = {}
    by_fold: list[dict[str, Decision]] = [{} for _ in range(FOLDS)]
    told = []
    for name in GOALS:
        examples = list(_examples(name, lines))
        held_out = np.zeros(len(examples))
        fitted = []
        for number in range(FOLDS):
            decision = _fitted([one for one in examples if one.fold != number], name)
            fitted.append(decision)
            for place, one in enumerate(examples):
                if one.fold == number:
                    held_out[place] = decision.probability(one.features)
        threshold = _threshold(examples, held_out, name)
        for number in range(FOLDS):
            rest = np.array([one.fold != number for one in examples])
            kept = [one for one in examples if one.fold != number]
            by_fold[number][name] = _with(fitted[number], _threshold(kept, held_out[rest], name), name)
        shipped[name] = _with(_fitted(examples, name), threshold, name)
        told.append(_told(name, examples, held_out, threshold))
    SHIPPED.write_text(_as_json(shipped) + "\n", "utf-8")
    BY_FOLD.write_text("[" + ",\n".join(map(_as_json, by_fold)) + "]\n", "utf-8")
    return "\n".join(told)


def _examples(name: str, lines: Sequence[Line]) -> Iterator[Example]:
    head = HEADS.index(name)
    folds = out_of_fold.load().folds
    by_line = {(line.corpus, line.dialogue, line.turn): line for line in lines}
    for corpus in CORPORA:
        for talk in talks(corpus):
            dialogue = str(talk.name)
            for one in _evidence(name, corpus, dialogue, talk.turns, talk.context.roles_known):
                line = by_line.get((corpus, dialogue, one.turn.index))
                if line is not None and line.answers[head] is not None:
                    heard = line.answers[head] == 1.0
                    fold = folds[out_of_fold.checksum(dialogue)]
                    yield Example(corpus, dialogue, one.turn.index, fold, one.features, heard, line.whole)


def _evidence(
    name: str, corpus: str, dialogue: str, turns: Sequence[Turn], roles_known: bool
) -> Iterator[Evidence]:
    ruled = detectors()[name](turns, Context(timed=False, roles_known=roles_known))
    return evidence_for(turns, out_of_fold.load().judgements(dialogue, turns), ruled)


def _fitted(examples: Sequence[Example], name: str) -> Decision:
    kept = [one for one in examples if one.corpus in GOALS[name] and (one.whole or not one.heard)]
    given = np.array([one.features for one in kept])
    heard = np.array([one.heard for one in kept])
    spread = given.std(0) + 1e-9
    regression = LogisticRegression(C=STRENGTH, max_iter=4000)
    regression.fit(given / spread, heard)
    weights = regression.coef_[0] / spread
    return Decision(float(regression.intercept_[0]), tuple(map(float, weights)), 0.5, 0.5)


def _threshold(examples: Sequence[Example], probability: Floats, name: str) -> float:
    tried = np.arange(0.10, 0.85, 0.02)
    scores = [_f1(examples, probability, at, GOALS[name]) for at in tried]
    # The middle of a smoothed curve: the very best point is chance.
    return round(float(tried[1:-1][int(np.argmax(np.convolve(scores, [0.25, 0.5, 0.25], "valid")))]), 2)


def _f1(examples: Sequence[Example], probability: Floats, threshold: float, corpora: Collection[str]) -> float:
    said: dict[tuple[str, int], list[bool]] = {}
    for one, p in zip(examples, probability, strict=True):
        if one.corpus in corpora:
            line = said.setdefault((one.dialogue, one.turn), [False, one.heard])
            line[0] = line[0] or bool(p >= threshold)
    right = sum(found and heard for found, heard in said.values())
    either = sum(found for found, _ in said.values()) + sum(heard for _, heard in said.values())
    return 2 * right / either if either else 0.0


def _with(decision: Decision, threshold: float, name: str) -> Decision:
    alone = max(threshold, ALONE.get(name, 0.0))
    return replace(decision, threshold=min(threshold, AT_MOST.get(name, 1.0)), alone=alone)


def _as_json(decisions: Decisions) -> str:
    rows = {
        name: {
            "intercept": round(one.intercept, 4),
            "threshold": one.threshold,
            "alone": one.alone,
            "weights": {key: round(weight, 4) for key, weight in zip(FEATURES, one.weights, strict=True)},
        }
        for name, one in decisions.items()
    }
    return json.dumps(rows, indent=1)


def _told(name: str, examples: Sequence[Example], probability: Floats, threshold: float) -> str:
    parts = []
    for corpus in CORPORA:
        if n := sum(one.heard for one in examples if one.corpus == corpus):
            parts.append(f"{corpus} n={n} F1 {_f1(examples, probability, threshold, (corpus,)):.3f}")
    return f"{name} from {threshold:.2f}: " + ", ".join(parts)
