"""What requests hold: checked when they come in, and described as they stand here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from observe.annotation import Seconds
from observe.assessment import Decision

#: As long as the pages let anybody write.
Reason = Annotated[str, Field(max_length=4000)]
Text = Annotated[str, Field(max_length=8000)]
Names = Annotated[tuple[str, ...], Field(max_length=1000)]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the recording, marked by hand; its words are filled in from the transcript.

    Attributes:
        start: seconds.
        end: seconds.
    """

    start: Seconds
    end: Seconds


@dataclass(frozen=True, slots=True)
class PointSaid:
    """What the reader makes of a point, or has begun to.

    Attributes:
        decision: met, not_yet, not_applicable; None while it is open.
        comment: the reason.
        taken: cues of the point's moments that it rests on.
        struck: cues of the point's moments that are turned down.
        by_hand: other stretches that it rests on.
    """

    decision: Decision | None = None
    comment: Reason = ""
    taken: Names = ()
    struck: Names = ()
    by_hand: Annotated[tuple[Span, ...], Field(max_length=1000)] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Dispute:
    """A point that the learner wants looked at again, and why."""

    point: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Check:
    """What quality assurance says, of one point or of the whole.

    Attributes:
        verdict: accepted or returned.
        point: id, or None for the whole.
        action: what the assessor is to do; needed where it is returned.
        due: the day by which.
    """

    verdict: Literal["accepted", "returned"]
    point: str | None = None
    action: Reason = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature.

    Attributes:
        name: the reader's own, as they type it.
        seal: as the assessment had it when they read what they sign.
    """

    name: str
    seal: str
