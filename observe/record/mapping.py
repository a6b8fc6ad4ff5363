"""Which moment of the call stands for which point, as CSV and as JSON; `docs/commands.md` has the keys.

In both a person's decision and the machine's suggestion have columns of their own.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from observe.clock import clock
from observe.io.csv import COLUMNS as SUGGESTED
from observe.io.csv import as_text
from observe.record.parts import Point, QuotedMoment, Record
from observe.record.words import end_clock

VERSION = 1
DECIMALS = 3
#: The columns of a table of suggestions first, so that what reads those reads this too.
COLUMNS = (
    *SUGGESTED,
    "version",
    "number",
    "point",
    "decision",
    "decided_by",
    "decided_at",
    "reason",
    "moment",
    "start_s",
    "end_s",
    "signed",
)
ROLES = {"Agent": "agent", "Customer": "customer", "Someone else": "other"}


def table(record: Record) -> str:
    """A row for each point and moment, in the unit's order; a point without a moment has one row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for point in record.points:
        for moment in moments(point) or (None,):
            writer.writerow([as_text(cell) for cell in _cells(record, point, moment)])
    return text.getvalue()


def document(record: Record) -> dict[str, Any]:
    """The same for programs, as plain dictionaries and lists."""
    return {
        "schema_version": VERSION,
        "recording": {"file": record.file, "sha256": record.sha256},
        "unit": {"id": record.unit_id, "title": record.unit, "version": record.version},
        "learner": record.learner,
        "assessor": record.assessor,
        "draft": record.draft,
        "status": record.status,
        "signatures": [
            {"name": one.name, "at": _at(one.at), "seal": one.seal, "holds": one.holds}
            for one in record.signatures
        ],
        "points": [_point(point) for point in record.points],
    }


def dumps(record: Record) -> str:
    """The JSON text, with a final new line."""
    return json.dumps(document(record), ensure_ascii=False, indent=1) + "\n"


def moments(point: Point) -> tuple[QuotedMoment, ...]:
    """A point's moments, each once: taken as evidence, struck out, and only suggested."""
    suggested = point.suggestion.moments if point.suggestion else ()
    return (*point.moments, *(moment for moment in suggested if moment.standing == "suggested"))


def _cells(record: Record, point: Point, moment: QuotedMoment | None) -> Iterator[str]:
    suggestion = point.suggestion
    yield record.unit_id
    yield point.id
    yield suggestion.outcome if suggestion else ""
    yield clock(moment.start) if moment else ""
    yield end_clock(moment.end) if moment else ""
    yield _role(moment) if moment else ""
    yield moment.cue.partition("@")[0] if moment else ""
    yield moment.quote if moment else ""
    yield suggestion.because if suggestion else ""
    yield record.version
    yield str(point.number)
    yield point.text
    yield point.decision or ""
    yield point.decided_by
    yield _at(point.decided_at)
    yield point.reason
    yield moment.standing if moment else ""
    yield f"{moment.start:.{DECIMALS}f}" if moment else ""
    yield f"{moment.end:.{DECIMALS}f}" if moment else ""
    yield "no" if record.draft else "yes"


def _point(point: Point) -> dict[str, Any]:
    suggestion = point.suggestion
    return {
        "criterion": point.id,
        "number": point.number,
        "text": point.text,
        "heard": point.heard,
        "decision": point.decision,
        "decided_by": point.decided_by,
        "decided_at": _at(point.decided_at),
        "reason": point.reason,
        "evidence": [_moment(moment) for moment in point.evidence],
        "struck": [_moment(moment) for moment in point.moments if moment.standing == "struck"],
        "suggestion": None
        if suggestion is None
        else {
            "outcome": suggestion.outcome,
            "because": suggestion.because,
            "evidence": [_moment(moment) for moment in suggestion.moments],
        },
        "suggestion_withheld": point.withheld,
        "elsewhere": list(point.elsewhere),
    }


def _moment(moment: QuotedMoment) -> dict[str, Any]:
    return {
        "start": round(moment.start, DECIMALS),
        "end": round(moment.end, DECIMALS),
        "when": moment.when,
        "speaker": _role(moment),
        "quote": moment.quote,
        "cue": moment.cue or None,
    }


def _role(moment: QuotedMoment) -> str:
    return " and ".join(ROLES[who] for who in moment.who.split(" and ") if who)


def _at(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""
