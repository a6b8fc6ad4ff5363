"""What somebody has begun to say of a call and not saved: theirs alone, and no decision of any kind.

A draft is replaced by the next and goes when it is saved or let go of. It is kept so that a closed tab, a crash
or another machine loses nothing that somebody has chosen or typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from observe.assessment.events import Decision, Mark, Moment

#: What else is typed: feedback, a word with the acceptance, why a point is disputed, what is to be done.
TextPlace = Literal["feedback", "acceptance", "dispute", "return"]


@dataclass(frozen=True, slots=True)
class PointDraft:
    """What somebody has begun to say of one point.

    Attributes:
        criterion: id of the point.
        decision: chosen so far, or None.
        comment: the reason, as far as it is typed.
        evidence: moments taken so far.
        struck: moments of the machine's turned down so far.
    """

    criterion: str
    decision: Decision | None = None
    comment: str = ""
    evidence: tuple[Moment, ...] = ()
    struck: tuple[Moment, ...] = ()

    @classmethod
    def of(cls, criterion: str, mark: Mark | None) -> PointDraft:
        """What is saved, to go on from; nothing where nothing is."""
        if mark is None:
            return cls(criterion)
        return cls(criterion, mark.decision, mark.comment, mark.evidence, mark.struck)

    @property
    def place(self) -> str:
        """What of the assessment it is about."""
        return f"point:{self.criterion}"

    @property
    def mark(self) -> Mark | None:
        """What it says once it is saved; None while nothing is decided."""
        if self.decision is None:
            return None
        return Mark(self.criterion, self.decision, self.comment, self.evidence, self.struck)


@dataclass(frozen=True, slots=True)
class TextDraft:
    """A text that somebody has begun.

    Attributes:
        about: what it is to become.
        text: as far as it is typed.
    """

    about: TextPlace
    text: str

    @property
    def place(self) -> str:
        """What of the assessment it is about."""
        return self.about


@dataclass(frozen=True, slots=True)
class MomentsDraft:
    """Moments that somebody marked by hand and that no saved point rests on yet, in the order of the call."""

    moments: tuple[Moment, ...]

    @property
    def place(self) -> str:
        """What of the assessment it is about."""
        return "moments"


Draft = PointDraft | TextDraft | MomentsDraft


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft as it was kept.

    Attributes:
        draft: what was begun.
        at: when it was last changed, in UTC.
    """

    draft: Draft
    at: datetime
