"""What people did to an assessment, in words: its history, signatures, stages, what happened meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from observe.assessment import (
    Checked,
    Decided,
    Decision,
    Disputed,
    Duty,
    Entry,
    FeedbackAccepted,
    FeedbackGiven,
    Moment,
    Opened,
    Person,
    SelfMarked,
    Signed,
    Stage,
    Standing,
    TakenBack,
)
from observe.assessment.events import DECISION_WORDS
from observe.clock import clock
from observe.ui.words.common import as_markdown_text

DECISIONS: Mapping[Decision, str] = {one: words.capitalize() for one, words in DECISION_WORDS.items()}
SYMBOLS: Mapping[Decision, str] = {"met": "✓", "not_yet": "↻", "not_applicable": "–"}
DUTIES: Mapping[Duty, str] = {
    "learner": "Learner",
    "assessor": "Assessor",
    "team_leader": "Team leader",
    "administrator": "Administrator",
}
STAGES: Mapping[Stage, str] = {
    "not_begun": "Not begun",
    "marking": "Being marked",
    "signed": "Signed by the assessor",
    "disputed": "Disputed by the learner",
    "returned": "Returned by quality assurance",
    "signed_off": "Signed off",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history.

    Attributes:
        when: such as ``12 March 2026, 14:05``.
        who: the person, by name and duty.
        what: what they did.
        gone: whether it was taken back.
    """

    when: str
    who: str
    what: str
    gone: bool


def moment_of(at: datetime) -> str:
    """A time of day, in the reader's own zone."""
    here = at.astimezone()
    return f"{here.day} {here:%B %Y, %H:%M}"


def history(standing: Standing, entries: Iterable[Entry], numbers: Mapping[str, int]) -> tuple[Line, ...]:
    """Entries as lines, in order.

    Args:
        standing: that they are part of.
        entries: to show.
        numbers: of the unit's points, by id.
    """
    return tuple(
        Line(
            moment_of(entry.at),
            f"{entry.by.name} ({DUTIES[entry.by.duty].lower()})",
            deed(entry, numbers, standing),
            entry.id in standing.taken_back,
        )
        for entry in entries
    )


def deed(entry: Entry, numbers: Mapping[str, int], standing: Standing | None = None) -> str:
    """What someone did, as the rest of a sentence that begins with their name."""

    def point(criterion: str | None) -> str:
        return f"point {numbers.get(criterion or '', 0) or criterion}"

    match entry.event:
        case Opened(learner, assessor, blind, scenario):
            manner = "suggestions hidden at first" if blind else "suggestions in sight"
            about = f", {scenario}" if scenario else ""
            return f"opened the assessment of {learner}, to be marked by {assessor}, {manner}{about}"
        case Decided(mark):
            reason = f": {mark.comment}" if mark.comment else ""
            return f"decided {point(mark.criterion)}: {DECISIONS[mark.decision].lower()}{reason}"
        case SelfMarked(mark):
            reason = f": {mark.comment}" if mark.comment else ""
            return f"marked their own {point(mark.criterion)}: {DECISIONS[mark.decision].lower()}{reason}"
        case FeedbackGiven(text):
            return f"wrote to the learner: {text}"
        case FeedbackAccepted(comment):
            return f"accepted the outcome{f': {comment}' if comment else ''}"
        case Disputed(criterion, reason):
            return f"disputed {point(criterion)}: {reason}"
        case Checked(verdict, criterion, action, due):
            whole = "the assessment" if criterion is None else point(criterion)
            what = f": {action}" if action else ""
            by = f", by {due.day} {due:%B %Y}" if due else ""
            return f"{verdict} {whole}{what}{by}"
        case Signed(name):
            return f"signed as {name}"
        case TakenBack(number):
            return f"took back: {_taken_back(number, numbers, standing)}"


def _taken_back(number: int, numbers: Mapping[str, int], standing: Standing | None) -> str:
    before = next((each for each in (standing.history if standing else ()) if each.id == number), None)
    return f"entry {number}" if before is None else deed(before, numbers, standing)


def signatures(standing: Standing) -> tuple[tuple[str, bool], ...]:
    """Each signature that was not taken back, with its time, and whether it still holds."""
    found = []
    for entry in standing.counted:
        if isinstance(entry.event, Signed):
            held = standing.signatures.get(entry.by.key)
            holds = held is not None and held.id == entry.id
            end = "It holds." if holds else "It no longer holds: decisions were made or signed anew since."
            found.append((f"{entry.event.name}, {moment_of(entry.at)}. {end}", holds))
    return tuple(found)


def moment_words(moment: Moment) -> str:
    """A moment in plain words, such as ``02:05–02:09 “I am sorry”``."""
    return f"{clock(moment.start)}–{clock(moment.end)}" + (f" “{moment.quote}”" if moment.quote else "")


def moment_link(moment: Moment) -> str:
    """A moment in Markdown, its times a link that the player takes up and plays, without asking Python."""
    times = f"{clock(moment.start)}–{clock(moment.end)}".replace(":", r"\:")
    said = f" “{as_markdown_text(moment.quote)}”" if moment.quote else " (nobody speaks)"
    return f"[▶ {times}](#t={moment.start:.3f},{moment.end:.3f}){said}"


def meanwhile(entries: Iterable[Entry], numbers: Mapping[str, int]) -> str:
    """What others did to the same point while someone decided it; empty where nobody did anything."""
    deeds = [f"{entry.by.name} {deed(entry, numbers)} ({moment_of(entry.at)})" for entry in entries]
    if not deeds:
        return ""
    return "Meanwhile " + "; ".join(deeds) + ". Your decision is kept beside it; nothing is lost."


def undoable(person: Person, standing: Standing) -> tuple[Entry | None, Entry | None]:
    """What a person can take back next, and what they can bring back that they took back last."""
    own = [entry for entry in standing.counted if entry.by.key == person.key]
    deeds = [entry for entry in own if not isinstance(entry.event, TakenBack)]
    last = own[-1] if own else None
    undone = {entry.id for entry in standing.history if isinstance(entry.event, TakenBack)}
    redo = last is not None and isinstance(last.event, TakenBack) and last.event.entry not in undone
    return (deeds[-1] if deeds else None), (last if redo else None)
