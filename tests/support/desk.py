"""People acting one after the other on one assessment, each only as they may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from observe.assessment import Decided, Entry, Event, Mark, Moment, Opened, Person, Signed, Subject, standing_of
from observe.assessment.seal import seal
from observe.assessment.standing import Standing
from observe.permissions import require_may_add

SUBJECT = Subject("a" * 64, "unit", "1.0")
POINTS = ("listens", "acts")
ADA, BEN = Person("Ada", "assessor"), Person("Ben", "assessor")
LEE, MIA = Person("Lee", "learner"), Person("Mia", "learner")
QUINN, KIM = Person("Quinn", "team_leader"), Person("Kim", "administrator")
EVERYONE = (ADA, BEN, LEE, MIA, QUINN, KIM)


class Desk:
    """An assessment of Lee's work by Ada.

    Args:
        subject: what is marked.
        points: ids of the unit's points.
    """

    def __init__(self, subject: Subject = SUBJECT, points: tuple[str, ...] = POINTS) -> None:
        self.subject, self.points = subject, points
        self.entries: list[Entry] = []

    @property
    def standing(self) -> Standing:
        """Where it stands now."""
        return standing_of(self.subject, self.points, self.entries)

    def does(self, person: Person, event: Event) -> Entry:
        """Somebody does something, if they may."""
        require_may_add(person, self.standing, event)
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=len(self.entries))
        self.entries.append(Entry(len(self.entries) + 1, self.subject, 1, person, at, event))
        return self.entries[-1]

    def opened(self, *, blind: bool = True) -> Desk:
        """Ada opens it for Lee."""
        self.does(ADA, Opened(LEE.name, ADA.name, blind))
        return self

    def decides(self, person: Person, point: str, decision: str = "met") -> Entry:
        """Somebody decides one point."""
        mark = Mark(point, decision, "heard it", (Moment(1.0, 2.0, "I am sorry"),))  # type: ignore[arg-type]
        return self.does(person, Decided(mark))

    def decided(self, person: Person = ADA) -> Desk:
        """Somebody decides every point."""
        for point in self.points:
            self.decides(person, point)
        return self

    def signs(self, person: Person) -> Entry:
        """Somebody signs what they decided."""
        return self.does(person, Signed(person.name, seal(self.subject, self.standing.marks_of(person.name))))

    def signed(self) -> Desk:
        """Ada opens it, decides every point and signs."""
        self.opened().decided().signs(ADA)
        return self
