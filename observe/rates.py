"""How often a point is shown where there is an occasion for it, over many calls.

Problem: a count of what was shown says nothing without the occasions there were; a call that gave none speaks
neither for nor against.

Conventions: of the calls in which a point was shown or an opportunity for it missed, the share in which it was
shown. Calls without an opportunity, and points that no recording shows, are counted apart and enter no rate.
One point at a time: rates are never added up over points, nor over a person. Give each call once.

Source: Edwin B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the
    American Statistical Association 22(158), 1927, for the interval.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from observe.errors import UsageError
from observe.observation import Finding

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Rate:
    """One point over many calls.

    Attributes:
        scheme: id of the marking scheme.
        criterion: id of the point in it.
        shown: calls that show it.
        missed: calls with an opportunity that was missed.
        no_opportunity: calls that gave none.
        not_on_recording: calls in which only other evidence could show it.
    """

    scheme: str
    criterion: str
    shown: int
    missed: int
    no_opportunity: int
    not_on_recording: int

    @property
    def opportunities(self) -> int:
        """Calls that gave occasion for it."""
        return self.shown + self.missed

    @property
    def rate(self) -> float | None:
        """Shown per opportunity, in [0, 1]; None where there was none."""
        return self.shown / self.opportunities if self.opportunities else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Bounds between which the rate lies with 95 % confidence; None where there was no opportunity."""
        return wilson(self.shown, self.opportunities) if self.opportunities else None


def rates(observations: Iterable[Sequence[Finding]]) -> tuple[Rate, ...]:
    """A rate for each point, in the order in which points are first met.

    Args:
        observations: the findings of each call.

    Raises:
        UsageError: a call has two findings for one point.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for findings in observations:
        points = Counter((finding.scheme, finding.criterion) for finding in findings)
        twice = next((point for point, times in points.items() if times > 1), None)
        if twice is not None:
            raise UsageError(
                f"found {points[twice]} findings for {twice[1]} of {twice[0]} in one call; expected one",
                "Give the findings of one analysis of each call",
            )
        for finding in findings:
            counts[finding.scheme, finding.criterion][finding.outcome] += 1
    return tuple(
        Rate(
            scheme,
            criterion,
            shown=of["shown"],
            missed=of["opportunity_missed"],
            no_opportunity=of["no_opportunity"],
            not_on_recording=of["not_on_recording"],
        )
        for (scheme, criterion), of in counts.items()
    )


def wilson(hits: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Wilson's interval of a share.

    Args:
        hits: counted.
        n: out of how many, 1 or more.
        level: how sure, in (0, 1).

    Raises:
        UsageError: there are more hits than there can be, fewer than none, or nothing to count.

    Example:
        >>> [round(bound, 3) for bound in wilson(8, 10)]
        [0.49, 0.943]
    """
    if not 0 <= hits <= n or n < 1:
        raise UsageError(f"found {hits} out of {n}; expected at least one, and hits from 0 to as many")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, width = hits / n, z * z / n
    middle = (share + width / 2) / (1 + width)
    half = z * math.sqrt(share * (1 - share) / n + width / (4 * n)) / (1 + width)
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))
