"""Agreement as marks with the range they may lie in: rows, table and words. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from observe.quality.agreement import Table
from observe.quality.kappa import Agreement
from observe.schemes import Scheme
from observe.ui.pictures.charts.picture import Picture, told_apart
from observe.ui.pictures.charts.whiskers import Whisker, whiskers
from observe.ui.words.common import shown_name
from observe.ui.words.quality import kappa_words, share_words

Measure = Literal["Decided alike", "Kappa"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
DOMAIN: Mapping[Measure, tuple[float, float]] = {"Decided alike": (0.0, 1.0), "Kappa": (-1.0, 1.0)}
ALL = "All points"
PAIR = "Two assessors"
#: A row's name is cut to what a phone has room for.
LONGEST = 30


@dataclass(frozen=True, slots=True)
class _Figure:
    """One comparison of one row: ``about`` is what the row is of, in full, ``what`` who was compared."""

    row: str
    about: str
    what: str
    found: Agreement


def by_point(tables: Sequence[tuple[str, Table]], scheme: Scheme, measure: Measure) -> Picture:
    """Each point of a unit, and all that were compared together.

    Args:
        tables: what is compared, each with its name.
        scheme: the unit.
        measure: which figure.
    """
    figures = [
        _Figure(ALL, "All points compared, of every unit chosen", what, table.overall) for what, table in tables
    ]
    for criterion in scheme.criteria:
        about = f"{criterion.number}. {shown_name(criterion.text)}"
        for what, table in tables:
            found = table.points.get((scheme.id, criterion.id))
            if found is not None:
                figures.append(_Figure(f"Point {criterion.number}", about, what, found))
    title = f"Agreement by point: {shown_name(scheme.title)}"
    return _picture([one for one in figures if one.found.n], measure, title, "agreement-by-point")


def by_pair(people: Mapping[tuple[str, str], Agreement], measure: Measure) -> Picture:
    """Each two assessors over the points that both decided."""
    whole = [f"{shown_name(one)} and {shown_name(other)}" for one, other in people]
    names = told_apart([shown_name(name, LONGEST) for name in whole])
    figures = [
        _Figure(name, about, PAIR, found)
        for name, about, found in zip(names, whole, people.values(), strict=True)
    ]
    return _picture(figures, measure, "Agreement of each two assessors", "agreement-by-pair")


def _picture(figures: Sequence[_Figure], measure: Measure, title: str, file: str) -> Picture:
    series = list(dict.fromkeys(one.what for one in figures))
    rows = list(dict.fromkeys(one.row for one in figures))
    return Picture(
        name=file,
        title=f"{title} ({measure.lower()})",
        words=_words(figures, measure),
        chart=whiskers([*_whiskers(figures, measure)], rows, series, measure, DOMAIN[measure]),
        table=[
            {
                "Of": one.about,
                "Compared": one.what,
                "Decided alike": share_words(one.found.same),
                "Kappa": kappa_words(one.found),
                "Points": str(one.found.n),
                "Calls": str(one.found.calls),
            }
            for one in figures
        ],
    )


def _whiskers(figures: Sequence[_Figure], measure: Measure) -> Iterator[Whisker]:
    """Those that have a figure; without a range its ends are the figure."""
    for one in figures:
        share, found = one.found.same, one.found
        alike = measure == "Decided alike"
        value, low, high = (
            (share.share, share.low, share.high) if alike else (found.kappa, found.low, found.high)
        )
        if value is None:
            continue
        if low is None or high is None:
            low = high = value
        told = _figure_words(found, measure)
        yield Whisker(one.row, one.what, value, low, high, told, found.n, found.calls, one.about)


def _figure_words(found: Agreement, measure: Measure) -> str:
    return share_words(found.same) if measure == "Decided alike" else kappa_words(found)


def _words(figures: Sequence[_Figure], measure: Measure) -> str:
    overall = [one for one in figures if one.row == ALL]
    if not overall:
        return f"{measure}, each over the points that both decided."
    told = "; ".join(
        f"{one.what}: {_figure_words(one.found, measure)}, {one.found.n} points of {one.found.calls} calls"
        for one in overall
    )
    return f"{measure} over all points. {told}."
