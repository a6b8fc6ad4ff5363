"""The course of a call: how strongly each thing was done in it, when, and what followed on what, as numbers.

These weigh on a point's outcome (`observe.marking.weighing`). All come from the probabilities of
`observe.meaning.labels`; nothing else is read of the call.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from observe import meaning
from observe.annotation import Turn

Labelled = Mapping[int, Mapping[str, meaning.Labelled]]
"""By the index of a turn what it does, by label."""

#: What is soon answered by what.
ANSWERED = (
    ("dissatisfaction", "empathy"),
    ("dissatisfaction", "apology"),
    ("dissatisfaction", "clarifying_question"),
    ("dissatisfaction", "paraphrase"),
    ("dissatisfaction", "unanswered_distress"),
    ("dissatisfaction", "defensive"),
    ("dissatisfaction", "ownership"),
    ("dissatisfaction", "next_step"),
    ("problem_told", "clarifying_question"),
    ("problem_told", "paraphrase"),
    ("problem_told", "next_step"),
    ("problem_told", "empathy"),
)
#: What comes at some time after what.
FOLLOWED = (
    ("clarifying_question", "next_step"),
    ("cause", "next_step"),
    ("clarifying_question", "offer"),
    ("next_step", "closing_check"),
    ("agreement_sought", "agreement"),
    ("next_step", "agreement"),
    ("offer", "agreement"),
    ("closing_check", "resolution_confirmed"),
    ("clarifying_question", "agreement_sought"),
    ("next_step", "resolution_confirmed"),
    ("options", "reason"),
)
SOON = 3
_SATURATES = 1.5


def numbers(turns: Sequence[Turn], labelled: Labelled, labels: Sequence[str]) -> tuple[float, ...]:
    """The call in numbers.

    For each label its likeliest turn in all, in the first and in the last third, then its weight in all; then
    each of `ANSWERED` and `FOLLOWED`; then how long the call is.

    Args:
        turns: of the whole call, in order.
        labelled: its turns' probabilities.
        labels: in the order wanted.
    """
    likely = [{label: one.probability for label, one in labelled.get(turn.index, {}).items()} for turn in turns]
    third = max(1, len(turns) // 3)
    found: list[float] = []
    for stretch in (likely, likely[:third], likely[-third:]):
        found += [max((one.get(label, 0.0) for one in stretch), default=0.0) for label in labels]
    found += [1 - math.exp(-sum(one.get(label, 0.0) for one in likely) / _SATURATES) for label in labels]
    found += [_answered(likely, first, then) for first, then in ANSWERED]
    found += [_followed(likely, first, then) for first, then in FOLLOWED]
    return (*found, math.log1p(len(turns)) / 4)


def _answered(likely: Sequence[Mapping[str, float]], first: str, then: str) -> float:
    best = 0.0
    for at, one in enumerate(likely):
        soon = max((later.get(then, 0.0) for later in likely[at + 1 : at + 1 + SOON]), default=0.0)
        best = max(best, one.get(first, 0.0) * soon)
    return best


def _followed(likely: Sequence[Mapping[str, float]], first: str, then: str) -> float:
    before = best = 0.0
    for one in likely:
        best = max(best, before * one.get(then, 0.0))
        before = max(before, one.get(first, 0.0))
    return best
