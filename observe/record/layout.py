"""The evidence record as a page is made of it: headings, paragraphs and tables, the same for Word and PDF.

Both writers draw these blocks and say nothing of their own, so the two files cannot tell different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from observe.record.parts import Point, QuotedMoment, Record
from observe.record.words import time_of_day

DRAFT = "DRAFT"
DRAFT_LINE = "Draft: not signed as it stands. This is not a record of achievement."
DISCLAIMER = (
    "Decisions are a person's. What the computer program suggested is labelled as a suggestion, stands beside "
    "the decision and never in its place. No mark or total is given."
)
TIMES = (
    "Places in the recording are minutes and seconds from its start, rounded outwards so that they hold all of "
    "the words. Times of day are Greenwich Mean Time."
)
Tone = Literal["plain", "quiet", "notice"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part of the record, 2 a point in it; ``fresh`` begins a page."""

    text: str
    level: Literal[1, 2] = 1
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words, after a label in bold where there is one; ``quiet`` is set smaller, ``notice`` is set apart."""

    text: str
    label: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header row that is repeated on every page.

    Attributes:
        about: what the table holds, for who cannot see it.
        header: of each column.
        rows: each as long as the header.
        widths: shares of the page's width, adding up to 1.
        tall: rows leave room to sign by hand.
        named: the first column names its row, and is set in bold.
    """

    about: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    tall: bool = False
    named: bool = False


Block = Heading | Paragraph | Table
TITLE = "Evidence record"
LONGEST_WHOLE_CELL = 700
_WHERE = (0.2, 0.16, 0.42, 0.22)


def blocks(record: Record) -> tuple[Block, ...]:
    """The record's body, in order; title, header and footer are the writers'."""
    parts = (_first, _decisions, _points, _elsewhere, _answers, _signatures, _excerpts, _provenance)
    return tuple(block for part in parts for block in part(record))


def may_break(texts: Sequence[str]) -> bool:
    """Whether a table's row is long enough that it may run over to the next page."""
    return max(len(text) for text in texts) > LONGEST_WHOLE_CELL


def title(record: Record) -> str:
    """The document's title."""
    return f"{TITLE}: {record.unit}"


def _first(record: Record) -> Iterator[Block]:
    yield Paragraph(record.status, tone="notice")
    rows = (
        ("Unit", f"{record.unit}\n{record.unit_id}, version {record.version}"),
        ("Learner", record.learner or "Not named yet"),
        ("Assessor", record.assessor or "Not named yet"),
        *(
            (("Other assessors", f"{', '.join(record.others)} (each has a record of their own)"),)
            if record.others
            else ()
        ),
        *((("Kind of call", record.scenario),) if record.scenario else ()),
        *record.facts,
    )
    told = tuple(row for row in rows if row[1])
    yield Table("What this record is about", ("About", "This record"), told, (0.28, 0.72), named=True)
    yield Paragraph(DISCLAIMER, tone="quiet")


def _decisions(record: Record) -> Iterator[Block]:
    yield Heading("Decisions")
    rows = tuple(
        (str(point.number), point.text, point.words, "\n".join(moment.when for moment in point.evidence) or "–")
        for point in record.points
    )
    header = ("Point", "What is looked for", "Decision", "Evidence at")
    yield Table("Each point and what was decided", header, rows, (0.09, 0.52, 0.19, 0.2))


def _points(record: Record) -> Iterator[Block]:
    yield Heading("Point by point")
    for point in record.points:
        yield Heading(f"Point {point.number}: {point.words}", 2)
        yield from _point(point)


def _point(point: Point) -> Iterator[Block]:
    yield Paragraph(point.text)
    if point.decision is None:
        yield Paragraph("No assessor has decided this point.", "Decision")
    else:
        when = time_of_day(point.decided_at) if point.decided_at else ""
        yield Paragraph(f"{point.words}. {point.decided_by}, {when}.", "Decision")
        yield Paragraph(point.reason or "None was written.", "Assessor’s reason")
    if point.moments:
        about = f"Evidence for point {point.number}"
        rows = tuple(_moment(moment) for moment in point.moments)
        yield Table(about, ("Time", "Who", "Words heard", "As evidence"), rows, _WHERE)
    yield from _suggested(point)
    if point.learner:
        yield Paragraph(point.learner, "The learner’s own view")
    if point.changes:
        yield Paragraph(point.changes, "Decisions in order")
    if point.note:
        yield Paragraph(point.note, "To be judged by ear", "quiet")


def _moment(moment: QuotedMoment) -> tuple[str, ...]:
    taken = {"evidence": "Taken", "struck": "Struck out", "suggested": "Suggested"}[moment.standing]
    how = "marked by hand" if not moment.cue else "put forward by the program"
    return (moment.when, moment.who or "–", f"“{moment.quote}”" if moment.quote else "–", f"{taken}; {how}")


