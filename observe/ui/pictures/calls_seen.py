"""Calls as one person may know them, for pictures over many calls. No Streamlit.

What a person is not to see of a call yet is left out here, before anything is counted or drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from observe.annotation import Seconds
from observe.assessment import Person, Standing
from observe.assessment.people import key_of
from observe.assessment.sight import may_open, sees_decisions
from observe.observation import Outcome
from observe.quality import Case
from observe.quality.pairs import AS_DECISION
from observe.schemes import Scheme
from observe.services.calls import StoredCall
from observe.store import Counted
from observe.turns.dynamics import TALK, Portion
from observe.ui.pictures.charts.look import PointState
from observe.ui.words.assessment import Sight, hidden_words, sight_of
from observe.ui.words.calls import TO_LEARNER
from observe.ui.words.common import shown_name
from observe.ui.words.history import STAGES


@dataclass(frozen=True, slots=True)
class SeenPoint:
    """One point of one call.

    Attributes:
        decided: by the assessor whose marking it is, or, while that is hidden, by the one who looks.
        suggested: by the machine; None where it is hidden or there is nothing.
        hidden: whether a suggestion is kept back.
    """

    decided: PointState
    suggested: Outcome | None
    hidden: bool

    @property
    def differs(self) -> bool:
        """Whether decision and suggestion are both in sight and do not say the same."""
        as_decision = AS_DECISION.get(self.suggested) if self.suggested else None
        return self.decided in AS_DECISION.values() and as_decision not in (None, self.decided)


@dataclass(frozen=True, slots=True)
class SeenCall:
    """One call.

    Attributes:
        label: a row's name: its number in order of time, and its day.
        number: from 1.
        observation: id of its newest analysis.
        file: the recording's name, safe to show.
        day: that stands for the call's own.
        length: seconds.
        stands: where each of its assessments stands, in words.
        time: what it is made of, in seconds.
        cues: each kind heard; None while they are hidden.
        hidden: why they are, in a sentence; else empty.
        points: by unit, then by the point's id.
    """

    label: str
    number: int
    observation: int
    file: str
    day: date
    length: Seconds
    stands: str
    time: Mapping[Portion, Seconds]
    cues: Mapping[str, Counted] | None
    hidden: str
    points: Mapping[str, Mapping[str, SeenPoint]]

    @property
    def talk(self) -> Seconds:
        """In which somebody spoke."""
        return sum(self.time[portion] for portion in TALK)

    def address(self, unit: str | None = None, at: Seconds | None = None) -> str:
        """Of Review of this call, by a unit, at a second."""
        return review_address(self.observation, unit, at)


def review_address(observation: int, unit: str | None = None, at: Seconds | None = None) -> str:
    """The address of Review of a call, by a unit, at a second.

    Example:
        >>> review_address(7, at=61.25)
        '/review?call=7&t=61.250'
    """
    parts = [f"call={observation}"]
    parts += [f"unit={unit}"] if unit else []
    parts += [f"t={at:.3f}"] if at is not None else []
    return f"/review?{'&'.join(parts)}"


def day_words(day: date) -> str:
    """A day as people write it, short."""
    return f"{day.day} {day:%b %Y}"


def is_call_of(learner: str, person: Person, standing: Standing) -> bool:
    """Whether an assessment is of a learner's work, and this person may open it."""
    opening = standing.opening
    return opening is not None and key_of(opening.learner) == key_of(learner) and may_open(person, standing)


def calls_seen(person: Person, calls: Iterable[StoredCall], learner: str) -> tuple[SeenCall, ...]:
    """A learner's calls, as far as a person may know them.

    Args:
        person: who looks.
        calls: every call, in order of time.
        learner: whose calls are wanted.
    """
    own = []
    for call in calls:
        cases = tuple(case for case in call.cases if is_call_of(learner, person, case.standing))
        if cases:
            own.append((call, cases))
    return tuple(_seen(person, call, cases, number) for number, (call, cases) in enumerate(own, start=1))


def units_of(person: Person, calls: Iterable[StoredCall], learner: str) -> dict[str, Scheme]:
    """The units that a learner's calls are marked by, by id, each as it was last used."""
    return {
        case.scheme.id: case.scheme
        for call in calls
        for case in call.cases
        if is_call_of(learner, person, case.standing)
    }


def _seen(person: Person, call: StoredCall, cases: tuple[Case, ...], number: int) -> SeenCall:
    # All assessments of the call have a say in what is hidden; only those of this learner's work are shown.
    sight = sight_of(person, (case.standing for case in call.cases))
    whole = call.whole or person.duty not in ("assessor", "learner")
    cues = sight.cues and whole
    return SeenCall(
        label=f"{number} · {day_words(call.figures.day)}",
        number=number,
        observation=call.row.id,
        file=shown_name(call.row.file),
        day=call.figures.day,
        length=call.row.duration_s,
        stands="; ".join(_stands(person, case) for case in cases),
        time=call.figures.time,
        cues=call.figures.cues if cues else None,
        hidden="" if cues else hidden_words(sight),
        points={case.scheme.id: _points(sight, call, case, whole=whole) for case in cases},
    )


def _stands(person: Person, case: Case) -> str:
    stage = case.standing.stage
    told = TO_LEARNER.get(stage, stage) if person.duty == "learner" else stage
    return f"{case.scheme.title}: {STAGES[told].lower()}"


def _points(sight: Sight, call: StoredCall, case: Case, *, whole: bool) -> dict[str, SeenPoint]:
    outcomes = call.heard[call.row.id].outcomes if call.row.id in call.heard else {}
    found = {}
    for criterion in case.standing.points:
        sees = whole and sight.suggestion(case.scheme.id, criterion)
        outcome = outcomes.get((case.scheme.id, criterion))
        found[criterion] = SeenPoint(
            _decided(sight.person, case.standing, criterion),
            cast(Outcome, outcome) if sees and outcome else None,
            hidden=outcome is not None and not sees,
        )
    return found


def _decided(person: Person, standing: Standing, criterion: str) -> PointState:
    point, lead = standing.points[criterion], standing.lead
    own = point.mark_of(person.name) if person.duty == "assessor" else None
    if lead is None:
        return "undecided"
    if not sees_decisions(person, standing, lead):
        return own.decision if own else "hidden"
    mark = point.mark_of(lead)
    return mark.decision if mark else "undecided"
