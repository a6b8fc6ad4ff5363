"""Many calls put together by learner, by month or by unit, for a team leader's pictures. No Streamlit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from observe.assessment.people import key_of
from observe.quality import Case
from observe.quality.shares import Share, share_of
from observe.schemes import Criterion, Scheme
from observe.services.calls import StoredCall
from observe.ui.pictures.charts.numbers import Number, numbers
from observe.ui.pictures.charts.picture import Picture, told_apart
from observe.ui.pictures.rates import added, rates_picture
from observe.ui.pictures.time_shares import strips_picture, together
from observe.ui.words.assessment import mark_in
from observe.ui.words.common import shown_name
from observe.ui.words.quality import share_words

By = Literal["Learner", "Month"]
NOBODY = "Not opened yet"
#: A row's name is cut to what a phone has room for.
LONGEST = 22


@dataclass(frozen=True, slots=True)
class Group:
    """Calls that are put together.

    Attributes:
        name: unlike that of every other, safe to show.
        key: the learner's name as names are compared, or the month; empty where nobody opened the calls.
        calls: in order of time.
    """

    name: str
    key: str
    calls: tuple[StoredCall, ...]


def in_period(calls: Iterable[StoredCall], today: date, days: int | None) -> tuple[StoredCall, ...]:
    """The calls of the last so many days; all of them for None."""
    since = today - timedelta(days=days) if days is not None else date.min
    return tuple(call for call in calls if call.figures.day >= since)


def grouped(calls: Iterable[StoredCall], by: By) -> tuple[Group, ...]:
    """The calls by learner, in order of their names, or by month, the earliest first.

    A call that is the work of two learners, each by another unit, stands with both.
    """
    own: dict[str, list[StoredCall]] = defaultdict(list)
    names: dict[str, str] = {}
    for call in calls:
        for key, name in _month(call) if by == "Month" else _learners(call):
            own[key].append(call)
            names[key] = name
    order = sorted(own, key=lambda key: (not key, key))
    apart = told_apart([names[key] for key in order])
    return tuple(Group(name, key, tuple(own[key])) for name, key in zip(apart, order, strict=True))


def cues_by(groups: Sequence[Group], kinds: Sequence[str], by: By) -> Picture:
    """How often each kind of cue is heard in each group."""
    rows = [
        (
            group.name,
            added(call.figures.cues for call in group.calls),
            sum(call.figures.talk for call in group.calls),
        )
        for group in groups
    ]
    return rates_picture(rows, kinds, by)


def time_by(groups: Sequence[Group], by: By) -> Picture:
    """What the time of each group's calls is made of."""
    return strips_picture(
        [(group.name, together(call.figures.time for call in group.calls)) for group in groups], by
    )


def met_by_learner(groups: Iterable[Group], unit: Scheme) -> Picture:
    """By learner: of the calls on which each point was decided met or not yet, those on which it was met."""
    rows = [(group.name, unit, [*_cases(group, unit)]) for group in groups]
    return _met([row for row in rows if row[2]], "Learner")


def met_by_unit(calls: Iterable[StoredCall], units: Mapping[str, Scheme]) -> Picture:
    """The same by unit: a column is the point of that number."""
    own: dict[str, list[Case]] = defaultdict(list)
    for call in calls:
        for case in call.cases:
            own[case.scheme.id].append(case)
    names = told_apart([shown_name(units[unit].title, LONGEST) for unit in units])
    return _met([(name, units[unit], own[unit]) for name, unit in zip(names, units, strict=True)], "Unit")


def _month(call: StoredCall) -> Iterator[tuple[str, str]]:
    day = call.figures.day
    yield f"{day:%Y-%m}", f"{day:%B %Y}"


def _learners(call: StoredCall) -> Iterator[tuple[str, str]]:
    openings = [case.standing.opening for case in call.cases]
    names = {key_of(one.learner): shown_name(one.learner, LONGEST) for one in openings if one is not None}
    yield from names.items() if names else (("", NOBODY),)


def _cases(group: Group, unit: Scheme) -> Iterator[Case]:
    for call in group.calls:
        for case in call.cases:
            opening = case.standing.opening
            if case.scheme.id == unit.id and opening is not None and key_of(opening.learner) == group.key:
                yield case


def _share(cases: Iterable[Case], criterion: str) -> Share:
    """As in `observe.quality.trends`: by the assessor whose marking it is, as it now stands."""
    counts = []
    for case in cases:
        point, lead = case.standing.points.get(criterion), case.standing.lead
        mark = mark_in(point.decisions.get(lead)) if point and lead else None
        if mark is not None and mark.decision != "not_applicable":
            counts.append((float(mark.decision == "met"), 1))
    return share_of(counts)


def _met(rows: Sequence[tuple[str, Scheme, Sequence[Case]]], of: str) -> Picture:
    found = [
        (name, criterion, _share(cases, criterion.id))
        for name, unit, cases in rows
        for criterion in unit.criteria
    ]
    columns = sorted({criterion.number for _, criterion, _ in found})
    return Picture(
        name="points-met",
        title=f"Points decided met, by {of.lower()}",
        words=_words(found),
        chart=numbers(
            [_cell(*one) for one in found],
            list(dict.fromkeys(name for name, _, _ in found)),
            [str(number) for number in columns],
            "Point",
        ),
        table=[
            {of: name, "Point": _named(criterion), "Met": _told(share)}
            for name, criterion, share in found
            if share.n
        ],
    )


def _cell(name: str, criterion: Criterion, share: Share) -> Number:
    label = f"{share.hits:.0f}/{share.n}" if share.n else ""
    return Number(name, str(criterion.number), label, share.share, _named(criterion), _told(share))


def _named(criterion: Criterion) -> str:
    return f"{criterion.number}. {shown_name(criterion.text)}"


def _told(share: Share) -> str:
    if not share.n:
        return "not decided met or not yet on any call"
    return f"met on {share.hits:.0f} of {share.n}: {share_words(share)}"


def _words(found: Sequence[tuple[str, Criterion, Share]]) -> str:
    decided = [(name, criterion, share) for name, criterion, share in found if share.n]
    if not decided:
        return "No point has been decided met or not yet in this time."
    hits, every = sum(share.hits for _, _, share in decided), sum(share.n for _, _, share in decided)
    name, criterion, least = min(decided, key=lambda one: (one[2].share or 0.0, -one[2].n))
    words = f"{hits:.0f} of {every} decisions are met."
    if least.hits < least.n:
        words += f" Least often: point {criterion.number} in “{name}”, {least.hits:.0f} of {least.n}."
    return words
