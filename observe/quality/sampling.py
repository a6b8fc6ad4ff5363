"""A random sample of signed calls to check, which anyone can draw again and get the same.

How it is drawn: from each assessor's calls that were signed in the month, a stated share (10 % unless said
otherwise, rounded up) and never fewer than a stated number (1). Each call gets a number from its own sha256,
its unit, the assessor and the words of the plan, by SHA-256, and the calls with the smallest numbers are taken.
Chance comes from the hash alone: no one chooses, no day or machine matters, and a call signed later in the
month can only add to the sample or take the place of calls with greater numbers.

Whoever knows the plan and a call's sha256 could work out beforehand whether the call will be drawn. The plan
therefore has a *word* that the team leader may set when the month is over, and notes down with the sample.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from observe.assessment import Entry, Signed
from observe.errors import UsageError
from observe.quality.cases import Case


@dataclass(frozen=True, slots=True)
class Plan:
    """How a sample is drawn.

    Attributes:
        month: the first day of the month in which the calls were signed.
        share: of each assessor's calls, in (0, 1].
        at_least: of each assessor's calls, where there are as many.
        word: part of the chance; the same word draws the same sample.

    Raises:
        UsageError: the share is not above 0 and at most 1, or the number is negative.
    """

    month: date
    share: float = 0.1
    at_least: int = 1
    word: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1 or self.at_least < 0:
            raise UsageError(
                f"found a share of {self.share} and at least {self.at_least}; expected a share above 0 and "
                "at most 1, and a number that is not negative"
            )
        object.__setattr__(self, "month", self.month.replace(day=1))

    @property
    def words(self) -> str:
        """The plan in a sentence, to stand beside the sample and in a report.

        Example:
            >>> Plan(date(2026, 3, 9)).words
            '10 % of the calls that each assessor signed in March 2026, at least 1'
        """
        known = f", drawn with the word “{self.word}”" if self.word else ""
        return (
            f"{100 * self.share:g} % of the calls that each assessor signed in {self.month:%B %Y}, "
            f"at least {self.at_least}{known}"
        )

    def number(self, assessor: str, case: Case) -> str:
        """The number that decides over a call, in hexadecimal: the smaller, the sooner it is drawn."""
        subject = case.standing.subject
        parts = (f"{self.month:%Y-%m}", self.word, assessor, subject.sha256, subject.scheme, subject.version)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A call that was drawn.

    Attributes:
        case: the call and unit.
        assessor: name of the one who signed.
        number: that decided over it, in hexadecimal.
        out_of: how many calls of that assessor were drawn from.
    """

    case: Case
    assessor: str
    number: str
    out_of: int


def draw(cases: Iterable[Case], plan: Plan) -> tuple[Drawn, ...]:
    """The sample of a plan, by assessor's name and then by number.

    A call belongs to the month of the assessor's *first* signature, in UTC, so that a later signature does not
    move it into another month's sample.
    """
    signed: dict[str, list[tuple[str, Case]]] = defaultdict(list)
    names: dict[str, str] = {}
    for case in cases:
        for key, entry in first_signatures(case).items():
            if entry.at.date().replace(day=1) == plan.month:
                names[key] = entry.by.name
                signed[key].append((plan.number(key, case), case))
    drawn = []
    for key in sorted(signed):
        own = sorted(signed[key], key=lambda numbered: numbered[0])
        wanted = max(plan.at_least, math.ceil(plan.share * len(own) - 1e-9))
        drawn += [Drawn(case, names[key], number, len(own)) for number, case in own[:wanted]]
    return tuple(drawn)


def first_signatures(case: Case) -> dict[str, Entry]:
    """Each assessor's first signature, by the assessor's key; one that was taken back does not count."""
    found: dict[str, Entry] = {}
    for entry in case.standing.counted:
        if isinstance(entry.event, Signed):
            found.setdefault(entry.by.key, entry)
    return found
