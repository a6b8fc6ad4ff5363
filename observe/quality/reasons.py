"""What a reason to look at a call is: its kind, its words and the places it is about.

A reason says where looking is likely to pay, not that anything is wrong. Each is defined once, by what it rests
on: decisions, cues, or who decided. `observe.quality.worth_a_look` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from observe.annotation import Cue, Seconds
from observe.assessment import Moment, Subject
from observe.quality.cases import Case

#: In the order in which they are told.
ReasonKind = Literal[
    "disputed",
    "assessors_differ",
    "machine_differs",
    "low_confidence",
    "unanswered",
    "interruptions",
    "silences",
    "watch_point",
    "new_assessor",
    "rare_point",
    "long_unchecked",
]


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where on something is worth a look.

    Attributes:
        confidence: a met point whose cues have a mean confidence below this, in [0, 1].
        interruptions: heard at least so often.
        silences: heard at least so often.
        new: an assessor with fewer signed calls than this.
        rare: a point decided met or not yet on fewer calls than this.
        rare_from: points are called rare only in a unit signed on at least so many calls.
        unchecked_days: an assessor none of whose calls was checked for more than so many days.
    """

    confidence: float = 0.6
    interruptions: int = 2
    silences: int = 2
    new: int = 5
    rare: int = 5
    rare_from: int = 10
    unchecked_days: int = 90


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to look at.

    Attributes:
        words: what is there, in a sentence.
        criterion: id of the point, or None.
        moment: where to listen, or None where there is no such moment.
        because: the machine's reason, in a sentence; empty where it has none to give.
        times: how often it is there.
    """

    words: str
    criterion: str | None = None
    moment: Moment | None = None
    because: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a call is worth a look.

    Attributes:
        kind: what sort of reason.
        words: in a sentence.
        spots: the places it is about; empty where it is about the assessor.
        subject: the assessment it is about; None where it is about the call.
    """

    kind: ReasonKind
    words: str
    spots: tuple[Spot, ...] = ()
    subject: Subject | None = None

    @property
    def times(self) -> int:
        """How often it applies."""
        return sum(spot.times for spot in self.spots) if self.spots else 1


@dataclass(frozen=True, slots=True)
class HeardKind:
    """A kind of cue in a call.

    Attributes:
        times: how often it was heard.
        first: the moment it was heard first.
    """

    times: int
    first: Moment

    @classmethod
    def at(cls, cue: str, times: int, first: Seconds) -> HeardKind:
        """One of which only the second is known; the moment is named as its cue is, and has no words."""
        return cls(times, Moment(first, first, "", f"{cue}@{first:.3f}"))


@dataclass(frozen=True, slots=True)
class CallAtHand:
    """A call, as reasons to look at it are worked out from it.

    Attributes:
        cases: its assessments.
        outcomes: what each analysis that people looked at suggests, by unit and point.
        heard: the kinds of cue in its newest analysis.
    """

    cases: tuple[Case, ...]
    outcomes: Mapping[int, Mapping[tuple[str, str], str]] = field(default_factory=dict)
    heard: Mapping[str, HeardKind] = field(default_factory=dict)

    @classmethod
    def of(cls, cases: Iterable[Case]) -> CallAtHand:
        """The call of some assessments that come with what was heard in it."""
        own = tuple(cases)
        outcomes = {
            one.observation: {(found.scheme, found.criterion): found.outcome for found in one.findings}
            for case in own
            for one in case.analysed
        }
        latest = next((case.latest for case in own if case.latest), None)
        return cls(own, outcomes, kinds_in(latest.cues) if latest else {})


def kinds_in(cues: Iterable[Cue]) -> dict[str, HeardKind]:
    """The kinds among some cues, in the order in which they are heard first."""
    found: dict[str, HeardKind] = {}
    for cue in sorted(cues, key=lambda cue: cue.start):
        before = found.get(cue.cue)
        found[cue.cue] = HeardKind(before.times + 1, before.first) if before else HeardKind(1, Moment.of(cue))
    return found


def grouped(
    kind: ReasonKind, words: str, spots: Iterable[Spot], subject: Subject | None = None
) -> tuple[Reason, ...]:
    """A reason where there is any place for it; else none."""
    found = tuple(spots)
    return (Reason(kind, words, found, subject),) if found else ()
