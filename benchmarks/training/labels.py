"""Fits what each turn does and how the points come out, and measures both on writers and real calls left out.

    python -m benchmarks.training labels

Everything is held out by source: a writer's calls together, the real calls in four parts. What is fitted on a
turn's label or a call's outcome has never seen another turn or call of its source. Turning sums into
probabilities, and the threshold of each label, are fitted on the other sources' held-out sums.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score

from benchmarks.service_calls import Call, load
from observe.marking import course, weighing
from observe.meaning import Labelled
from observe.meaning import labels as hearing
from observe.meaning.labels import HASHED, LABELS, OF, WEIGHTS, WIDTH, Counts, Features, counts, weighted
from observe.meaning.passages import punctuated
from observe.schemes import load_all

#: Of a point that no recording can show nothing is learnt.
UNHEARD = "not_on_recording"
#: A gram in fewer turns than this teaches nothing.
FEWEST = 3
#: How strongly sums are held back, as a share of a turn's likeness to itself.
RIDGE = 0.3
#: How strongly outcomes are (the C of scikit-learn), and how much more a real call counts than a written one.
OUTCOME_C, REAL_WEIGHT = 0.02, 3.0
#: A probability is told to so many places.
PLACES = 4


@dataclass(frozen=True)
class Heard:
    """One role's turns with their held-out sums.

    Attributes:
        at: call and turn of each row.
        source: of each row.
        truth: shape (rows, labels): 1, 0 or NaN where nobody can say.
        sums: held out, the same shape.
    """

    at: list[tuple[int, int]]
    source: np.ndarray
    truth: np.ndarray
    sums: np.ndarray
    weights: np.ndarray
    bias: np.ndarray


def counted(calls: Sequence[Call]) -> list[list[Counts]]:
    """Every turn's counts, by call."""
    return [
        [counts(call.turns, place, punctuated(call.turns)) for place, _ in enumerate(call.turns)]
        for call in calls
    ]


def rarity(every: Sequence[Sequence[Counts]]) -> np.ndarray:
    """How rare what is counted is among all turns, 0 where it is too rare to learn from."""
    turns = [one for call in every for one in call]
    seen = Counter(at for one in turns for kind in one.kinds.values() for at in kind)
    found = np.zeros(HASHED, np.float32)
    for at, number in seen.items():
        if number >= FEWEST:
            found[at] = math.log((1 + len(turns)) / (1 + number)) + 1
    return found.astype(np.float16).astype(np.float32)


def heard(calls: Sequence[Call], features: Sequence[Sequence[Features]], role: str) -> Heard:
    """Ridge sums of every turn of a role from all sources but its own, and the weights from all."""
    at = [(c, t) for c, call in enumerate(calls) for t, turn in enumerate(call.turns) if turn.role == role]
    source = np.array([calls[c].source for c, _ in at])
    # None, where nobody can say, becomes NaN
    truth = np.array([[calls[c].labels[t][label] for label in OF[role]] for c, t in at], dtype=float)
    rows = [features[c][t] for c, t in at]
    x = sparse.csr_matrix(
        (
            [value for _, values in rows for value in values],
            [place for places, _ in rows for place in places],
            np.cumsum([0, *(len(places) for places, _ in rows)]),
        ),
        shape=(len(rows), WIDTH),
        dtype=np.float64,
    )
    bias = np.nanmean(truth, axis=0)
    target = np.where(np.isnan(truth), bias, truth) - bias
    like = (x @ x.T).toarray()
    like[np.diag_indices_from(like)] += RIDGE * like.diagonal().mean()
    inverse = linalg.inv(like, overwrite_a=True, check_finite=False)
    dual = inverse @ target
    sums = np.zeros_like(target)
    for held_out in set(source):
        rows_of = np.flatnonzero(source == held_out)
        # leaving rows out of a ridge fit, without fitting again
        sums[rows_of] = target[rows_of] - np.linalg.solve(inverse[np.ix_(rows_of, rows_of)], dual[rows_of])
    return Heard(at, source, truth, sums + bias, x.T @ dual, bias)


def odds(found: Heard, label: int, rows: np.ndarray) -> tuple[float, float]:
    """Slope and shift that make sums of these rows the logarithm of odds."""
    known = rows & ~np.isnan(found.truth[:, label])
    fit = LogisticRegression(C=100.0).fit(found.sums[known, label : label + 1], found.truth[known, label])
    return float(fit.coef_[0, 0]), float(fit.intercept_[0])


def probabilities(found: Heard) -> np.ndarray:
    """Held-out sums as probabilities, each source by what the others teach."""
    made = np.zeros_like(found.sums)
    for held_out in set(found.source):
        own = found.source == held_out
        for label in range(found.sums.shape[1]):
            slope, shift = odds(found, label, ~own)
            made[own, label] = 1 / (1 + np.exp(-np.clip(slope * found.sums[own, label] + shift, -30, 30)))
    return made


def threshold(sure: np.ndarray, truth: np.ndarray) -> float:
    """The probability from which on F1 is best."""
    order = np.argsort(-sure)
    f1 = 2 * np.cumsum(truth[order]) / (np.arange(1, len(order) + 1) + truth.sum())
    best = int(f1.argmax())
    return float((sure[order][best] + sure[order][min(best + 1, len(order) - 1)]) / 2)


def courses(calls: Sequence[Call], labelled: Sequence[course.Labelled]) -> np.ndarray:
    """Each call in numbers."""
    return np.array(
        [course.numbers(call.turns, one, LABELS) for call, one in zip(calls, labelled, strict=True)]
    )


