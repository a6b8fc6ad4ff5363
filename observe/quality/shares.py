"""Shares with the interval they may lie in, when what is counted comes in calls.

Problem: points of one call resemble each other more than points of two calls do, so fifty points from five
calls say less than fifty points from fifty. An interval that took every point for itself would promise too
much.

Conventions: whole calls are what varies. The share is of the sums over all calls, never an average of each
call's own. Its interval is Wilson's, in which the number of points is replaced by the number of independent
points that would vary as much (the effective sample size), and the normal quantile by Student's with one degree
of freedom fewer than there are calls. Where every point falls alike nothing varies, and calls are counted
instead of points. Of one call no interval can be given.

Source: N. Dean and M. Pagano, "Evaluating confidence interval methods for binomial proportions in clustered
surveys", Journal of Survey Statistics and Methodology 3 (2015), the modified Wilson interval.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from scipy.special import stdtrit

from observe.errors import UsageError

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """A share, out of how many, and where it may lie.

    Attributes:
        hits: counted.
        n: out of how many.
        calls: from how many calls.
        low: lower end of the 95 % interval, in [0, 1]; None for fewer than two calls.
        high: its upper end.
    """

    hits: float
    n: int
    calls: int
    low: float | None
    high: float | None

    @property
    def share(self) -> float | None:
        """In [0, 1]; None where there is nothing to count."""
        return self.hits / self.n if self.n else None


def share_of(counts: Iterable[tuple[float, int]]) -> Share:
    """The share over calls.

    Args:
        counts: for each call, how many were counted, out of how many; calls without any are passed over.

    Raises:
        UsageError: a call has more counted than there are, or fewer than none.

    Example:
        >>> share_of([(3, 4), (1, 4), (4, 4), (0, 4)]).share
        0.5
        >>> share_of([(3, 4)]).low is None
        True
    """
    each = [(hits, n) for hits, n in counts if n]
    for hits, n in each:
        if not 0 <= hits <= n:
            raise UsageError(f"found {hits} counted out of {n}; expected between 0 and {n}")
    hits, n, calls = math.fsum(hits for hits, _ in each), sum(n for _, n in each), len(each)
    if calls < 2:
        return Share(hits, n, calls, None, None)
    p = hits / n
    spread = variance([hits - p * n for hits, n in each], n)
    effective = min(float(n), p * (1 - p) / spread) if spread > 1e-15 and 0 < p < 1 else float(n)
    if not 0 < p < 1:
        effective = float(calls)
    t = quantile(calls)
    middle = (p + t * t / (2 * effective)) / (1 + t * t / effective)
    half = t * math.sqrt(p * (1 - p) / effective + t * t / (4 * effective**2)) / (1 + t * t / effective)
    return Share(hits, n, calls, max(0.0, min(middle - half, p)), min(1.0, max(middle + half, p)))


def variance(residuals: Iterable[float], n: int) -> float:
    """The variance of a mean over ``n`` things, from what each call adds to it beyond its due."""
    each = [*residuals]
    return len(each) / (len(each) - 1) * math.fsum(one * one for one in each) / n**2


def quantile(calls: int) -> float:
    """Student's quantile for a 95 % interval from so many calls; two at least."""
    return float(stdtrit(calls - 1, (1 + LEVEL) / 2))
