"""Answering from the table: whether a person may do something, and the conditions that its cells name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeGuard

from observe.assessment import Duty, Person, Standing
from observe.assessment.people import DUTIES, key_of
from observe.permissions.table import TABLE, Action, Reach


def is_learner_of(person: Person, standing: Standing) -> bool:
    """Whether the call is this person's own work."""
    return standing.opening is not None and key_of(standing.opening.learner) == person.key


def reach_of(person: Person | None, action: Action) -> Reach:
    """The table's cell for a person; None is somebody who has not said who they are."""
    return TABLE[action].of(person.duty if person else None)


def may(person: Person | None, action: Action, standing: Standing | None = None, about: str = "") -> bool:
    """Whether a person may do something.

    Args:
        person: who asks; None where they have not said who they are.
        action: what they would do.
        standing: of the assessment that they would do it to; without one the answer is whether there is any
            that they might do it to.
        about: id of the point, or name of the assessor whose decisions they are, where a condition asks for it.

    Example:
        >>> may(Person("Lee", "learner"), "decide"), may(None, "add_call")
        (False, True)
    """
    reach = reach_of(person, action)
    if person is None or standing is None:
        return reach != "none"
    return CONDITIONS[reach](person, standing, about)


def holders(action: Action) -> tuple[Duty, ...]:
    """The duties that may do something to anything at all."""
    return tuple(duty for duty in DUTIES if TABLE[action].of(duty) != "none")


def sees_own_calls_alone(person: Person | None) -> TypeGuard[Person]:
    """Whether only the calls that are a person's own work are for them to see."""
    return reach_of(person, "open_call") == "own"


def marks_as_learner(person: Person) -> bool:
    """Whether what a person says of a point is a learner's own mark, and no assessor's decision."""
    return may(person, "mark_points") and not may(person, "decide")


def marks_first(person: Person) -> bool:
    """Whether a person is to say what they think before they see what the machine suggests."""
    return reach_of(person, "see_suggestion") != "all"


def _marked_by_learner(_person: Person, standing: Standing, criterion: str) -> bool:
    return standing.points[criterion].self_mark is not None or bool(standing.signatures)


def _decided(person: Person, standing: Standing, criterion: str) -> bool:
    return standing.points[criterion].mark_of(person.name) is not None


def _decided_if_blind(person: Person, standing: Standing, criterion: str) -> bool:
    blind = standing.opening is not None and standing.opening.blind
    return not blind or _decided(person, standing, criterion)


def _nothing_hidden(person: Person, standing: Standing, _about: str) -> bool:
    return all(may(person, "see_suggestion", standing, criterion) for criterion in standing.points)


#: For each kind of cell, whether an assessment, or what the last argument names of it, is within reach.
CONDITIONS: Mapping[Reach, Callable[[Person, Standing, str], bool]] = {
    "none": lambda _person, _standing, _about: False,
    "all": lambda _person, _standing, _about: True,
    "own": lambda person, standing, _about: is_learner_of(person, standing),
    "others": lambda person, standing, _about: not is_learner_of(person, standing),
    "not_marked_by_them": lambda person, standing, _about: not standing.marks_of(person.name),
    "after_own_mark": _marked_by_learner,
    "after_own_decision": _decided,
    "after_own_decision_if_blind": _decided_if_blind,
    "after_all_own_decisions": lambda person, standing, _about: not standing.undecided(person.name),
    "when_signed": lambda _person, standing, assessor: key_of(assessor) in standing.signatures,
    "when_nothing_hidden": _nothing_hidden,
}
