"""What of the machine's hearing a person may see.

What is hidden is left out here, in Python: the browser is never sent what its reader is not to see yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from observe.assessment import Person, Standing
from observe.observation import Observation
from observe.permissions.answers import marks_first, may, reach_of


def may_see_suggestion(person: Person, standing: Standing, criterion: str) -> bool:
    """Whether a person may see what the machine suggests for a point.

    A learner marks the point themselves first. An assessor who marks blind decides the point first; so does a
    second assessor. Everyone else sees suggestions as soon as there are any.
    """
    return criterion in standing.points and may(person, "see_suggestion", standing, criterion)


def waits_for_opening(person: Person, standing: Standing) -> bool:
    """Whether suggestions wait until an assessment is opened: nobody who is to mark blind looks first."""
    return marks_first(person) and standing.opening is None


@dataclass(frozen=True, slots=True)
class VisibleCall:
    """What a person may see of what the machine heard in a call.

    Attributes:
        person: who looks.
        known: the assessments of the call through which they see anything.
        cues: whether they may see its cues.
    """

    person: Person
    known: tuple[Standing, ...]
    cues: bool

    def suggestion(self, scheme: str, criterion: str) -> bool:
        """Whether they may see what is suggested for a point."""
        own = [one for one in self.known if one.subject.scheme == scheme]
        return bool(own) and all(may_see_suggestion(self.person, one, criterion) for one in own)

    @property
    def hidden_points(self) -> int:
        """How many points they have yet to say something of before they see the cues."""
        return sum(
            not may_see_suggestion(self.person, one, criterion)
            for one in self.known
            for criterion in one.points
        )


def visible_call(person: Person, standings: Iterable[Standing]) -> VisibleCall:
    """What a person may see of a call.

    Cues are hidden as long as any suggestion of an assessment of the call is, since they would give it away.

    Args:
        person: who looks.
        standings: every assessment of the call.
    """
    known = tuple(
        one for one in standings if not waits_for_opening(person, one) and may(person, "open_call", one)
    )
    return VisibleCall(person, known, bool(known) and all(may(person, "see_cues", one) for one in known))


def visible_part(visible: VisibleCall, observation: Observation) -> Observation:
    """The call without what is hidden from a person.

    With the cues is hidden where an opportunity arose, which other points may rest on as well.
    """
    cues = observation.cues if visible.cues else ()
    there = {cue.id for cue in cues}
    findings = tuple(
        replace(
            finding,
            evidence=tuple(name for name in finding.evidence if name in there),
            occasion=finding.occasion if visible.cues else None,
        )
        for finding in observation.findings
        if visible.suggestion(finding.scheme, finding.criterion)
    )
    return replace(observation, cues=cues, findings=findings)


def units_to_find_by(
    person: Person | None, standings: Iterable[Standing], *, whole: bool
) -> frozenset[str] | None:
    """Ids of the units by whose suggestions a person may find a call; None for every unit.

    Args:
        person: who searches.
        standings: of the call's assessments.
        whole: whether every assessment of it could be read.
    """
    if not may(person, "find_by_suggestion"):
        return frozenset()
    if person is None or reach_of(person, "find_by_suggestion") == "all":
        return None
    visible = visible_call(person, standings)
    if not whole or not visible.cues:
        return frozenset()
    return frozenset(standing.subject.scheme for standing in visible.known)
