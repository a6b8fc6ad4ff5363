"""What one person sees of an assessment, as plain values: each point as it stands for them. No Streamlit.

Who may see what is asked of `observe.assessment.sight` and decided nowhere else. What is hidden is left out
here, in Python: the browser is never sent what its reader is not to see yet.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from observe.annotation import Seconds, Turn, quote
from observe.assessment import Decided, Disputed, Entry, Mark, Moment, Opened, Person, Standing, Subject
from observe.assessment.events import Checked, SelfMarked, TakenBack
from observe.assessment.moments import moments_of
from observe.assessment.people import key_of
from observe.assessment.sight import is_learner_of, may_open, sees_cues, sees_decisions, sees_suggestion
from observe.corrections.edits import is_within
from observe.observation import Finding, Observation, finding_of
from observe.schemes import Criterion, Scheme

Standings = Mapping[str, Standing]  # by the scheme's id


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


def subject_of(observation: Observation, scheme: Scheme) -> Subject:
    """What is marked when this call is marked by this unit."""
    return Subject(observation.recording.sha256, scheme.id, scheme.version)


def may_see(person: Person | None, standings: Standings) -> bool:
    """Whether a person may see the call at all; until someone says who they are, every call is shown."""
    return person is None or any(may_open(person, standing) for standing in standings.values())


def waits(person: Person, standing: Standing) -> bool:
    """Whether suggestions wait until an assessment is opened: nobody who is to mark blind looks first."""
    return person.duty in ("assessor", "learner") and standing.opening is None


@dataclass(frozen=True, slots=True)
class Sight:
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
        return bool(own) and all(sees_suggestion(self.person, one, criterion) for one in own)


def sight_of(person: Person, standings: Iterable[Standing]) -> Sight:
    """What a person may see of a call.

    Cues are hidden as long as any suggestion of an assessment of the call is, since they would give it away.

    Args:
        person: who looks.
        standings: every assessment of the call.
    """
    known = tuple(one for one in standings if not waits(person, one) and may_open(person, one))
    return Sight(person, known, bool(known) and all(sees_cues(person, one) for one in known))


def for_eyes_of(
    person: Person | None, observation: Observation, standings: Standings
) -> tuple[Observation, str]:
    """The call without what is hidden from a person, and one sentence on what is; empty where nothing is.

    With the cues is hidden where an opportunity arose, which other points may rest on as well.
    """
    if person is None:
        return observation, ""
    sight = sight_of(person, standings.values())
    cues = observation.cues if sight.cues else ()
    there = {cue.id for cue in cues}
    findings = tuple(
        replace(
            finding,
            evidence=tuple(name for name in finding.evidence if name in there),
            occasion=finding.occasion if sight.cues else None,
        )
        for finding in observation.findings
        if sight.suggestion(finding.scheme, finding.criterion)
    )
    words = "" if there or not observation.cues else hidden_words(sight)
    return replace(observation, cues=cues, findings=findings), words


def hidden_words(sight: Sight) -> str:
    """Why the cues of a call are hidden from a person, in a sentence."""
    if not sight.known:
        return "What the machine suggests is hidden until the assessment is opened."
    left = sum(
        not sees_suggestion(sight.person, one, criterion) for one in sight.known for criterion in one.points
    )
    deed = "marked" if sight.person.duty == "learner" else "decided"
    points = "1 point" if left == 1 else f"{left} points"
    return f"What the machine heard is hidden until you have {deed} {points} more."


def point_view(person: Person, standing: Standing, criterion: Criterion, observation: Observation) -> PointView:
    """One point as a person sees it."""
    point = standing.points[criterion.id]
    learner = person.duty == "learner"
    sees = sees_suggestion(person, standing, criterion.id) and not waits(person, standing)
    finding = finding_of(observation.findings, standing.subject.scheme, criterion.id)
    entry = point.self_mark if learner else point.decisions.get(person.key)
    own = mark_in(entry)
    theirs = tuple(
        each
        for key, each in point.decisions.items()
        if key != person.key and sees_decisions(person, standing, each.by.name)
    )
    shows_self = not learner and (person.duty != "assessor" or own is not None)
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
        returned=point.returned if not learner else None,
        history=tuple(each for each in point.history if in_sight(person, standing, each)),
    )


def in_sight(person: Person, standing: Standing, entry: Entry) -> bool:
    """Whether a person may see an entry of the history: what hides a decision hides its past as well."""
    if entry.by.key == person.key:
        return True
    if isinstance(entry.event, Decided):
        return sees_decisions(person, standing, entry.by.name)
    if isinstance(entry.event, SelfMarked):
        own = standing.points[entry.event.mark.criterion].mark_of(person.name)
        return person.duty != "assessor" or own is not None
    if isinstance(entry.event, TakenBack):
        number = entry.event.entry
        return any(in_sight(person, standing, each) for each in standing.history if each.id == number)
    return not (person.duty == "learner" and isinstance(entry.event, Checked))


def news_for(person: Person, standing: Standing, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """What others did about a point, for one who has just dealt with it themselves.

    An assessor who has decided a point is told what another decided of that same point meanwhile, so that
    both see that they differ; everything else is told as far as they may see it.
    """
    decides = person.duty == "assessor"
    return tuple(
        each
        for each in entries
        if in_sight(person, standing, each) or (decides and isinstance(each.event, Decided))
    )


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
    marks = standing.self_marks if person.duty == "learner" else standing.marks_of(person.name)
    found: dict[Moment, list[str]] = {}
    for criterion, mark in marks.items():
        for moment in mark.evidence:
            if moment.cue is None:
                found.setdefault(moment, []).append(criterion)
    return {moment: tuple(points) for moment, points in found.items()}


def undecided(person: Person, standing: Standing) -> tuple[str, ...]:
    """The points that a person has yet to say something of: an assessor decides, a learner marks."""
    if person.duty == "learner":
        return tuple(name for name in standing.points if name not in standing.self_marks)
    return standing.undecided(person.name)


def calls_of(learner: Person, entries: Iterable[Entry]) -> frozenset[str]:
    """sha256 of the recordings opened as this learner's work, as the latest opening of each unit says."""
    latest: dict[Subject, str] = {}
    for entry in entries:
        if isinstance(entry.event, Opened):
            latest[entry.subject] = key_of(entry.event.learner)
    return frozenset(subject.sha256 for subject, key in latest.items() if key == learner.key)


def may_dispute(person: Person, standing: Standing, criterion: str) -> bool:
    """Whether a learner may dispute a point now: it is theirs, signed, and not disputed already."""
    return (
        is_learner_of(person, standing)
        and bool(standing.signatures)
        and standing.points[criterion].dispute is None
    )


def disputes(standing: Standing) -> tuple[tuple[str, str], ...]:
    """The points under dispute, each with the learner's reason."""
    return tuple(
        (name, point.dispute.event.reason)
        for name, point in standing.points.items()
        if point.dispute is not None and isinstance(point.dispute.event, Disputed)
    )
