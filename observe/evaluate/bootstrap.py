"""How sure an F1 is: the interval it falls in when the dialogues are drawn anew.

Conventions: whole dialogues are drawn, with replacement, as many as there are, since lines of one dialogue
resemble each other more than lines of two. Counts of the dialogues drawn are added and F1 is taken of the sums;
the interval lies between the percentiles of many such draws. Draws in which there is nothing to score are left
out. Of few dialogues or few labelled lines nothing can be said, and nothing is. Where every line is right the
interval has no width, however few they are: it knows no error but those it has seen.

Source: B. Efron and R. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13 (percentile interval).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from observe.errors import UsageError
from observe.evaluate.cues import CueCounts

#: Below either of these an interval would promise more than the data hold.
FEWEST_DIALOGUES = 10
FEWEST_LABELLED = 10


@dataclass(frozen=True, slots=True)
class F1Interval:
    """Where F1 lies.

    Attributes:
        low: lower end, in [0, 1].
        high: upper end, in [0, 1].
        level: the share of draws between the two, such as 0.95.
    """

    low: float
    high: float
    level: float


def f1_interval(
    dialogues: Iterable[CueCounts], *, level: float = 0.95, draws: int = 2000, seed: int = 0
) -> F1Interval | None:
    """The interval for one cue's F1; the same each time for the same counts.

    Args:
        dialogues: the cue's counts, one for each dialogue.
        level: the share of draws that the interval holds, in (0, 1).
        draws: how many times the dialogues are drawn anew.
        seed: of the generator.

    Returns:
        None where there are fewer than 10 dialogues or fewer than 10 labelled lines.

    Raises:
        UsageError: the level is not between 0 and 1, or there is no draw.

    Example:
        >>> interval = f1_interval([CueCounts(right=2), CueCounts(right=1, missed=1)] * 5)
        >>> round(interval.low, 2), round(interval.high, 2)
        (0.75, 0.95)
        >>> f1_interval([CueCounts(right=20)]) is None
        True
    """
    if not 0 < level < 1 or draws < 1:
        raise UsageError(f"found level {level} and {draws} draws; expected a level between 0 and 1, and draws")
    each = np.array([(one.right, one.wrong, one.missed) for one in dialogues], dtype=np.int64).reshape(-1, 3)
    if len(each) < FEWEST_DIALOGUES or each[:, 0].sum() + each[:, 2].sum() < FEWEST_LABELLED:
        return None
    # How often each dialogue is drawn: the same as drawing them one by one.
    drawn = np.random.default_rng(seed).multinomial(len(each), [1 / len(each)] * len(each), size=draws)
    right, wrong, missed = (drawn @ each).T
    everything = 2 * right + wrong + missed
    f1 = 2 * right[everything > 0] / everything[everything > 0]
    low, high = np.quantile(f1, [(1 - level) / 2, (1 + level) / 2])
    return F1Interval(float(low), float(high), level)
