"""How far two raters agree: the share of points they decide alike, and Cohen's kappa.

Problem: two people who both say "met" nearly always agree often even if neither listens. Kappa asks how much
more often they agree than two such habits would by themselves: 1 is always, 0 is no more often than by habit
alone, below 0 is less often than that. If two people agree on 80 % of points and their habits alone would make
them agree on 60 %, they reached half of the way from 60 to 100: kappa is 0.5.

Conventions: every point that both raters decided counts once; a point that only one of them decided says
nothing about agreement and does not take part. Where both gave every point one and the same decision, habit
alone explains everything, and there is no kappa (None, not 0 and not 1).

The interval (95 %) is the large-sample one, worked out by calls: each point's pull on kappa is added up within
its call, and it is the calls that vary, since points of one call resemble each other. With one point a call it
is the interval of Fleiss, Cohen and Everitt, but for the small-sample factor. Drawn from made-up raters whose
kappa is known, it held that kappa in 92 to 97 of 100 draws of five to thirty calls. From fewer than five calls
none is given, and where the two never differed nothing varies from which it could be worked out.

Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20
(1960); J. L. Fleiss, J. Cohen and B. S. Everitt, "Large sample standard errors of kappa and weighted kappa",
Psychological Bulletin 72 (1969); Z. Yang and M. Zhou, "Kappa statistic for clustered matched-pair data",
Statistics in Medicine 33 (2014).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from observe.quality.shares import Share, quantile, share_of, variance

#: Below this no interval of kappa is given; a test draws many tables to see how often it holds.
FEWEST_CALLS = 5

WhyNone = Literal["nothing_shared", "one_decision", "one_habit", "few_calls", "never_differed"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two raters agree.

    Attributes:
        same: the share of points decided alike.
        kappa: Cohen's, in [-1, 1]; None where it is not defined.
        low: lower end of kappa's 95 % interval, in [-1, 1]; None where none can be given.
        high: its upper end.
        why_none: why there is no kappa, or no interval; None where there are both.
    """

    same: Share
    kappa: float | None
    low: float | None
    high: float | None
    why_none: WhyNone | None = None

    @property
    def n(self) -> int:
        """How many points both raters decided."""
        return self.same.n

    @property
    def calls(self) -> int:
        """In how many calls."""
        return self.same.calls


def agreement(items: Iterable[tuple[str, str, str]]) -> Agreement:
    """How far two raters agree.

    Args:
        items: for each point that both decided: the call it is of, the first rater's decision, the second's.

    Example:
        >>> found = agreement([("a", "met", "met"), ("b", "met", "not_yet"), ("c", "not_yet", "not_yet")])
        >>> found.same.share, found.kappa, found.why_none
        (0.6666666666666666, 0.4, 'few_calls')
    """
    points = [*items]
    by_call: dict[str, list[bool]] = defaultdict(list)
    for call, first, second in points:
        by_call[call].append(first == second)
    same = share_of((sum(alike), len(alike)) for alike in by_call.values())
    n = len(points)
    if not n:
        return Agreement(same, None, None, None, "nothing_shared")
    firsts, seconds = Counter(first for _, first, _ in points), Counter(second for _, _, second in points)
    # In whole numbers as long as can be, so that ties are exact.
    alike = sum(first == second for _, first, second in points)
    by_habit = sum(count * seconds[decision] for decision, count in firsts.items())
    if by_habit == n * n:
        return Agreement(same, None, None, None, "one_decision")
    kappa = (n * alike - by_habit) / (n * n - by_habit)
    if len(by_call) < FEWEST_CALLS:
        return Agreement(same, kappa, None, None, "few_calls")
    if min(len(firsts), len(seconds)) == 1:  # kappa is 0 whatever the other rater does, so nothing varies
        return Agreement(same, kappa, None, None, "one_habit")
    error = standard_error(points)
    if error < 1e-9:
        return Agreement(same, kappa, None, None, "never_differed")
    half = quantile(len(by_call)) * error
    return Agreement(same, kappa, max(-1.0, kappa - half), min(1.0, kappa + half))


def standard_error(points: Iterable[tuple[str, str, str]]) -> float:
    """Kappa's standard error by calls; at least two calls, and a kappa that is defined, are needed."""
    each = [*points]
    n = len(each)
    firsts, seconds = Counter(first for _, first, _ in each), Counter(second for _, _, second in each)
    alike = sum(first == second for _, first, second in each) / n
    by_habit = sum(count * seconds[decision] for decision, count in firsts.items()) / n**2
    pulls: dict[str, float] = defaultdict(float)
    for call, first, second in each:
        habit = (seconds[first] + firsts[second]) / n - 2 * by_habit
        own = ((first == second) - alike) * (1 - by_habit) - (1 - alike) * habit
        pulls[call] += own / (1 - by_habit) ** 2
    return math.sqrt(variance(pulls.values(), n))
