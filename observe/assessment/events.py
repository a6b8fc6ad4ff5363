"""What people do to an assessment: each an event, added and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from observe.annotation import Cue, Interval, Seconds
from observe.assessment.people import Person

Decision = Literal["met", "not_yet", "not_applicable"]
Verdict = Literal["accepted", "returned"]

#: Decisions as they stand inside a sentence.
DECISION_WORDS: Mapping[Decision, str] = {
    "met": "met",
    "not_yet": "not yet",
    "not_applicable": "not applicable",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is marked: one recording, by one version of one unit.

    It names the recording and not an observation of it, so that an analysis made anew keeps what people said.

    Attributes:
        sha256: of the recording.
        scheme: id of the unit's marking scheme.
        version: of that scheme.
    """

    sha256: str
    scheme: str
    version: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of the recording that a person points at.

    Attributes:
        start: seconds.
        end: seconds.
        quote: the words heard there when the person pointed; may be empty where nobody speaks.
        cue: id of the machine's cue that was taken over, ``occasion@`` with its second for an occasion that was
            missed, or None for one marked by hand.
    """

    start: Seconds
    end: Seconds
    quote: str
    cue: str | None = None

    def __post_init__(self) -> None:
        Interval(self.start, self.end)

    @classmethod
    def of(cls, cue: Cue) -> Moment:
        """The moment of a cue."""
        return cls(cue.start, cue.end, cue.quote, cue.id)

    @property
    def interval(self) -> Interval:
        """Its place in time."""
        return Interval(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Opened:
    """An assessment begins.

    Attributes:
        learner: name of the person whose work it is; the agent on the call.
        assessor: name of the one who is to mark it.
        blind: the machine's suggestions stay hidden from an assessor until they have decided.
        scenario: what kind of call it is, in the assessor's words, such as “late delivery, angry customer”.
    """

    learner: str
    assessor: str
    blind: bool = True
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What someone makes of one point.

    Attributes:
        criterion: id of the point.
        decision: met, not yet, or not applicable to this call.
        comment: the reason, in their words.
        evidence: moments that it rests on.
        struck: moments that the machine put forward and that the person turned down as evidence.
    """

    criterion: str
    decision: Decision
    comment: str = ""
    evidence: tuple[Moment, ...] = ()
    struck: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """An assessor decides a point, for the first time or anew."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class SelfMarked:
    """The learner marks their own call."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """The assessor writes to the learner about the whole call."""

    text: str


@dataclass(frozen=True, slots=True)
class FeedbackAccepted:
    """The learner accepts the outcome."""

    comment: str = ""


@dataclass(frozen=True, slots=True)
class Disputed:
    """The learner disputes a point, which returns it to the assessor."""

    criterion: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A quality assurer accepts or returns a signed assessment, or one point of it.

    Attributes:
        verdict: accepted or returned.
        criterion: the point it is about, or None for the whole.
        action: what the assessor is to do; needed where it is returned.
        due: the day by which.
    """

    verdict: Verdict
    criterion: str | None = None
    action: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """An assessor signs their decisions.

    Attributes:
        name: as typed by the person who signs.
        seal: sha256 of the decisions signed (`observe.assessment.seal`), in hexadecimal.
    """

    name: str
    seal: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Someone takes back what they themselves did; it stays in the history.

    Attributes:
        entry: number of the entry that no longer counts.
    """

    entry: int


Event = (
    Opened | Decided | SelfMarked | FeedbackGiven | FeedbackAccepted | Disputed | Checked | Signed | TakenBack
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it was kept.

    Attributes:
        id: its number; later entries have greater ones.
        subject: what it is about.
        observation: id of the observation that the person was looking at.
        by: who did it.
        at: when, in UTC.
        event: what was done.
    """

    id: int
    subject: Subject
    observation: int
    by: Person
    at: datetime
    event: Event

    @property
    def criterion(self) -> str | None:
        """Id of the point that it is about, or None where it is about the whole."""
        return criterion_of(self.event)


def criterion_of(event: Event) -> str | None:
    """Id of the point that an event is about, or None where it is about the whole."""
    match event:
        case Decided(mark) | SelfMarked(mark):
            return mark.criterion
        case Disputed(criterion=criterion) | Checked(criterion=criterion):
            return criterion
    return None
