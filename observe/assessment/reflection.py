"""A scaffold for the learner's reflective account: headings, questions and the moments to write about.

The account is the learner's own work, in the first person; an account that a program wrote is none. So nothing
here answers a question or describes what happened: under each heading stand questions to think about and the
learner's own moments, with their seconds and the words heard, and then room to write.

The headings are those of STAR (situation, task, action, result), with one more for looking back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from observe.annotation import Cue, Seconds, Turn
from observe.assessment.events import Mark, Moment
from observe.assessment.moments import is_occasion, moments_of
from observe.clock import clock
from observe.marking.because import together
from observe.observation import Finding
from observe.schemes import Scheme

Heading = Literal["Situation", "Task", "Action", "Result", "Looking back"]

PROMPTS: Mapping[Heading, tuple[str, ...]] = {
    "Situation": (
        "Who was calling, and what had happened before?",
        "How did you notice how the customer felt about it?",
    ),
    "Task": (
        "What did you have to find out, and how did you make sure that you had understood?",
        "What were you there to achieve, and what was beyond what you may decide?",
    ),
    "Action": (
        "What did you say or do, and why that and not something else?",
        "Which of your organisation's rules or ways of working did you follow?",
    ),
    "Result": (
        "How did the call end for the customer, and how do you know?",
        "What was still to be done afterwards, and by whom?",
    ),
    "Looking back": (
        "Listen to these moments again. What could you have said there?",
        "What will you do differently on your next call?",
    ),
}

#: Where moments of a cue help the writer; what is not named here stands under Action.
PLACES: Mapping[str, Heading] = {
    "dissatisfaction": "Situation",
    "greeting": "Situation",
    "identity_check": "Situation",
    "question": "Task",
    "clarifying_question": "Task",
    "paraphrase": "Task",
    "read_back": "Task",
    "closing_check": "Result",
    "resolution_confirmed": "Result",
    "thanks": "Result",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A moment to write about.

    Attributes:
        moment: its seconds and words.
        points: numbers of the marking points it belongs to, rising; empty for one that sets the scene.
        missed: an opportunity that was missed, rather than something shown.
    """

    moment: Moment
    points: tuple[int, ...]
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of the account.

    Attributes:
        heading: of STAR, or the one for looking back.
        prompts: questions to think about.
        moments: in time order.
    """

    heading: Heading
    prompts: tuple[str, ...]
    moments: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Scaffold:
    """The scaffold of one account.

    Attributes:
        learner: who is to write it.
        unit: the unit's title.
        call: the recording's name.
        parts: in the order of writing.
    """

    learner: str
    unit: str
    call: str
    parts: tuple[Part, ...]


def scaffold(
    learner: str,
    scheme: Scheme,
    call: str,
    marks: Mapping[str, Mark],
    findings: Iterable[Finding],
    cues: Sequence[Cue],
    turns: Sequence[Turn] = (),
) -> Scaffold:
    """The scaffold for a learner's account of one call.

    Args:
        learner: who is to write it.
        scheme: the unit.
        call: the recording's name.
        marks: the learner's own, by the point's id; moments they struck are left out.
        findings: those that the learner may see (`observe.permissions`).
        cues: those that the learner may see.
        turns: of the call, for the words in which an opportunity arose; without them it stands by its seconds.
    """
    number = scheme.numbers
    heard = {cue.id: cue for cue in cues}
    gathered: dict[tuple[Seconds, Seconds, bool], tuple[Moment, str | None, set[int]]] = {}

    def put(moment: Moment, cue: str | None, point: int | None, *, missed: bool = False) -> None:
        kept = gathered.setdefault((moment.start, moment.end, missed), (moment, cue, set()))
        if point is not None:
            kept[2].add(point)

    for criterion, mark in marks.items():
        if criterion in number:
            for moment in mark.evidence:
                put(moment, _kind(moment, heard), number[criterion])
    for finding in findings:
        if finding.scheme != scheme.id or finding.criterion not in number:
            continue
        if finding.outcome not in ("shown", "opportunity_missed"):
            continue
        missed = finding.outcome == "opportunity_missed"
        struck = {moment.cue for moment in _struck(marks.get(finding.criterion))}
        for moment in moments_of(finding, cues, turns):
            if moment.cue not in struck:
                put(moment, _kind(moment, heard), number[finding.criterion], missed=missed)
    for cue in cues:
        if cue.cue == "dissatisfaction":
            put(Moment.of(cue), cue.cue, None)
    placed: dict[Heading, list[Quoted]] = {heading: [] for heading in PROMPTS}
    for (_, _, missed), (moment, kind, points) in gathered.items():
        heading: Heading = "Looking back" if missed else PLACES.get(kind or "", "Action")
        placed[heading].append(Quoted(moment, tuple(sorted(points)), missed))
    return Scaffold(
        learner,
        scheme.title,
        call,
        tuple(
            Part(heading, prompts, tuple(sorted(placed[heading], key=_in_time)))
            for heading, prompts in PROMPTS.items()
        ),
    )


def as_markdown(account: Scaffold) -> str:
    """The scaffold as Markdown, to be written into; every name and quote stands in it as plain text."""
    lines = [
        f"# Reflective account: {_plain(account.unit)}",
        "",
        f"Learner: {_plain(account.learner)}  ",
        f"Call: {_plain(account.call)}",
        "",
        "Write in your own words, as “I”. The questions are there to start from, and the moments to listen to "
        "again; delete what you do not need.",
    ]
    for part in account.parts:
        lines += ["", f"## {part.heading}", "", *(f"*{prompt}*  " for prompt in part.prompts)]
        if part.moments:
            lines += ["", *(f"- {_line(quoted)}" for quoted in part.moments)]
        lines += ["", "…"]
    return "\n".join(lines) + "\n"


def told(quoted: Quoted) -> str:
    """A moment in a line: when, the words, and which points it belongs to.

    Example:
        >>> told(Quoted(Moment(62.0, 65.5, "so it was the March bill"), (1, 3)))
        '01:02–01:05 “so it was the March bill” (points 1 and 3)'
    """
    moment = quoted.moment
    silent = "" if is_occasion(moment) else " (nobody speaks)"
    words = f" “{moment.quote}”" if moment.quote else silent
    missed = "missed: " if quoted.missed else ""
    if not quoted.points:
        return f"{_span(moment)}{words}"
    points = together(str(point) for point in quoted.points)
    return f"{_span(moment)}{words} ({missed}point{'s' if len(quoted.points) > 1 else ''} {points})"


def _line(quoted: Quoted) -> str:
    return _plain(told(quoted))


def _kind(moment: Moment, heard: Mapping[str, Cue]) -> str | None:
    return heard[moment.cue].cue if moment.cue is not None and moment.cue in heard else None


def _struck(mark: Mark | None) -> tuple[Moment, ...]:
    return mark.struck if mark else ()


def _in_time(quoted: Quoted) -> tuple[Seconds, Seconds]:
    return quoted.moment.start, quoted.moment.end


def _span(moment: Moment) -> str:
    return f"{clock(moment.start)}–{clock(moment.end)}"


def _plain(text: str) -> str:
    """Text from outside, to stand in Markdown as it is, in one line."""
    return re.sub(r"([\\`*_{}\[\]()<>#+\-!|~$&])", r"\\\1", " ".join(text.split()))
