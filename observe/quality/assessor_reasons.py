"""Reasons to look at a signed call that rest on who decided it and how often that was done before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from observe.assessment import Checked
from observe.quality.cases import Case, label
from observe.quality.reasons import Bounds, Reason, Spot, grouped
from observe.quality.sampling import first_signatures


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What all assessments together tell of assessors and points.

    Attributes:
        signed: number of calls signed, by the assessor's key.
        checked: the day a quality assurer last looked at an assessor's call, by the assessor's key.
        since: the day of an assessor's first signature, by the assessor's key.
        decided: on how many calls a point was decided met or not yet, by unit and point.
        units: on how many calls a unit was signed, by the unit's id.
    """

    signed: Mapping[str, int]
    checked: Mapping[str, date]
    since: Mapping[str, date]
    decided: Mapping[tuple[str, str], int]
    units: Mapping[str, int]


def track_record(cases: Iterable[Case]) -> TrackRecord:
    """What all assessments together tell of assessors and points."""
    signed: Counter[str] = Counter()
    checked: dict[str, date] = {}
    since: dict[str, date] = {}
    decided: Counter[tuple[str, str]] = Counter()
    units: Counter[str] = Counter()
    for case in cases:
        standing = case.standing
        firsts = first_signatures(case)
        units[case.scheme.id] += bool(firsts)
        for key, entry in firsts.items():
            signed[key] += 1
            since[key] = min(since.get(key, entry.at.date()), entry.at.date())
        for entry in standing.counted:
            if isinstance(entry.event, Checked) and standing.lead is not None:
                day = checked.get(standing.lead, entry.at.date())
                checked[standing.lead] = max(day, entry.at.date())
        for criterion in standing.points if firsts else ():
            marks = [standing.points[criterion].mark_of(key) for key in firsts]
            decided[case.scheme.id, criterion] += any(m and m.decision != "not_applicable" for m in marks)
    return TrackRecord(signed, checked, since, decided, units)


def of_assessors(case: Case, record: TrackRecord, today: date, bounds: Bounds) -> Iterator[Reason]:
    """The reasons in who signed an assessment that can be accepted or returned now."""
    if not case.waits_for_check:
        return
    yield from _new(case, record, bounds)
    yield from grouped(
        "rare_point",
        f"A point that has been decided on fewer than {bounds.rare} calls here.",
        _rare(case, record, bounds),
        case.standing.subject,
    )
    yield from _unchecked(case, record, today, bounds)


def _signers(case: Case) -> Iterator[tuple[str, str]]:
    for key, entry in case.standing.signatures.items():
        yield key, entry.by.name


def _new(case: Case, record: TrackRecord, bounds: Bounds) -> Iterator[Reason]:
    new = [
        (name, record.signed.get(key, 0))
        for key, name in _signers(case)
        if record.signed.get(key, 0) < bounds.new
    ]
    if new:
        said = "; ".join(
            f"{name} has signed {count} call{'' if count == 1 else 's'} so far" for name, count in new
        )
        yield Reason("new_assessor", f"New as an assessor: {said}.", subject=case.standing.subject)


def _rare(case: Case, record: TrackRecord, bounds: Bounds) -> Iterator[Spot]:
    if record.units.get(case.scheme.id, 0) < bounds.rare_from:
        return  # in a unit that is hardly used every point is rare, which tells nothing
    for criterion in case.scheme.criteria:
        count = record.decided.get((case.scheme.id, criterion.id), 0)
        marks = [case.standing.points[criterion.id].mark_of(key) for key, _ in _signers(case)]
        decided = [mark for mark in marks if mark and mark.decision != "not_applicable"]
        if decided and count < bounds.rare:
            where = next((moment for mark in decided for moment in mark.evidence), None)
            times = "once" if count == 1 else f"{count} times"
            yield Spot(f"{label(criterion).capitalize()}: decided {times}.", criterion.id, where)


def _unchecked(case: Case, record: TrackRecord, today: date, bounds: Bounds) -> Iterator[Reason]:
    long = []
    for key, name in _signers(case):
        last = record.checked.get(key)
        since = last or record.since.get(key)
        if since is not None and (today - since).days > bounds.unchecked_days:
            days = (today - since).days
            long.append(
                f"{name}'s marking was last checked {days} days ago"
                if last
                else f"{name} has signed since {days} days ago and was never checked"
            )
    if long:
        yield Reason("long_unchecked", f"{'; '.join(long)}.", subject=case.standing.subject)