def outcome_fit(x: np.ndarray, calls: Sequence[Call], point: tuple[str, str]) -> weighing.Point:
    """How one point is weighed, from these calls."""
    mean, spread = x.mean(0), x.std(0) + 0.1
    said = [call.outcomes[point][0] for call in calls]
    trust = [REAL_WEIGHT if call.real else 1.0 for call in calls]
    fit = LogisticRegression(C=OUTCOME_C, max_iter=400).fit((x - mean) / spread, said, sample_weight=trust)
    weights, shift = fit.coef_ / spread, fit.intercept_ - (fit.coef_ * mean / spread).sum(1)
    if len(fit.classes_) == 2:
        weights, shift = np.vstack([-weights / 2, weights / 2]), np.concatenate([-shift / 2, shift / 2])
    return weighing.Point(
        tuple(str(name) for name in fit.classes_),
        tuple(tuple(round(float(w), PLACES) for w in row) for row in weights),
        tuple(round(float(s), PLACES) for s in shift),
    )


def main() -> str:
    """Fit, write what is shipped, and say how good it is on what was left out."""
    calls = load()
    every = counted(calls)
    rare = rarity(every)
    features = [[weighted(one, rare) for one in call] for call in every]
    labelled: list[dict[int, dict[str, Labelled]]] = [{} for _ in calls]
    kept: dict[str, object] = {"rarity": rare.astype(np.float16)}
    decided: dict[str, float] = {}
    rows: list[str] = []
    for role in OF:
        found = heard(calls, features, role)
        sure = probabilities(found)
        for (c, t), row in zip(found.at, sure, strict=True):
            turn = calls[c].turns[t]
            labelled[c][turn.index] = {
                name: Labelled(float(p), 0, len(turn.words)) for name, p in zip(OF[role], row, strict=True)
            }
        scale = np.abs(found.weights).max(0) / 127
        everything = np.ones(len(found.source), bool)
        slopes = np.array([odds(found, label, everything) for label in range(len(OF[role]))])
        kept |= {
            f"{role}_weights": np.round(found.weights / scale).astype(np.int8),
            f"{role}_scale": scale.astype(np.float32),
            f"{role}_bias": found.bias.astype(np.float32),
            f"{role}_slope": slopes[:, 0].astype(np.float32),
            f"{role}_shift": slopes[:, 1].astype(np.float32),
        }
        for label, name in enumerate(OF[role]):
            known = ~np.isnan(found.truth[:, label])
            decided[name] = round(threshold(sure[known, label], found.truth[known, label]), PLACES)
            rows.append(_row(name, found, sure, label))
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(WEIGHTS, **kept)
    hearing.shipped.cache_clear()
    (WEIGHTS.parent / "thresholds.json").write_text(json.dumps(decided, indent=1) + "\n", "utf-8")
    return "\n".join([*rows, "", *outcomes(calls, labelled)])


def _row(name: str, found: Heard, sure: np.ndarray, label: int) -> str:
    """F1 on writers left out and on real calls left out, each source by the others' threshold."""
    known = ~np.isnan(found.truth[:, label])
    counted = {"written": [0, 0, 0], "real": [0, 0, 0]}
    for held_out in set(found.source):
        own = known & (found.source == held_out)
        others = known & (found.source != held_out)
        says = sure[own, label] >= threshold(sure[others, label], found.truth[others, label])
        true = found.truth[own, label] > 0
        kind = counted["real" if held_out.startswith("oasis") else "written"]
        for at, one in enumerate((says & true, says & ~true, ~says & true)):
            kind[at] += int(one.sum())
    told = []
    for tp, fp, fn in counted.values():
        told += [str(tp + fn), f"{2 * tp / (2 * tp + fp + fn):.3f}" if tp + fn else "–"]
    return f"| {name} | {' | '.join(told)} |"


def outcomes(calls: Sequence[Call], labelled: Sequence[course.Labelled]) -> list[str]:
    """Write how each point is weighed, and measure it with each source left out."""
    x = courses(calls, labelled)
    source = np.array([call.source for call in calls])
    silent = {(scheme.id, one.id) for scheme in load_all() for one in scheme.criteria if one.heard == UNHEARD}
    points = [point for point in calls[0].outcomes if point not in silent]
    weighed = {point: outcome_fit(x, calls, point) for point in points}
    weighing.write({f"{scheme}/{point}": one for (scheme, point), one in weighed.items()}, LABELS)
    got: dict[tuple[int, tuple[str, str]], tuple[str, float]] = {}
    for held_out in sorted(set(source)):
        train = np.flatnonzero(source != held_out)
        for point in points:
            fit = outcome_fit(x[train], [calls[n] for n in train], point)
            for n in np.flatnonzero(source == held_out):
                got[int(n), point] = fit.likeliest(tuple(x[n]))
    told = []
    for kind, real in (("written", False), ("real", True)):
        cells = [
            (calls[n].outcomes[point], said) for (n, point), (said, _) in got.items() if calls[n].real is real
        ]
        exact = np.mean([said == judged[0] for judged, said in cells])
        kappa = cohen_kappa_score([judged[0] for judged, _ in cells], [said for _, said in cells])
        fine = np.mean([said in judged for judged, said in cells])
        alike = f"exact {exact:.3f}, acceptable {fine:.3f}, kappa {kappa:.3f}"
        told.append(f"{kind}: {len(cells)} points, {alike}")
    return told


if __name__ == "__main__":
    print(main())
