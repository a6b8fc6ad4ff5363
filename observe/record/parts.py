"""What an evidence record is made of: every part as words, ready to be written in any format.

Nothing here counts points met or adds anything up: a record carries decisions, never a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from observe.annotation import Seconds
from observe.assessment import Decision
from observe.observation import Outcome
from observe.schemes import Hearable

MomentUse = Literal["evidence", "struck", "suggested"]


@dataclass(frozen=True, slots=True)
class QuotedMoment:
    """Words at a place in the recording.

    Attributes:
        start: seconds.
        end: seconds.
        when: the same in whole seconds that hold all of it, such as ``01:05–01:09``.
        who: who speaks there: Agent, Customer, or both.
        quote: exactly the words heard; empty where nobody speaks.
        cue: the machine's name for it, the occasion of a missed opportunity included; empty where a person
            marked the moment by hand.
        standing: taken as evidence by a person, struck out by a person, or put forward by the machine alone.
    """

    start: Seconds
    end: Seconds
    when: str
    who: str
    quote: str
    cue: str
    standing: MomentUse


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the machine suggested for a point; never a decision.

    Attributes:
        outcome: as the observation has it.
        words: the same, for people.
        because: its reason, in one sentence.
        moments: what it rests on, after where an opportunity arose that was missed.
    """

    outcome: Outcome
    words: str
    because: str
    moments: tuple[QuotedMoment, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A learner disagreed with a decision.

    Attributes:
        by: the learner.
        at: when, in words.
        reason: in the learner's words.
        answer: what came of it, in a sentence.
    """

    by: str
    at: str
    reason: str
    answer: str


@dataclass(frozen=True, slots=True)
class Check:
    """A quality assurer's verdict, on one point or on the whole.

    Attributes:
        by: the quality assurer.
        at: when, in words.
        about: “The whole assessment”, or which point.
        verdict: accepted or returned.
        action: what the assessor was to do.
        due: the day by which, in words.
        now: whether it stands, or what followed.
    """

    by: str
    at: str
    about: str
    verdict: str
    action: str
    due: str
    now: str


@dataclass(frozen=True, slots=True)
class Point:
    """One marking point, and what a person made of it.

    Attributes:
        id: stable name within the unit.
        number: place in the unit's own list.
        text: the point.
        heard: how far a recording can show it.
        decision: a person's, or None where nobody decided yet.
        words: the decision, for people.
        decided_by: who decided; empty where nobody did.
        decided_at: when, or None.
        reason: the assessor's, in their own words.
        moments: what the decision rests on, then what was struck out.
        suggestion: the machine's, or None where it has none or it is withheld.
        withheld: the suggestion stays hidden, because the assessor marks blind and has not decided.
        changes: earlier decisions, in a line; empty where it was decided once.
        disputes: the learner's, oldest first.
        learner: what the learner made of the point; empty where they did not mark it.
        elsewhere: evidence of other kinds that is to come.
        note: what is to be judged by ear.
    """

    id: str
    number: int
    text: str
    heard: Hearable
    decision: Decision | None
    words: str
    decided_by: str
    decided_at: datetime | None
    reason: str
    moments: tuple[QuotedMoment, ...]
    suggestion: Suggestion | None
    withheld: bool
    changes: str
    disputes: tuple[Dispute, ...]
    learner: str
    elsewhere: tuple[str, ...]
    note: str

    @property
    def evidence(self) -> tuple[QuotedMoment, ...]:
        """The moments that the decision rests on."""
        return tuple(moment for moment in self.moments if moment.standing == "evidence")


@dataclass(frozen=True, slots=True)
class Signature:
    """An assessor's signature.

    Attributes:
        name: as typed.
        at: when.
        seal: sha256 of the decisions as they were signed.
        holds: whether the decisions are still those.
    """

    name: str
    at: datetime
    seal: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What someone wrote about the whole call, with who and when in words."""

    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A turn that holds evidence.

    Attributes:
        when: its place in the recording.
        who: Agent or Customer.
        text: what was said; shortened round the evidence where the turn is long.
        points: numbers of the points that rest on it, such as ``1, 4``.
    """

    when: str
    who: str
    text: str
    points: str


@dataclass(frozen=True, slots=True)
class Record:
    """The whole evidence record for one call and one unit.

    Attributes:
        draft: not signed, or signed for decisions that have changed since.
        status: where the assessment stands, in a sentence.
        stamp: when what it says last changed: the latest act, or the analysis.
        file: the recording's name.
        sha256: of the recording.
        learner: name, or empty where nobody is named yet.
        assessor: name of the one whose decisions these are, or empty.
        others: other assessors who decided; their decisions are records of their own.
        scenario: what kind of call it is, in the assessor's words.
        facts: of call and consent, each a name and what it is.
        unit: title of the unit.
        unit_id: its id.
        version: its version.
        points: in the unit's order.
        signatures: oldest first.
        checks: quality assurance, oldest first.
        feedback: to the learner, oldest first.
        acceptance: the learner's answer to the outcome, or None.
        excerpts: turns that hold evidence, in time order.
        excerpts_note: what was left out of them; empty where nothing was.
        provenance: how the record came about, each a name and what it is.
        edits: corrections to the transcript, in lines.
    """

    draft: bool
    status: str
    stamp: datetime
    file: str
    sha256: str
    learner: str
    assessor: str
    others: tuple[str, ...]
    scenario: str
    facts: tuple[tuple[str, str], ...]
    unit: str
    unit_id: str
    version: str
    points: tuple[Point, ...]
    signatures: tuple[Signature, ...]
    checks: tuple[Check, ...]
    feedback: tuple[Note, ...]
    acceptance: Note | None
    excerpts: tuple[Excerpt, ...]
    excerpts_note: str
    provenance: tuple[tuple[str, str], ...]
    edits: tuple[tuple[str, str, str], ...]
