"""Points by calls, and for each point whether what is signed is enough.

A call's day is the day its consent was taken down (`observe.assessment.analysed.Analysed.day`). Only what the
assessor whose marking it is has decided counts, and only once it is signed and nothing about that point is
open; what is met but not signed yet is shown and does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from observe.assessment import Checked, Decision, Standing
from observe.assessment.people import key_of
from observe.errors import UsageError
from observe.portfolio.authentic import Proof, proofs
from observe.quality.cases import Case
from observe.schemes import Criterion, Scheme


@dataclass(frozen=True, slots=True)
class Rules:
    """What a centre asks of a portfolio.

    Attributes:
        calls: on how many signed calls each point is to be met.
        scenarios: in how many different kinds of call.
        months: how old a call may be, in months.

    Raises:
        UsageError: a number is below 1, or more kinds of call are asked for than calls.
    """

    calls: int = 2
    scenarios: int = 2
    months: int = 12

    def __post_init__(self) -> None:
        if min(self.calls, self.scenarios, self.months) < 1 or self.scenarios > self.calls:
            raise UsageError(
                f"found {self.calls} calls, {self.scenarios} kinds of call and {self.months} months; expected "
                "each to be 1 or more, and no more kinds of call than calls"
            )


@dataclass(frozen=True, slots=True)
class Column:
    """One call of the portfolio.

    Attributes:
        case: the call.
        day: that stands for the call's own; None where no analysis is kept.
        scenario: what kind of call it is, in the assessor's words; may be empty.
        current: young enough to count.
        proofs: what shows that it is authentic, each there or missing.
    """

    case: Case
    day: date | None
    scenario: str
    current: bool
    proofs: tuple[Proof, ...]

    @property
    def authentic(self) -> bool:
        """Whether every proof is there."""
        return all(proof.there for proof in self.proofs)


@dataclass(frozen=True, slots=True)
class Cell:
    """One point on one call.

    Attributes:
        decision: the assessor's, or None before there is one.
        evidence: number of moments it rests on.
        signed: the decision is signed and nothing about the point is open.
        open: the point is disputed or returned.
    """

    decision: Decision | None
    evidence: int
    signed: bool
    open: bool


EMPTY = Cell(None, 0, False, False)


@dataclass(frozen=True, slots=True)
class Row:
    """One point over all calls.

    Attributes:
        criterion: the point.
        cells: one for each call, in the columns' order.
        met: the calls on which it is met and signed.
        sufficient: met on enough of them.
        contrasting: those come from enough different kinds of call.
        current: enough of them are young enough.
        authentic: enough of them have every proof.
    """

    criterion: Criterion
    cells: tuple[Cell, ...]
    met: tuple[Column, ...]
    sufficient: bool
    contrasting: bool
    current: bool
    authentic: bool

    @property
    def recordable(self) -> bool:
        """Whether a recording can show it at all."""
        return self.criterion.heard != "not_on_recording"

    @property
    def scenarios(self) -> tuple[str, ...]:
        """The kinds of call it is met in, as they were written, without repeats."""
        kinds: dict[str, str] = {}
        for column in self.met:
            if column.scenario.strip():
                kinds.setdefault(key_of(column.scenario), column.scenario.strip())
        return tuple(kinds.values())


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A learner's calls marked by one unit.

    Attributes:
        learner: their name.
        scheme: the unit.
        rules: what is asked.
        columns: the calls, oldest first.
        rows: the points, in the unit's order.
    """

    learner: str
    scheme: Scheme
    rules: Rules
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def portfolio_of(
    learner: str,
    scheme: Scheme,
    cases: Iterable[Case],
    today: date,
    rules: Rules | None = None,
    *,
    sees: Callable[[Standing], bool] = lambda standing: True,
) -> Portfolio:
    """A learner's portfolio for a unit.

    Args:
        learner: whose; calls of others are passed over.
        scheme: the unit as it now is. Calls marked by an earlier version of it count for the points whose ids
            are still there.
        cases: every assessment.
        today: the day from which age is counted.
        rules: what the centre asks.
        sees: whether the reader may see an assessment's decisions yet; where not, its cells stay empty.
    """
    rules = rules or Rules()
    own = [
        case
        for case in cases
        if case.scheme.id == scheme.id
        and case.standing.opening is not None
        and key_of(case.standing.opening.learner) == key_of(learner)
    ]
    columns = sorted((_column(case, today, rules) for case in own), key=_in_time)
    rows = tuple(_row(criterion, columns, rules, sees) for criterion in scheme.criteria)
    return Portfolio(learner, scheme, rules, tuple(columns), rows)


def oldest_day(today: date, months: int) -> date:
    """The earliest day that is no more than so many months ago.

    Example:
        >>> oldest_day(date(2026, 3, 31), 1), oldest_day(date(2026, 3, 2), 12)
        (datetime.date(2026, 2, 28), datetime.date(2025, 3, 2))
    """
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(today.day, 28))


def _column(case: Case, today: date, rules: Rules) -> Column:
    day = case.latest.day if case.latest else None
    opening = case.standing.opening
    return Column(
        case,
        day,
        opening.scenario if opening else "",
        day is not None and day >= oldest_day(today, rules.months),
        proofs(case, today),
    )


def _in_time(column: Column) -> tuple[date, str]:
    return column.day or date.min, column.case.call


def _row(criterion: Criterion, columns: list[Column], rules: Rules, sees: Callable[[Standing], bool]) -> Row:
    cells = tuple(
        _cell(criterion.id, column.case) if sees(column.case.standing) else EMPTY for column in columns
    )
    met = tuple(
        column for column, cell in zip(columns, cells, strict=True) if cell.signed and cell.decision == "met"
    )
    kinds = {key_of(column.scenario) for column in met if column.scenario.strip()}
    return Row(
        criterion,
        cells,
        met,
        sufficient=len(met) >= rules.calls,
        contrasting=len(kinds) >= rules.scenarios,
        current=sum(column.current for column in met) >= rules.calls,
        authentic=sum(column.authentic for column in met) >= rules.calls,
    )


def _cell(criterion: str, case: Case) -> Cell:
    standing = case.standing
    point, lead = standing.points.get(criterion), standing.lead
    mark = point.mark_of(lead) if point and lead else None
    if point is None or mark is None:
        return EMPTY
    whole = standing.check.event if standing.check else None
    whole_returned = isinstance(whole, Checked) and whole.verdict == "returned"
    is_open = point.dispute is not None or point.returned is not None or whole_returned
    return Cell(mark.decision, len(mark.evidence), lead in standing.signatures and not is_open, is_open)
