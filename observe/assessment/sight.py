"""What each person may see and do of an assessment: the one place that decides it.

The pages ask here before they show or offer something, and the store before it adds an event. Signing in, when
it comes, only has to say who a ``Person`` is.
"""

from __future__ import annotations

from observe.assessment.events import (
    Checked,
    Decided,
    Disputed,
    Event,
    FeedbackAccepted,
    FeedbackGiven,
    Opened,
    SelfMarked,
    Signed,
    TakenBack,
)
from observe.assessment.people import Person, key_of
from observe.assessment.seal import seal
from observe.assessment.standing import Standing
from observe.errors import NotAllowed


def is_learner_of(person: Person, standing: Standing) -> bool:
    """Whether the call is this person's own work."""
    return standing.opening is not None and key_of(standing.opening.learner) == person.key


def may_open(person: Person, standing: Standing) -> bool:
    """Whether a person may see the call at all: a learner their own, everyone else every one."""
    return person.duty != "learner" or is_learner_of(person, standing)


def sees_suggestion(person: Person, standing: Standing, criterion: str) -> bool:
    """Whether a person may see what the machine suggests for a point.

    A learner marks the point themselves first. An assessor who marks blind decides the point first; so does a
    second assessor. Everyone else sees suggestions as soon as there are any.
    """
    point = standing.points.get(criterion)
    if point is None:
        return False
    if person.duty == "learner":
        return point.self_mark is not None or bool(standing.signatures)
    if person.duty == "assessor" and standing.opening is not None and standing.opening.blind:
        return point.mark_of(person.name) is not None
    return True


def sees_cues(person: Person, standing: Standing) -> bool:
    """Whether a person may see the machine's cues in the call: only when no suggestion is hidden from them."""
    return all(sees_suggestion(person, standing, criterion) for criterion in standing.points)


def sees_decisions(person: Person, standing: Standing, assessor: str) -> bool:
    """Whether a person may see an assessor's decisions: assessors mark apart, a learner sees what is signed."""
    if person.key == key_of(assessor):
        return True
    if person.duty == "learner":
        return key_of(assessor) in standing.signatures
    if person.duty == "assessor":
        return not standing.undecided(person.name)
    return True


def check(person: Person, standing: Standing, event: Event) -> None:
    """Pass where a person may add an event to an assessment as it stands.

    Raises:
        NotAllowed: what was asked, and who may do it or what has to come first.
    """
    refusal = _refusal(person, standing, event)
    if refusal is not None:
        raise NotAllowed(*refusal)


def _refusal(person: Person, standing: Standing, event: Event) -> tuple[str, str] | None:
    match event:
        case Opened() if person.duty == "learner":
            return "a learner cannot open an assessment", "Ask the assessor"
        case Opened() if standing.opening is not None and standing.signatures:
            return "this assessment is signed already, so who is assessed can no longer change", "Mark it anew"
        case Decided() if person.duty != "assessor":
            return f"found a decision by a {person.duty.replace('_', ' ')}; assessors decide", ""
        case Decided(mark) | SelfMarked(mark) if mark.criterion not in standing.points:
            return f"found the point “{mark.criterion}”, which this unit does not have", ""
        case Decided() if is_learner_of(person, standing):
            return "nobody assesses their own call", "Let another assessor mark it"
        case Decided(mark) if mark.decision == "met" and not (mark.evidence or mark.comment.strip()):
            return "found “met” with neither evidence nor a reason", "Mark a moment of the call, or say why"
        case SelfMarked() | FeedbackAccepted() | Disputed() if not is_learner_of(person, standing):
            return "only the learner whose call this is may do that", ""
        case FeedbackAccepted() | Disputed() if not standing.signatures:
            return "there is nothing to answer yet: no assessor has signed", "Wait for the feedback"
        case Disputed(criterion=criterion) | Checked(criterion=criterion) if (
            criterion is not None and criterion not in standing.points
        ):
            return f"found the point “{criterion}”, which this unit does not have", ""
        case Disputed(reason=reason) if not reason.strip():
            return "found a dispute without a reason", "Say why, so that the assessor can look again"
        case FeedbackGiven() if person.duty not in ("assessor", "team_leader"):
            return "only an assessor gives feedback", ""
        case Signed() if person.duty != "assessor":
            return "only an assessor signs decisions", ""
        case Signed(name=name) if key_of(name) != person.key:
            return f"found the signature “{name}” of {person.name}", "Type your own name to sign"
        case Signed() if standing.undecided(person.name):
            left = len(standing.undecided(person.name))
            points = "1 point is" if left == 1 else f"{left} points are"
            return f"{points} not decided yet", "Decide every point, then sign"
        case Signed(seal=given) if given != seal(standing.subject, standing.marks_of(person.name)):
            return "the decisions changed while you were signing", "Read them again, then sign"
        case Checked() if person.duty != "team_leader":
            return "only a quality assurer accepts or returns an assessment", ""
        case Checked() if not standing.signatures:
            return "this assessment is not signed yet", "Wait until the assessor has signed it"
        case Checked() if standing.marks_of(person.name):
            return "nobody checks their own marking", "Let another quality assurer check it"
        case Checked(verdict="returned", action=action) if not action.strip():
            return "found a return without an action", "Say what the assessor is to do"
        case TakenBack(entry=number):
            return _take_back_refusal(person, standing, number)
    return None


def _take_back_refusal(person: Person, standing: Standing, number: int) -> tuple[str, str] | None:
    entry = next((entry for entry in standing.history if entry.id == number), None)
    if entry is None:
        return f"there is no entry {number} to take back", ""
    if entry.by.key != person.key:
        return f"entry {number} is {entry.by.name}'s; only they can take it back", ""
    if isinstance(entry.event, Decided | Opened) and person.key in standing.signatures:
        return "you have signed these decisions", "Decide the point anew, and sign again"
    return None
