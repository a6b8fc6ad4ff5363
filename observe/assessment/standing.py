"""Where an assessment stands: read from its events, in order, and from nothing else.

An assessor's latest decision on a point is the one that counts; several assessors' decisions stand side by
side. A dispute or a return of a point is open until an assessor decides that point again, be it the same. A
signature holds for the decisions as they were: a later one of the same assessor ends it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from observe.assessment.events import (
    Checked,
    Decided,
    Disputed,
    Entry,
    FeedbackAccepted,
    FeedbackGiven,
    Mark,
    Opened,
    SelfMarked,
    Signed,
    Subject,
    TakenBack,
)
from observe.assessment.people import key_of
from observe.undo import undone

Stage = Literal["not_begun", "marking", "signed", "disputed", "returned", "signed_off"]


@dataclass(frozen=True, slots=True)
class PointStanding:
    """Where one point stands.

    Attributes:
        criterion: its id.
        decisions: the latest ``Decided`` entry of each assessor, by the assessor's key.
        self_mark: the learner's latest own mark, or None.
        dispute: the learner's open dispute, or None.
        returned: the quality assurer's open return of this point, or None.
        history: every entry about the point, those taken back included, in order.
    """

    criterion: str
    decisions: Mapping[str, Entry]
    self_mark: Entry | None
    dispute: Entry | None
    returned: Entry | None
    history: tuple[Entry, ...]

    def mark_of(self, assessor: str) -> Mark | None:
        """What an assessor decided, or None."""
        entry = self.decisions.get(key_of(assessor))
        return entry.event.mark if entry is not None and isinstance(entry.event, Decided) else None

    @property
    def differs(self) -> bool:
        """Whether assessors decided differently."""
        return len({e.event.mark.decision for e in self.decisions.values() if isinstance(e.event, Decided)}) > 1


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an assessment stands.

    Attributes:
        subject: what is marked.
        opened: how it began, or None.
        points: by criterion id, in the scheme's order.
        feedback: the assessor's words to the learner, latest last.
        acceptance: the learner's latest acceptance after the last signature, or None.
        signatures: each assessor's signature that still holds, by the assessor's key.
        check: the quality assurer's latest verdict on the whole that still holds, or None.
        history: every entry, in order.
        taken_back: numbers of the entries that no longer count.
    """

    subject: Subject
    opened: Entry | None
    points: Mapping[str, PointStanding]
    feedback: tuple[Entry, ...]
    acceptance: Entry | None
    signatures: Mapping[str, Entry]
    check: Entry | None
    history: tuple[Entry, ...]
    taken_back: frozenset[int]

    @property
    def opening(self) -> Opened | None:
        """Who is assessed by whom, and whether blind."""
        return self.opened.event if self.opened and isinstance(self.opened.event, Opened) else None

    @property
    def lead(self) -> str | None:
        """Key of the assessor whose marking it is: the one it was opened for, else the first who decided."""
        if self.opening is not None:
            return key_of(self.opening.assessor)
        first = next((entry for entry in self.counted if isinstance(entry.event, Decided)), None)
        return first.by.key if first else None

    @property
    def counted(self) -> tuple[Entry, ...]:
        """The entries that still count."""
        return tuple(entry for entry in self.history if entry.id not in self.taken_back)

    @property
    def last(self) -> int:
        """Number of the latest entry; 0 where there is none."""
        return self.history[-1].id if self.history else 0

    def marks_of(self, assessor: str) -> dict[str, Mark]:
        """An assessor's decisions, by criterion."""
        found = {criterion: point.mark_of(assessor) for criterion, point in self.points.items()}
        return {criterion: mark for criterion, mark in found.items() if mark is not None}

    @property
    def self_marks(self) -> dict[str, Mark]:
        """The learner's own marks, by criterion."""
        entries = {criterion: point.self_mark for criterion, point in self.points.items()}
        return {
            c: e.event.mark for c, e in entries.items() if e is not None and isinstance(e.event, SelfMarked)
        }

    def undecided(self, assessor: str) -> tuple[str, ...]:
        """The points that an assessor has yet to decide."""
        decided = self.marks_of(assessor)
        return tuple(criterion for criterion in self.points if criterion not in decided)

    @property
    def stage(self) -> Stage:
        """The one word for where it stands.

        ``signed_off`` is reached when a quality assurer accepted a signed assessment and nothing is open.
        """
        if any(point.returned for point in self.points.values()) or _verdict(self.check) == "returned":
            return "returned"
        if any(point.dispute for point in self.points.values()):
            return "disputed"
        if self.lead is not None and self.lead in self.signatures:
            return "signed_off" if _verdict(self.check) == "accepted" else "signed"
        began = any(isinstance(entry.event, Decided) for entry in self.counted)
        return "marking" if began else "not_begun"


