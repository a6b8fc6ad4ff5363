"""What people did, as an evidence record tells it: whose decisions, what changed, was disputed and checked."""

from __future__ import annotations

from collections.abc import Mapping

from observe.assessment import (
    Checked,
    Decided,
    Decision,
    Disputed,
    Entry,
    FeedbackAccepted,
    FeedbackGiven,
    PointStanding,
    Standing,
)
from observe.assessment.people import key_of
from observe.errors import UsageError
from observe.record.parts import Check, Dispute, Note
from observe.record.words import day, lines, plain, time_of_day

Words = Mapping[Decision | None, str]


def assessor_of(standing: Standing, asked: str | None) -> str:
    """The name of the assessor whose decisions are told; empty where the assessment has none yet.

    Raises:
        UsageError: the assessor asked for has no part in an assessment that others have.
    """
    names = _deciders(standing)
    if standing.opening is not None:
        names.setdefault(key_of(standing.opening.assessor), standing.opening.assessor)
    if asked is None:
        return names.get(standing.lead or "", "")
    if names and key_of(asked) not in names:
        raise UsageError(
            f"found the assessor “{plain(asked)}”; this call is marked by {', '.join(names.values())}",
            "Name one of them",
        )
    return names.get(key_of(asked), " ".join(asked.split()))


def others(standing: Standing, assessor: str) -> tuple[str, ...]:
    """Names of other assessors who decided points of the same call."""
    return tuple(plain(name) for key, name in _deciders(standing).items() if key != key_of(assessor))


def changes(point: PointStanding, standing: Standing, assessor: str, words: Words) -> str:
    """An assessor's decisions on a point, oldest first, in a line; empty where there was only one."""
    key = key_of(assessor)
    made = [entry for entry in point.history if isinstance(entry.event, Decided) and entry.by.key == key]
    if len(made) < 2 and not any(entry.id in standing.taken_back for entry in made):
        return ""
    return "; then ".join(_change(entry, standing, words) for entry in made)


def disputes(point: PointStanding, standing: Standing, words: Words) -> tuple[Dispute, ...]:
    """What the learner disputed of a point, with what came of it."""
    return tuple(
        Dispute(
            plain(entry.by.name),
            time_of_day(entry.at),
            lines(entry.event.reason),
            _answer(entry, point, standing, words),
        )
        for entry in point.history
        if isinstance(entry.event, Disputed)
    )


def checks(standing: Standing, numbers: Mapping[str, int]) -> tuple[Check, ...]:
    """The quality assurers' verdicts, oldest first."""
    return tuple(
        Check(
            by=plain(entry.by.name),
            at=time_of_day(entry.at),
            about=_about(entry.event, numbers),
            verdict="Accepted" if entry.event.verdict == "accepted" else "Returned",
            action=lines(entry.event.action),
            due=day(entry.event.due) if entry.event.due else "",
            now=_now(entry, entry.event, standing),
        )
        for entry in standing.history
        if isinstance(entry.event, Checked)
    )


def feedback(standing: Standing) -> tuple[Note, ...]:
    """What assessors wrote to the learner about the whole call."""
    return tuple(
        Note(plain(entry.by.name), time_of_day(entry.at), lines(entry.event.text))
        for entry in standing.feedback
        if isinstance(entry.event, FeedbackGiven)
    )


def acceptance(standing: Standing) -> Note | None:
    """The learner's acceptance of the outcome, or None."""
    entry = standing.acceptance
    if entry is None or not isinstance(entry.event, FeedbackAccepted):
        return None
    return Note(plain(entry.by.name), time_of_day(entry.at), lines(entry.event.comment))


def _deciders(standing: Standing) -> dict[str, str]:
    """Names by key of those who decided a point, first come first."""
    names: dict[str, str] = {}
    for entry in standing.counted:
        if isinstance(entry.event, Decided):
            names.setdefault(entry.by.key, entry.by.name)
    return names


def _change(entry: Entry, standing: Standing, words: Words) -> str:
    decision = entry.event.mark.decision if isinstance(entry.event, Decided) else None
    gone = ", taken back" if entry.id in standing.taken_back else ""
    return f"{words[decision]} ({time_of_day(entry.at)}{gone})"


def _answer(dispute: Entry, point: PointStanding, standing: Standing, words: Words) -> str:
    if dispute.id in standing.taken_back:
        return "The learner took it back."
    for entry in point.history:
        counts = entry.id > dispute.id and entry.id not in standing.taken_back
        if counts and isinstance(entry.event, Decided):
            decided = f"{words[entry.event.mark.decision]}, by {plain(entry.by.name)}, {time_of_day(entry.at)}."
            reason = lines(entry.event.mark.comment)
            return f"Decided again: {decided} {reason}".strip()
    return "Not answered yet."


def _about(event: Checked, numbers: Mapping[str, int]) -> str:
    if event.criterion is None:
        return "The whole assessment"
    return f"Point {numbers[event.criterion]}" if event.criterion in numbers else plain(event.criterion)


def _now(entry: Entry, event: Checked, standing: Standing) -> str:
    if entry.id in standing.taken_back:
        return "Taken back."
    if event.criterion is None:
        return "Stands." if standing.check == entry else "Followed by later decisions or signatures."
    point = standing.points.get(event.criterion)
    if event.verdict == "returned":
        open_ = point is not None and point.returned == entry
        return "Open: the assessor has not decided again." if open_ else "The assessor decided again since."
    later = point is not None and any(d.id > entry.id for d in point.decisions.values())
    return "Decided again since." if later else "Stands."