def _suggested(point: Point) -> Iterator[Block]:
    label = "Suggested by the program (not a decision)"
    if point.withheld:
        yield Paragraph("Hidden until the assessor has decided this point.", label, "quiet")
        return
    if point.suggestion is None:
        return
    yield Paragraph(f"{point.suggestion.words}. {point.suggestion.because}", label, "quiet")
    for moment in point.suggestion.moments:
        if moment.standing == "suggested":
            quote = f": “{moment.quote}”" if moment.quote else ""
            yield Paragraph(
                f"{moment.when}, {moment.who or 'nobody speaks'}{quote}", "Suggested moment", "quiet"
            )


def _elsewhere(record: Record) -> Iterator[Block]:
    rows = tuple(
        (str(point.number), _how_heard(point), ", ".join(point.elsewhere) or "Not said by the unit")
        for point in record.points
        if point.elsewhere or point.heard == "not_on_recording"
    )
    if rows:
        yield Heading("What could not be heard, and the evidence to come")
        header = ("Point", "On a recording", "Evidence of other kinds")
        yield Table("Points that need other evidence", header, rows, (0.09, 0.36, 0.55))


def _how_heard(point: Point) -> str:
    if point.heard == "not_on_recording":
        return "No recording can show it"
    return "Heard in part" if point.heard == "partly" else "Heard; other evidence supports it"


def _answers(record: Record) -> Iterator[Block]:
    disputed = [(point, dispute) for point in record.points for dispute in point.disputes]
    if disputed:
        yield Heading("Disputes and answers")
        rows = tuple((str(p.number), f"{d.by}\n{d.at}", d.reason, d.answer) for p, d in disputed)
        header = ("Point", "Who and when", "The learner’s reason", "Answer")
        yield Table("What the learner disputed", header, rows, (0.09, 0.25, 0.33, 0.33))
    if record.feedback or record.acceptance:
        yield Heading("Feedback")
        for note in record.feedback:
            yield Paragraph(note.text, f"{note.by}, {note.at}")
        if record.acceptance is not None:
            said = f"Accepted. {record.acceptance.text}".strip()
            yield Paragraph(said, f"{record.acceptance.by}, {record.acceptance.at}")
    if record.checks:
        yield Heading("Quality assurance")
        rows = tuple(
            (
                f"{check.by}\n{check.at}",
                check.about,
                f"{check.verdict}. {check.now}",
                f"{check.action or '–'}{f' (by {check.due})' if check.due else ''}",
            )
            for check in record.checks
        )
        header = ("Who and when", "About", "Verdict", "Action for the assessor")
        yield Table("The quality assurer’s verdicts", header, rows, (0.25, 0.2, 0.27, 0.28))


def _signatures(record: Record) -> Iterator[Block]:
    yield Heading("Signatures")
    for signature in record.signatures:
        holds = "It holds." if signature.holds else "It no longer holds: decisions have changed since."
        yield Paragraph(f"{signature.name}, {time_of_day(signature.at)}. {holds}", "Signed on screen")
        yield Paragraph(signature.seal, "Seal (sha256)", "quiet")
    if not record.signatures:
        yield Paragraph("Nobody has signed on screen.")
    rows = (
        ("Assessor", record.assessor, "", ""),
        ("Learner", record.learner, "", ""),
        ("Quality assurer", record.checks[-1].by if record.checks else "", "", ""),
    )
    header = ("As", "Name", "Signature", "Date")
    yield Table("Room to sign by hand", header, rows, (0.2, 0.28, 0.34, 0.18), tall=True, named=True)


def _excerpts(record: Record) -> Iterator[Block]:
    yield Heading("From the transcript", fresh=True)
    if not record.excerpts:
        yield Paragraph("No words of this call are taken as evidence.")
        return
    yield Paragraph(
        "The turns of the call that hold the evidence, as the program wrote them down.", tone="quiet"
    )
    rows = tuple((turn.when, turn.who, turn.text, turn.points) for turn in record.excerpts)
    yield Table("Turns that hold evidence", ("Time", "Who", "Words", "Points"), rows, (0.17, 0.13, 0.58, 0.12))
    if record.excerpts_note:
        yield Paragraph(record.excerpts_note, tone="quiet")


def _provenance(record: Record) -> Iterator[Block]:
    if record.edits:
        yield Heading("Corrections to the transcript")
        header = ("Where", "What", "By whom, when")
        yield Table("Corrections made by hand", header, record.edits, (0.18, 0.52, 0.3))
    yield Heading("How this record was made")
    yield Table("Origin of this record", ("What", "Which"), record.provenance, (0.28, 0.72), named=True)
    yield Paragraph(TIMES, tone="quiet")
