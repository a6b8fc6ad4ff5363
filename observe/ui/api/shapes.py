"""An assessment as the API gives it: each point as one person sees it, with what they have begun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from observe.assessment import Entry, Mark, Moment, Opened, Person, Stage, Standing
from observe.assessment.drafts import KeptDraft, MomentsDraft, PointDraft, TextDraft
from observe.assessment.events import Disputed, criterion_of
from observe.assessment.seal import seal
from observe.observation import Finding, Observation
from observe.permissions import may, may_see_entry
from observe.schemes import Scheme
from observe.ui.words.assessment import PointView, mark_in, point_view, undecided
from observe.ui.words.history import deed, undoable


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody did.

    Attributes:
        entry: its number; later ones are greater.
        by: who did it.
        at: when, in UTC.
        point: id of the point it is about, or None for the whole.
        words: what they did, as the rest of a sentence that begins with their name.
        mark: what it makes of the point, where it does.
        taken_back: whether it no longer counts.
    """

    entry: int
    by: Person
    at: datetime
    point: str | None
    words: str
    mark: Mark | None
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One point, as far as the reader may see it.

    Attributes:
        id: of the point.
        number: in the unit.
        text: of the unit.
        own: what the reader made of it, or None.
        draft: what the reader has begun and not saved, or None.
        suggestion: of the machine; None where it is hidden or there is none.
        hidden: whether a suggestion is kept from the reader until they have said what they think.
        moments: to listen to; each bears the cue by which it is taken or struck.
        others: what other assessors decided.
        self_mark: the learner's own view, where the reader is not the learner.
        disputed: why the learner disputes it, or None.
        returned: what quality assurance wants done, or None.
    """

    id: str
    number: int
    text: str
    own: Mark | None
    draft: PointDraft | None
    suggestion: Finding | None
    hidden: bool
    moments: tuple[Moment, ...]
    others: tuple[Deed, ...]
    self_mark: Mark | None
    disputed: str | None
    returned: Deed | None


@dataclass(frozen=True, slots=True)
class Unit:
    """By what the call is marked."""

    id: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment, as far as the reader may see it.

    Attributes:
        unit: by what the call is marked.
        stage: where it stands.
        opening: who is assessed by whom, or None before it is opened.
        points: in the unit's order; none where the reader may not see them.
        undecided: ids of the points that the reader has yet to say something of.
        moments: marked by hand by the reader, no saved point resting on them yet.
        texts: what the reader has begun to write, by what it is to become.
        seal: what a signature of the reader's decisions has to bear, as they stand now.
        undo: what the reader can take back next, or None.
        redo: what the reader can bring back, or None.
        history: everything done that the reader may see, in order.
        last: number of the latest entry; sent back as ``seen``, it has the reader told what came after.
    """

    unit: Unit
    stage: Stage
    opening: Opened | None
    points: tuple[Point, ...]
    undecided: tuple[str, ...]
    moments: tuple[Moment, ...]
    texts: Mapping[str, str]
    seal: str
    undo: Deed | None
    redo: Deed | None
    history: tuple[Deed, ...]
    last: int


def assessment(
    person: Person,
    observation: Observation,
    scheme: Scheme,
    standing: Standing,
    begun: Mapping[str, KeptDraft],
) -> Assessment:
    """An assessment as a person sees it.

    Args:
        person: the reader.
        observation: the call, whole.
        scheme: the unit.
        standing: where the assessment stands.
        begun: what the reader has begun.
    """
    told = _Telling(standing, scheme.numbers)
    drafts = {place: kept.draft for place, kept in begun.items()}
    moments = drafts.get("moments")
    last, gone = undoable(person, standing)
    return Assessment(
        unit=Unit(scheme.id, scheme.title, scheme.version),
        stage=standing.stage,
        opening=standing.opening,
        points=tuple(
            _point(point_view(person, standing, criterion, observation), drafts, told)
            for criterion in scheme.criteria
            if may(person, "see_points")
        ),
        undecided=undecided(person, standing),
        moments=moments.moments if isinstance(moments, MomentsDraft) else (),
        texts={draft.about: draft.text for draft in drafts.values() if isinstance(draft, TextDraft)},
        seal=seal(standing.subject, standing.marks_of(person.name)),
        undo=told.deed(last) if last else None,
        redo=told.deed(gone) if gone else None,
        history=tuple(told.deed(entry) for entry in standing.history if may_see_entry(person, standing, entry)),
        last=standing.last,
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """What entries of an assessment are told with."""

    standing: Standing
    numbers: Mapping[str, int]

    def deed(self, entry: Entry) -> Deed:
        return Deed(
            entry.id,
            entry.by,
            entry.at,
            criterion_of(entry.event),
            deed(entry, self.numbers, self.standing),
            mark_in(entry),
            entry.id in self.standing.taken_back,
        )


def _point(seen: PointView, drafts: Mapping[str, object], told: _Telling) -> Point:
    draft = drafts.get(PointDraft(seen.criterion.id).place)
    dispute = seen.dispute.event if seen.dispute is not None else None
    return Point(
        id=seen.criterion.id,
        number=seen.criterion.number,
        text=seen.criterion.text,
        own=seen.own,
        draft=draft if isinstance(draft, PointDraft) else None,
        suggestion=seen.suggestion,
        hidden=seen.hidden,
        moments=seen.moments,
        others=tuple(map(told.deed, seen.others)),
        self_mark=seen.self_mark,
        disputed=dispute.reason if isinstance(dispute, Disputed) else None,
        returned=told.deed(seen.returned) if seen.returned is not None else None,
    )
