"""What people said of a call, as far as another person may see it, in the panel and in the history."""

from __future__ import annotations

from collections.abc import Iterable

from observe.assessment import Checked, Decided, Entry, Person, SelfMarked, Standing, TakenBack
from observe.assessment.people import key_of
from observe.permissions.answers import may


def may_see_decisions(person: Person, standing: Standing, assessor: str) -> bool:
    """Whether a person may see an assessor's decisions; their own they always may.

    Assessors mark apart, and a learner sees what is signed.
    """
    return person.key == key_of(assessor) or may(person, "see_decisions", standing, assessor)


def may_see_entry(person: Person, standing: Standing, entry: Entry) -> bool:
    """Whether a person may see an entry of the history: what hides a decision hides its past as well."""
    if entry.by.key == person.key:
        return True
    match entry.event:
        case Decided():
            return may_see_decisions(person, standing, entry.by.name)
        case SelfMarked(mark):
            return may(person, "see_self_mark", standing, mark.criterion)
        case TakenBack(number):
            return any(may_see_entry(person, standing, each) for each in standing.history if each.id == number)
        case Checked():
            return may(person, "see_checks")
    return True


def news_for(person: Person, standing: Standing, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """What others did about a point, for one who has just dealt with it themselves.

    An assessor who has decided a point is told what another decided of that same point meanwhile, so that
    both see that they differ; everything else is told as far as they may see it.
    """
    decides = may(person, "decide")
    return tuple(
        each
        for each in entries
        if may_see_entry(person, standing, each) or (decides and isinstance(each.event, Decided))
    )


def assessor_of_record(person: Person, standing: Standing) -> str | None:
    """Key of the assessor whose decisions an evidence record holds for a person.

    It is their own for an assessor, and else the lead's; None where they may not see all that it holds yet.
    """
    assessor = person.key if may(person, "decide") else standing.lead
    if assessor is None or not may(person, "take_record", standing, assessor):
        return None
    return assessor
