"""Which event a person may add to an assessment as it stands; the store asks before it keeps one."""

from __future__ import annotations

from observe.assessment import (
    Checked,
    Decided,
    Disputed,
    Event,
    FeedbackAccepted,
    FeedbackGiven,
    Opened,
    Person,
    SelfMarked,
    Signed,
    Standing,
    TakenBack,
)
from observe.assessment.people import key_of
from observe.assessment.seal import seal
from observe.errors import NotAllowed
from observe.permissions.answers import may


def require_may_add(person: Person, standing: Standing, event: Event) -> None:
    """Pass where a person may add an event to an assessment as it stands.

    Raises:
        NotAllowed: what was asked, and who may do it or what has to come first.
    """
    refusal = _refusal(person, standing, event)
    if refusal is not None:
        raise NotAllowed(*refusal)


def may_dispute(person: Person, standing: Standing, criterion: str) -> bool:
    """Whether a person may dispute a point now: it is theirs to answer, signed, and not disputed already."""
    return (
        may(person, "answer", standing)
        and bool(standing.signatures)
        and standing.points[criterion].dispute is None
    )


def _refusal(person: Person, standing: Standing, event: Event) -> tuple[str, str] | None:
    match event:
        case Opened() if not may(person, "open_assessment"):
            return "a learner cannot open an assessment", "Ask the assessor"
        case Opened() if standing.opening is not None and standing.signatures:
            return "this assessment is signed already, so who is assessed can no longer change", "Mark it anew"
        case Decided() if not may(person, "decide"):
            return f"found a decision by a {person.duty.replace('_', ' ')}; assessors decide", ""
        case Decided(mark) | SelfMarked(mark) if mark.criterion not in standing.points:
            return f"found the point “{mark.criterion}”, which this unit does not have", ""
        case Decided() if not may(person, "decide", standing):
            return "nobody assesses their own call", "Let another assessor mark it"
        case Decided(mark) if mark.decision == "met" and not (mark.evidence or mark.comment.strip()):
            return "found “met” with neither evidence nor a reason", "Mark a moment of the call, or say why"
        case SelfMarked() if not may(person, "mark_oneself", standing):
            return "only the learner whose call this is may do that", ""
        case FeedbackAccepted() | Disputed() if not may(person, "answer", standing):
            return "only the learner whose call this is may do that", ""
        case FeedbackAccepted() | Disputed() if not standing.signatures:
            return "there is nothing to answer yet: no assessor has signed", "Wait for the feedback"
        case Disputed(criterion=criterion) | Checked(criterion=criterion) if (
            criterion is not None and criterion not in standing.points
        ):
            return f"found the point “{criterion}”, which this unit does not have", ""
        case Disputed(reason=reason) if not reason.strip():
            return "found a dispute without a reason", "Say why, so that the assessor can look again"
        case FeedbackGiven() if not may(person, "give_feedback"):
            return "only an assessor gives feedback", ""
        case Signed() if not may(person, "sign"):
            return "only an assessor signs decisions", ""
        case Signed(name=name) if key_of(name) != person.key:
            return f"found the signature “{name}” of {person.name}", "Type your own name to sign"
        case Signed() if standing.undecided(person.name):
            left = len(standing.undecided(person.name))
            points = "1 point is" if left == 1 else f"{left} points are"
            return f"{points} not decided yet", "Decide every point, then sign"
        case Signed(seal=given) if given != seal(standing.subject, standing.marks_of(person.name)):
            return "the decisions changed while you were signing", "Read them again, then sign"
        case Checked() if not may(person, "check"):
            return "only a quality assurer accepts or returns an assessment", ""
        case Checked() if not standing.signatures:
            return "this assessment is not signed yet", "Wait until the assessor has signed it"
        case Checked() if not may(person, "check", standing):
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
    if entry.by.key != person.key or not may(person, "take_back"):
        return f"entry {number} is {entry.by.name}'s; only they can take it back", ""
    if isinstance(entry.event, Decided | Opened) and person.key in standing.signatures:
        return "you have signed these decisions", "Decide the point anew, and sign again"
    return None
