"""What one person sees of an assessment, as plain values: each point as it stands for them. No Streamlit.

Who may see what is asked of `observe.permissions` and decided nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from observe.annotation import Seconds, Turn, quote
from observe.assessment import Decided, Disputed, Duty, Entry, Mark, Moment, Person, Standing
from observe.assessment.events import SelfMarked
from observe.assessment.moments import moments_of
from observe.corrections.edits import is_within
from observe.observation import Finding, Observation, finding_of
from observe.permissions import (
    VisibleCall,
    marks_as_learner,
    may,
    may_see_decisions,
    may_see_entry,
    may_see_suggestion,
    waits_for_opening,
)
from observe.schemes import Criterion

#: What people do to a point before they see more of it: only a learner speaks of marking.
DEEDS: Mapping[Duty, str] = {
    "learner": "marked",
    "assessor": "decided",
    "team_leader": "decided",
    "administrator": "decided",
}


@dataclass(frozen=True, slots=True)
class PointView:
    """One point as one person sees it.

    Attributes:
        criterion: the point.
        own: what this person made of it, as assessor or learner; None where they have not said.
        own_entry: the entry of that.
        others: entries of the assessors whose decisions this person may see.
        self_mark: the learner's own mark, where this person may see it and it is not theirs.
        suggestion: of the machine, or None where it is hidden or there is none.
        hidden: whether a suggestion is kept from this person for now.
        moments: those the suggestion rests on, or where the opportunity was missed.
        dispute: the learner's open dispute, or None.
        returned: the quality assurer's open return, or None.
        history: what happened to the point, as far as this person may see it.
    """

    criterion: Criterion
    own: Mark | None
    own_entry: Entry | None
    others: tuple[Entry, ...]
    self_mark: Mark | None
    suggestion: Finding | None
    hidden: bool
    moments: tuple[Moment, ...]
    dispute: Entry | None
    returned: Entry | None
    history: tuple[Entry, ...]


def hidden_words(visible: VisibleCall) -> str:
    """Why the cues of a call are hidden from a person, in a sentence."""
    if not visible.known:
        return "What the machine suggests is hidden until the assessment is opened."
    left = visible.hidden_points
    points = "1 point" if left == 1 else f"{left} points"
    return f"What the machine heard is hidden until you have {DEEDS[visible.person.duty]} {points} more."


def point_view(person: Person, standing: Standing, criterion: Criterion, observation: Observation) -> PointView:
    """One point as a person sees it."""
    point = standing.points[criterion.id]
    learner = marks_as_learner(person)
    sees = may_see_suggestion(person, standing, criterion.id) and not waits_for_opening(person, standing)
    finding = finding_of(observation.findings, standing.subject.scheme, criterion.id)
    entry = point.self_mark if learner else point.decisions.get(person.key)
    own = mark_in(entry)
    theirs = tuple(
        each
        for key, each in point.decisions.items()
        if key != person.key and may_see_decisions(person, standing, each.by.name)
    )
    shows_self = not learner and may(person, "see_self_mark", standing, criterion.id)
    return PointView(
        criterion=criterion,
        own=own,
        own_entry=entry,
        others=theirs,
        self_mark=mark_in(point.self_mark) if shows_self else None,
        suggestion=finding if sees else None,
        hidden=finding is not None and not sees,
        moments=moments_of(finding, observation.cues, observation.turns) if finding and sees else (),
        dispute=point.dispute,
        returned=point.returned if may(person, "see_checks") else None,
        history=tuple(each for each in point.history if may_see_entry(person, standing, each)),
    )


def said(person: Person, mark: Mark) -> Decided | SelfMarked:
    """What a person does who makes that of a point: a learner marks themselves, an assessor decides."""
    return SelfMarked(mark) if marks_as_learner(person) else Decided(mark)


def mark_in(entry: Entry | None) -> Mark | None:
    """The mark of an entry that holds one."""
    return entry.event.mark if entry is not None and isinstance(entry.event, Decided | SelfMarked) else None


def moment_between(turns: Iterable[Turn], start: Seconds, end: Seconds, length: Seconds) -> Moment | None:
    """A moment marked by hand, with the words heard in it; None where the times lie in no recording.

    Args:
        turns: of the call.
        start: seconds, as the player says.
        end: seconds, as the player says.
        length: of the recording, in seconds; a moment that runs over it ends there.
    """
    if not (math.isfinite(start) and math.isfinite(end)):
        return None
    start, end = max(0.0, start), min(end, length)
    if start >= end:
        return None
    words = [word for turn in turns for word in turn.words if is_within(word, start, end)]
    return Moment(round(start, 3), round(end, 3), quote(sorted(words, key=lambda word: word.start)))


def evidence(
    moments: Iterable[Moment], chosen: Mapping[str, str], by_hand: Iterable[Moment]
) -> tuple[tuple[Moment, ...], tuple[Moment, ...]]:
    """What a decision rests on and what was turned down, each in the order of the call.

    Args:
        moments: that the machine put forward.
        chosen: ``accept`` or ``strike`` by the moment's cue; those not named are neither.
        by_hand: moments that the person marked for this point.
    """
    offered = tuple(moments)
    accepted = [one for one in offered if chosen.get(one.cue or "") == "accept"]
    struck = [one for one in offered if chosen.get(one.cue or "") == "strike"]
    both = sorted({*accepted, *by_hand}, key=lambda one: (one.start, one.end))
    return tuple(both), tuple(struck)


def own_moments(standing: Standing, person: Person) -> dict[Moment, tuple[str, ...]]:
    """The moments that a person marked by hand in what they decided, each with the points it speaks for."""
    marks = standing.self_marks if marks_as_learner(person) else standing.marks_of(person.name)
    found: dict[Moment, list[str]] = {}
    for criterion, mark in marks.items():
        for moment in mark.evidence:
            if moment.cue is None:
                found.setdefault(moment, []).append(criterion)
    return {moment: tuple(points) for moment, points in found.items()}


def undecided(person: Person, standing: Standing) -> tuple[str, ...]:
    """The points that a person has yet to say something of: an assessor decides, a learner marks."""
    if marks_as_learner(person):
        return tuple(name for name in standing.points if name not in standing.self_marks)
    return standing.undecided(person.name)


def disputes(standing: Standing) -> tuple[tuple[str, str], ...]:
    """The points under dispute, each with the learner's reason."""
    return tuple(
        (name, point.dispute.event.reason)
        for name, point in standing.points.items()
        if point.dispute is not None and isinstance(point.dispute.event, Disputed)
    )