def standing_of(subject: Subject, criteria: Iterable[str], entries: Iterable[Entry]) -> Standing:
    """Read where an assessment stands.

    Args:
        subject: what is marked; entries about anything else are passed over.
        criteria: ids of the scheme's points, in its order. Decisions on others stay in the history alone.
        entries: in any order.
    """
    history = tuple(sorted((e for e in entries if e.subject == subject), key=lambda entry: entry.id))
    dropped = _taken_back(history)
    counted = [entry for entry in history if entry.id not in dropped]
    opened = _latest(counted, Opened)
    signatures = _signatures(counted)
    signed_at = max((entry.id for entry in signatures.values()), default=0)
    acceptance = _latest(counted, FeedbackAccepted)
    return Standing(
        subject=subject,
        opened=opened,
        points={criterion: _point(criterion, history, counted) for criterion in criteria},
        feedback=tuple(entry for entry in counted if isinstance(entry.event, FeedbackGiven)),
        acceptance=acceptance if acceptance and acceptance.id > signed_at > 0 else None,
        signatures=signatures,
        check=_check(counted, signatures),
        history=history,
        taken_back=dropped,
    )


def _taken_back(history: Sequence[Entry]) -> frozenset[int]:
    """Numbers of the entries that no longer count; only one's own can be taken back."""
    authors = {entry.id: entry.by.key for entry in history}
    return undone(
        {
            entry.id: entry.event.entry
            for entry in history
            if isinstance(entry.event, TakenBack) and authors.get(entry.event.entry) == entry.by.key
        }
    )


def _point(criterion: str, history: Iterable[Entry], counted: Iterable[Entry]) -> PointStanding:
    own = [entry for entry in counted if entry.criterion == criterion]
    decisions = {entry.by.key: entry for entry in own if isinstance(entry.event, Decided)}
    checks = [entry for entry in own if isinstance(entry.event, Checked)]
    returned = checks[-1] if checks and _verdict(checks[-1]) == "returned" else None
    return PointStanding(
        criterion,
        decisions,
        self_mark=_latest(own, SelfMarked),
        dispute=_unanswered(_latest(own, Disputed), decisions),
        returned=_unanswered(returned, decisions),
        history=tuple(entry for entry in history if entry.criterion == criterion),
    )


def _unanswered(entry: Entry | None, decisions: Mapping[str, Entry]) -> Entry | None:
    """A dispute or return, unless an assessor has decided since."""
    if entry is None or any(decision.id > entry.id for decision in decisions.values()):
        return None
    return entry


def _signatures(counted: Iterable[Entry]) -> dict[str, Entry]:
    held: dict[str, Entry] = {}
    for entry in counted:
        if isinstance(entry.event, Signed):
            held[entry.by.key] = entry
        elif isinstance(entry.event, Decided):
            held.pop(entry.by.key, None)
    return held


def _check(counted: Iterable[Entry], signatures: Mapping[str, Entry]) -> Entry | None:
    """The latest verdict on the whole: a later decision ends an acceptance, a later signature a return."""
    verdicts = [e for e in counted if isinstance(e.event, Checked) and e.event.criterion is None]
    if not verdicts:
        return None
    latest = verdicts[-1]
    if _verdict(latest) == "returned":
        return None if any(signed.id > latest.id for signed in signatures.values()) else latest
    moved = any(isinstance(e.event, Decided | Disputed) and e.id > latest.id for e in counted)
    return None if moved else latest


def _verdict(entry: Entry | None) -> str | None:
    return entry.event.verdict if entry is not None and isinstance(entry.event, Checked) else None


def _latest(entries: Iterable[Entry], kind: type) -> Entry | None:
    return next((entry for entry in reversed([*entries]) if isinstance(entry.event, kind)), None)
