"""What the portfolio page shows, as plain values. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterable

from observe.assessment import Person
from observe.assessment.people import key_of
from observe.assessment.reflection import as_markdown, scaffold
from observe.permissions import may, may_see_suggestion
from observe.portfolio import Cell, Column, Portfolio, Row
from observe.portfolio.gaps import gaps_of
from observe.quality.cases import Case
from observe.ui.words.common import as_markdown_text, shown_name

MARKS = {"met": "✓ met", "not_yet": "✗ not yet", "not_applicable": "– not applicable"}


def learners(person: Person, cases: Iterable[Case]) -> tuple[str, ...]:
    """The learners whose portfolio a person may look at, by name; a learner has their own alone."""
    found: dict[str, str] = {}
    for case in cases:
        opening = case.standing.opening
        if opening is not None and may(person, "open_call", case.standing):
            found.setdefault(key_of(opening.learner), shown_name(opening.learner))
    return tuple(found[key] for key in sorted(found))


def column_heads(columns: Iterable[Column]) -> list[str]:
    """The calls as heads of a table: day and name, told apart where two are alike."""
    heads: list[str] = []
    for column in columns:
        day = f"{column.day.day} {column.day:%b %Y}" if column.day else "no date"
        head = f"{day} · {as_markdown_text(column.case.file)}"
        while head in heads:
            head += " ′"
        heads.append(head)
    return heads


def cell_words(cell: Cell) -> str:
    """A cell in symbol and words: the decision, how many moments, and whether it is signed."""
    if cell.decision is None:
        return ""
    moments = {0: "", 1: ", 1 moment"}.get(cell.evidence, f", {cell.evidence} moments")
    state = "" if cell.signed else " (being looked at again)" if cell.open else " (not signed)"
    return f"{MARKS[cell.decision]}{moments}{state}"


def matrix_rows(portfolio: Portfolio) -> list[dict[str, str]]:
    """Points by calls, each a line of a table in Markdown."""
    heads = column_heads(portfolio.columns)
    return [
        {
            "Point": f"{row.criterion.number}\\. {as_markdown_text(row.criterion.text)}",
            **{head: cell_words(cell) for head, cell in zip(heads, row.cells, strict=True)},
        }
        for row in portfolio.rows
    ]


def standing_rows(portfolio: Portfolio) -> list[dict[str, str]]:
    """For each point what is there and what to do next, in Markdown."""
    return [_standing_row(row, portfolio) for row in portfolio.rows]


def _standing_row(row: Row, portfolio: Portfolio) -> dict[str, str]:
    gaps, rules = gaps_of(row, portfolio), portfolio.rules
    if not row.recordable:
        checks = dict.fromkeys(("Enough", "Different calls", "Recent", "Authentic"), "○")
    else:
        checks = {
            "Enough": _told(row.sufficient, len(row.met), rules.calls),
            "Different calls": _told(row.contrasting, len(row.scenarios), rules.scenarios),
            "Recent": _told(row.current, sum(call.current for call in row.met), rules.calls),
            "Authentic": _told(row.authentic, sum(call.authentic for call in row.met), rules.calls),
        }
    lacking = " ".join(f"{as_markdown_text(gap.words)} {as_markdown_text(gap.do)}" for gap in gaps)
    return {
        "Point": f"{row.criterion.number}\\. {as_markdown_text(row.criterion.text)}",
        **checks,
        "What is missing": lacking or "Nothing",
    }


def headline(portfolio: Portfolio) -> str:
    """Where the portfolio stands, in a sentence: a count of points, never a score."""
    heard = [row for row in portfolio.rows if row.recordable]
    done = sum(1 for row in heard if not gaps_of(row, portfolio))
    other = sum(1 for row in portfolio.rows if not row.recordable)
    words = f"{done} of the {len(heard)} points that a recording can show are complete."
    if other:
        words += f" {other} more {'is' if other == 1 else 'are'} shown by other evidence."
    return words


def account(person: Person, case: Case) -> str:
    """The scaffold of a learner's reflective account of a call, from what they may see of it, as Markdown."""
    standing, heard = case.standing, case.latest
    findings = heard.findings if heard else ()
    return as_markdown(
        scaffold(
            person.name,
            case.scheme,
            case.file,
            standing.self_marks,
            [
                finding
                for finding in findings
                if finding.scheme == case.scheme.id and may_see_suggestion(person, standing, finding.criterion)
            ],
            heard.cues if heard and may(person, "see_cues", standing) else (),
        )
    )


def _told(there: bool, count: int, asked: int) -> str:
    return f"{'✓' if there else '✗'} {count}, {asked} asked"
