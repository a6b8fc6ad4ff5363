"""One assessment before its reader: as they see it, what they have begun, and the one way they add an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from observe.assessment import Event, Moment, Person, Standing, Subject, standing_of
from observe.assessment.drafts import Draft, MomentsDraft, PointDraft
from observe.errors import NotAllowed, NotFound, UsageError
from observe.permissions import may, news_for
from observe.schemes import Criterion, Scheme
from observe.services.opened_call import OpenedCall
from observe.store import Store
from observe.ui.api import shapes
from observe.ui.api.bodies import PointSaid, Span
from observe.ui.api.reader import Asking
from observe.ui.words.assessment import evidence, moment_between, point_view
from observe.ui.words.history import meanwhile


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of something that was done.

    Attributes:
        assessment: as it stands now.
        entry: number of what was added, by which it can be taken back.
        meanwhile: what others did about the same since ``seen``, in a sentence; empty where nobody did.
    """

    assessment: shapes.Assessment
    entry: int
    meanwhile: str


@dataclass(frozen=True, slots=True)
class Marking:
    """One assessment before its reader."""

    store: Store
    person: Person
    call: OpenedCall
    scheme: Scheme

    @property
    def subject(self) -> Subject:
        """What is marked."""
        return self.call.standings[self.scheme.id].subject

    @property
    def standing(self) -> Standing:
        """Where it stands now."""
        entries = self.store.assessments.entries(self.subject)
        return standing_of(self.subject, self.scheme.criterion_ids, entries)

    def shape(self) -> shapes.Assessment:
        """As the reader sees it now."""
        standing = self.standing
        begun = self.store.drafts.of(standing.subject, self.person)
        return shapes.assessment(self.person, self.call.observation, self.scheme, standing, begun)

    def add(self, event: Event, seen: int, *, saves: str = "") -> Answer:
        """Add what the reader does; what they had begun about it is saved with it.

        Args:
            event: what is done.
            seen: number of the last entry that the reader was given.
            saves: place of the draft that it makes good.
        """
        added = self.store.assessments.add(
            self.subject, self.call.row.id, self.person, event, criteria=self.scheme.criterion_ids, seen=seen
        )
        if saves:
            self.store.drafts.drop(self.subject, self.person, saves)
        others = meanwhile(news_for(self.person, self.standing, added.meanwhile), self.scheme.numbers)
        return Answer(self.shape(), added.entry.id, others)

    def keep(self, draft: Draft, *, worth: bool) -> shapes.Assessment:
        """Keep what the reader has begun, or let go of it where it is no more than what is saved."""
        if not may(self.person, "mark_points") and isinstance(draft, PointDraft | MomentsDraft):
            raise NotAllowed("points are marked by learners and assessors", "Say who you are as one of them")
        if worth:
            self.store.drafts.keep(self.subject, self.person, draft)
        else:
            self.store.drafts.drop(self.subject, self.person, draft.place)
        return self.shape()

    def point(self, name: str) -> Criterion:
        """A point of the unit.

        Raises:
            NotFound: it has none of that id.
        """
        found = next((one for one in self.scheme.criteria if one.id == name), None)
        if found is None:
            raise NotFound(
                f"the unit {self.scheme.id} has no point “{name}”", "Its points are in the assessment"
            )
        return found

    def draft(self, name: str, said: PointSaid) -> PointDraft:
        """What was said of a point, with the moments that it names.

        Raises:
            NotFound: the unit has no such point.
            UsageError: a cue is none of the point's moments for this reader, or a stretch lies in no recording.
        """
        seen = point_view(self.person, self.standing, self.point(name), self.call.observation)
        offered = {moment.cue for moment in seen.moments}
        for cue in (*said.taken, *said.struck):
            if cue not in offered:
                raise UsageError(
                    f"“{cue}” is no moment of the point {name}", "Its moments are in the assessment"
                )
        chosen = dict.fromkeys(said.taken, "accept") | dict.fromkeys(said.struck, "strike")
        taken, struck = evidence(seen.moments, chosen, self.moments(said.by_hand))
        return PointDraft(name, said.decision, said.comment.strip(), taken, struck)

    def moments(self, spans: Sequence[Span]) -> tuple[Moment, ...]:
        """Stretches marked by hand, with the words that are heard in them.

        Raises:
            UsageError: one lies in no recording.
        """
        observation = self.call.observation
        length = observation.recording.duration_s
        found = [moment_between(observation.turns, span.start, span.end, length) for span in spans]
        wrong = next((span for span, moment in zip(spans, found, strict=True) if moment is None), None)
        if wrong is not None:
            raise UsageError(
                f"found a moment from {wrong.start} to {wrong.end} s; expected one within {length} s"
            )
        return tuple(moment for moment in found if moment is not None)

    def saved(self, name: str) -> PointDraft:
        """What the reader has saved of a point, to set what they have begun beside."""
        seen = point_view(self.person, self.standing, self.point(name), self.call.observation)
        return PointDraft.of(name, seen.own)


def marking(asking: Asking, call: int, unit: str) -> Marking:
    """The assessment that the address names.

    Raises:
        NameMissing: the reader has not said who they are.
        NotFound: there is no such call for this reader, or it is not marked by that unit.
    """
    person = asking.somebody
    opened = asking.call(call)
    scheme = next((one for one in opened.schemes if one.id == unit), None)
    if scheme is None or not may(person, "open_call", opened.standings[scheme.id]):
        raise NotFound(f"call {call} is not marked by a unit “{unit}”", "Its document names the units")
    return Marking(asking.store, person, opened, scheme)


Here = Annotated[Marking, Depends(marking)]
