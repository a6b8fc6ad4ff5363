"""One assessment as one person works on it: what the panel's parts share, and the one way they add an event."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from observe.assessment import (
    Entry,
    Event,
    Moment,
    Person,
    Standing,
    Subject,
    TakenBack,
    standing_of,
)
from observe.assessment.drafts import Draft, KeptDraft
from observe.assessment.events import criterion_of
from observe.corrections import Attachment, look_again
from observe.errors import ObserveError
from observe.observation import Observation
from observe.permissions import may, may_see_decisions, may_see_suggestion, news_for
from observe.schemes import Scheme
from observe.services.opened_call import analysis, subject_of
from observe.store import StoredObservation
from observe.ui.widgets.visit import store, visit
from observe.ui.words.assessment import mark_in
from observe.ui.words.common import as_markdown_prose, as_markdown_text
from observe.ui.words.history import meanwhile


@dataclass(frozen=True, slots=True)
class Desk:
    """One assessment before one person.

    Attributes:
        row: the observation that is looked at.
        observation: all of it, whatever this person may see.
        scheme: the unit.
        person: who works.
    """

    row: StoredObservation
    observation: Observation
    scheme: Scheme
    person: Person

    @property
    def subject(self) -> Subject:
        """What is marked."""
        return subject_of(self.observation, self.scheme)

    @property
    def numbers(self) -> dict[str, int]:
        """The points' numbers, by id."""
        return self.scheme.numbers

    def standing(self) -> Standing:
        """Where the assessment stands now."""
        entries = store().assessments.entries(self.subject)
        return standing_of(self.subject, self.scheme.criterion_ids, entries)

    def key(self, *parts: object) -> str:
        """The name of one of the panel's widgets: another one for each person, call and unit."""
        mine = (
            self.person.duty,
            self.person.key,
            self.subject.sha256[:16],
            self.scheme.id,
            self.scheme.version,
        )
        return "-".join(str(part) for part in (*mine, *parts))

    def draft(self, *parts: object, otherwise: object = None) -> object:
        """What stands in one of the panel's widgets."""
        return st.session_state.get(self.key(*parts), otherwise)

    def add(self, event: Event, done: str) -> bool:
        """Add an event, and have said on the next run what came of it.

        Args:
            event: what the person does.
            done: what to say where it was added.

        Returns:
            Whether it was added.
        """
        before = self.visible()
        try:
            added = store().assessments.add(
                self.subject,
                self.row.id,
                self.person,
                event,
                criteria=self.scheme.criterion_ids,
                seen=visit().seen.get((self.subject, criterion_of(event)), 0),
            )
        except ObserveError as error:
            hint = f" {error.hint}." if error.hint else ""
            self.tell("error", f"{as_markdown_text(_sentence(error.message))}{as_markdown_text(hint)}")
            return False
        self.tell("success", done)
        others = meanwhile(news_for(self.person, self.standing(), added.meanwhile), self.numbers)
        if others:
            self.tell("warning", as_markdown_prose(others))
        visit().seen[self.subject, criterion_of(event)] = added.entry.id
        if self.visible() != before:
            visit().anew = True
        return True

    def take_back(self, number: int, done: str) -> None:
        """Take back one of this person's own entries; as ``add``."""
        self.add(TakenBack(number), done)

    def begun(self) -> dict[str, KeptDraft]:
        """What this person has begun and not saved, by what it is about."""
        return store().drafts.of(self.subject, self.person)

    def keep(self, draft: Draft, *, worth: bool) -> None:
        """Keep what was begun, so that it is there when the page is opened again.

        Args:
            draft: what stands in the widgets now.
            worth: whether that is more than what is saved; if not, an earlier draft goes.
        """
        try:
            before = self.begun().get(draft.place)
            if worth and (before is None or before.draft != draft):
                store().drafts.keep(self.subject, self.person, draft)
            elif not worth and before is not None:
                self.let_go(draft.place)
        except ObserveError as error:
            self.tell("error", f"What you have begun could not be kept: {as_markdown_text(error.message)}.")

    def let_go(self, place: str) -> None:
        """Forget what was begun about it, since it is saved or not wanted."""
        store().drafts.drop(self.subject, self.person, place)

    def visible(self) -> object:
        """All that the player's content hangs on: it is filled anew when this changes, and only then."""
        standing = self.standing()
        suggestions = {name for name in standing.points if may_see_suggestion(self.person, standing, name)}
        return standing.opening is None, may(self.person, "see_cues", standing), suggestions

    def tell(self, kind: str, words: str) -> None:
        """Have something said from the next run on, in place of what was said before."""
        self.forget_told()
        visit().told.setdefault(self.subject, []).append((kind, words))

    def forget_told(self) -> None:
        """Say no longer what has been on the page."""
        if self.subject in visit().shown:
            visit().shown.remove(self.subject)
            del visit().told[self.subject]

    def shown(self, standing: Standing) -> None:
        """Note what this person has now been shown: of what comes later they are told when they decide."""
        for name, point in standing.points.items():
            hidden = any(
                key != self.person.key and not may_see_decisions(self.person, standing, entry.by.name)
                for key, entry in point.decisions.items()
            )
            if not hidden or (self.subject, name) not in visit().seen:
                visit().seen[self.subject, name] = standing.last
        visit().seen[self.subject, None] = standing.last

    def moved(self, entry: Entry) -> tuple[Attachment, ...]:
        """The moments of a decision whose words were corrected since; a person looks at them again."""
        mark = mark_in(entry)
        if mark is None or entry.observation == self.row.id:
            return ()
        seen, _ = analysis(store(), entry.observation)
        return look_again(mark, self.observation.turns, seen.turns)

    @property
    def moments(self) -> list[Moment]:
        """What this person marked by hand on the call, in the order of the call."""
        return visit().moments.setdefault(self.subject.sha256, [])


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}."
