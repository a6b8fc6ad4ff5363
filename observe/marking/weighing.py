"""How a point comes out on the whole course of a call: everything heard weighs, nothing forbids.

For each point of the schemes that come with this program, a weighted sum of the call's course
(`observe.marking.course`) for each outcome; the likeliest is suggested. The weights were fitted to calls that
careful readers had judged point by point (`benchmarks.training.labels`); the card is
``observe/meaning/labelled/README.md``. A centre's own schemes have no weights and go by their rules alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from observe.annotation import Turn
from observe.marking import course
from observe.observation import Outcome
from observe.schemes import Scheme

WEIGHTS = "weights.json"


@dataclass(frozen=True, slots=True)
class Point:
    """How one point is weighed.

    Attributes:
        outcomes: that it may have.
        weights: for each outcome one a number of the course.
        shift: for each outcome what is added.
    """

    outcomes: tuple[Outcome, ...]
    weights: tuple[tuple[float, ...], ...]
    shift: tuple[float, ...]

    def likeliest(self, numbers: Sequence[float]) -> tuple[Outcome, float]:
        """The likeliest outcome of a call with this course, and its probability."""
        sums = [
            sum(w * n for w, n in zip(row, numbers, strict=True)) + shift
            for row, shift in zip(self.weights, self.shift, strict=True)
        ]
        highest = max(sums)
        total = sum(math.exp(one - highest) for one in sums)
        return self.outcomes[sums.index(highest)], 1 / total


def suggested(
    scheme: Scheme, turns: Sequence[Turn], labels: course.Labelled
) -> dict[str, tuple[Outcome, float]]:
    """By a scheme's points the likeliest outcome and its probability; points without weights are absent.

    Args:
        scheme: whose points.
        turns: of the whole call, in order.
        labels: what each turn does.
    """
    names, points = shipped()
    known = {
        one.id: points[f"{scheme.id}/{one.id}"] for one in scheme.criteria if f"{scheme.id}/{one.id}" in points
    }
    numbers = course.numbers(turns, labels, names) if known else ()
    return {criterion: point.likeliest(numbers) for criterion, point in known.items()}


@cache
def shipped() -> tuple[tuple[str, ...], Mapping[str, Point]]:
    """The labels whose course is weighed, in order; and by ``scheme/point`` its weights."""
    given = json.loads(files("observe.marking").joinpath(WEIGHTS).read_text("utf-8"))
    points = {
        name: Point(tuple(one["outcomes"]), tuple(map(tuple, one["weights"])), tuple(one["shift"]))
        for name, one in given["points"].items()
    }
    return tuple(given["labels"]), points


def write(points: Mapping[str, Point], labels: Sequence[str]) -> None:
    """Keep weights as those that come with this program."""
    told = {
        name: {"outcomes": one.outcomes, "weights": one.weights, "shift": one.shift}
        for name, one in points.items()
    }
    path = Path(__file__).parent / WEIGHTS
    path.write_text(json.dumps({"labels": labels, "points": told}, separators=(",", ":")) + "\n", "utf-8")
    shipped.cache_clear()
