"""What a portfolio still lacks, and which kind of call to record next: one plain sentence for each gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from observe.marking.because import alternatives
from observe.portfolio.matrix import Portfolio, Row
from observe.schemes import Scheme

GapKind = Literal["not_met", "unsigned", "same_scenario", "unnamed", "too_old", "unproven", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a point still lacks.

    Attributes:
        criterion: id of the point.
        kind: what sort of gap.
        words: what is missing.
        do: what to do about it, in a sentence.
    """

    criterion: str
    kind: GapKind
    words: str
    do: str


@dataclass(frozen=True, slots=True)
class NextCall:
    """A kind of call that would close gaps.

    Attributes:
        words: which call to record, in a sentence.
        points: numbers of the points that it would give an occasion for.
    """

    words: str
    points: tuple[int, ...]


def gaps_of(row: Row, portfolio: Portfolio) -> tuple[Gap, ...]:
    """What a point still lacks; empty where nothing is."""
    return tuple(_gaps(row, portfolio))


def next_calls(portfolio: Portfolio) -> tuple[NextCall, ...]:
    """The kinds of call that would close gaps, those that help most points first."""
    helped: dict[str, list[int]] = {}
    for row in portfolio.rows:
        if any(gap.kind in ("not_met", "same_scenario", "too_old") for gap in gaps_of(row, portfolio)):
            helped.setdefault(which_call(portfolio.scheme, row), []).append(row.criterion.number)
    order = sorted(helped.items(), key=lambda each: (-len(each[1]), each[1]))
    return tuple(NextCall(words, tuple(points)) for words, points in order)


def which_call(scheme: Scheme, row: Row) -> str:
    """The kind of call that gives an occasion for a point.

    Example:
        >>> from observe.schemes import load
        >>> from observe.portfolio.matrix import portfolio_of
        >>> from datetime import date
        >>> unit = load("resolve-problems")
        >>> row = portfolio_of("Lee", unit, [], date(2026, 3, 2)).rows[4]
        >>> which_call(unit, row)
        'Record a call with an unhappy customer.'
    """
    situation = scheme.situation(row.criterion)
    return f"Record a call with {situation.means}." if situation else "Record any call with a customer."


def _gaps(row: Row, portfolio: Portfolio) -> Iterable[Gap]:
    point, rules, scheme = row.criterion, portfolio.rules, portfolio.scheme
    if not row.recordable:
        if not row.met:
            yield Gap(
                point.id,
                "elsewhere",
                "No recording can show this point.",
                f"Still to come: {alternatives(point.elsewhere)}.",
            )
        return
    call = which_call(scheme, row)
    waiting = sum(1 for cell in row.cells if cell.decision == "met" and not cell.signed)
    if not row.sufficient:
        lacking = rules.calls - len(row.met)
        words = f"Met on {_signed(len(row.met))}; {rules.calls} are asked for."
        if waiting >= lacking:
            yield Gap(
                point.id,
                "unsigned",
                words,
                f"On {_calls(waiting)} more it is met already: the assessor signs, or answers what is open.",
            )
        else:
            yield Gap(point.id, "not_met", words, call)
        return
    if not row.contrasting:
        yield _same_scenario(row, portfolio, call)
    if not row.current:
        young = sum(column.current for column in row.met)
        yield Gap(
            point.id,
            "too_old",
            f"Only {_calls(young)} of those it is met on {'is' if young == 1 else 'are'} from the last "
            f"{rules.months} months.",
            call,
        )
    if not row.authentic:
        yield Gap(
            point.id,
            "unproven",
            "For a call it is met on, something is missing that shows whose it is or that it may be used.",
            "See “Authentic” for what is missing.",
        )


def _same_scenario(row: Row, portfolio: Portfolio, call: str) -> Gap:
    unnamed = sum(1 for column in row.met if not column.scenario.strip())
    if unnamed and len(row.scenarios) + unnamed >= portfolio.rules.scenarios:
        return Gap(
            row.criterion.id,
            "unnamed",
            f"For {_calls(unnamed)} it is not said what kind of call it was.",
            "The assessor names it when marking that call anew, or names the kind of the next one.",
        )
    known = "; ".join(f"“{scenario}”" for scenario in row.scenarios)
    return Gap(
        row.criterion.id,
        "same_scenario",
        f"Met in one kind of call alone: {known}."
        if len(row.scenarios) == 1
        else f"Met in {len(row.scenarios)} kinds of call: {known}; {portfolio.rules.scenarios} are asked for.",
        f"{call.rstrip('.')}, of another kind than {known}.",
    )


def _signed(count: int) -> str:
    return {0: "no signed call", 1: "1 signed call"}.get(count, f"{count} signed calls")


def _calls(count: int) -> str:
    return {0: "no call", 1: "1 call"}.get(count, f"{count} calls")
