"""Why a call is worth a look: each reason in plain words, with the moments to listen to.

A reason says where looking is likely to pay, not that anything is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Literal

from observe.assessment import Decided, Decision, Disputed, Moment
from observe.assessment.events import DECISION_WORDS
from observe.quality.cases import Case, earliest, label
from observe.quality.pairs import AS_DECISION

Kind = Literal[
    "disputed",
    "assessors_differ",
    "machine_differs",
    "low_confidence",
    "watch_point",
    "new_assessor",
    "rare_point",
    "long_unchecked",
]


@dataclass(frozen=True, slots=True)
class Bounds:
    """From where on something is worth a look.

    Attributes:
        confidence: a met point whose cues have a mean confidence below this, in [0, 1].
        new: an assessor with fewer signed calls than this.
        rare: a point decided met or not yet on fewer calls than this.
        rare_from: points are called rare only in a unit signed on at least so many calls.
        unchecked_days: an assessor none of whose calls was checked for more than so many days.
    """

    confidence: float = 0.6
    new: int = 5
    rare: int = 5
    rare_from: int = 10
    unchecked_days: int = 90


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to look at.

    Attributes:
        words: what is there, in a sentence.
        criterion: id of the point, or None.
        moment: where to listen, or None where there is no such moment.
        because: the machine's reason, in a sentence; empty where it has none to give.
    """

    words: str
    criterion: str | None = None
    moment: Moment | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a call is worth a look.

    Attributes:
        kind: what sort of reason.
        words: in a sentence.
        spots: the places it is about; empty where it is about the assessor.
    """

    kind: Kind
    words: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What all assessments together tell of one assessor or point.

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


def reasons_of(case: Case, known: Known, today: date, bounds: Bounds) -> tuple[Reason, ...]:
    """Every reason to look at one signed call."""
    found = (
        _grouped("disputed", "The learner disputes a decision.", disputed(case)),
        _grouped("assessors_differ", "Two assessors decided differently.", _assessors_differ(case)),
        _grouped(
            "machine_differs", "The assessor's decision differs from the suggestion.", _machine_differs(case)
        ),
        _grouped(
            "low_confidence",
            "A point was decided met where the machine is unsure of what it heard.",
            _unsure(case, bounds.confidence),
        ),
        _grouped("watch_point", "A common mistake may be heard.", _watched(case)),
        _new(case, known, bounds),
        _grouped(
            "rare_point",
            f"A point that has been decided on fewer than {bounds.rare} calls here.",
            _rare(case, known, bounds),
        ),
        _unchecked(case, known, today, bounds),
    )
    return tuple(reason for reason in found if reason is not None)


def _grouped(kind: Kind, words: str, spots: Iterator[Spot]) -> Reason | None:
    found = tuple(spots)
    return Reason(kind, words, found) if found else None


def disputed(case: Case) -> Iterator[Spot]:
    """The points that the learner disputes, each with the reason."""
    for criterion in case.scheme.criteria:
        point = case.standing.points[criterion.id]
        if point.dispute is not None and isinstance(point.dispute.event, Disputed):
            mark = point.mark_of(case.standing.lead or "")
            where = mark.evidence[0] if mark and mark.evidence else None
            yield Spot(f"On {label(criterion)}: “{point.dispute.event.reason}”", criterion.id, where)


def _assessors_differ(case: Case) -> Iterator[Spot]:
    for criterion in case.scheme.criteria:
        point = case.standing.points[criterion.id]
        if point.differs:
            marks = {key: point.mark_of(key) for key in point.decisions}
            said = [f"{case.name(key)}: {DECISION_WORDS[mark.decision]}" for key, mark in marks.items() if mark]
            moments = [moment for mark in marks.values() if mark for moment in mark.evidence]
            where = min(moments, key=lambda moment: moment.start, default=None)
            yield Spot(f"On {label(criterion)}: {', '.join(said)}.", criterion.id, where)


def _machine_differs(case: Case) -> Iterator[Spot]:
    for criterion in case.scheme.criteria:
        alike: dict[tuple[Decision, int], list[str]] = {}
        moments: list[Moment] = []
        for entry in case.standing.points[criterion.id].decisions.values():
            if isinstance(entry.event, Decided):
                mark = entry.event.mark
                alike.setdefault((mark.decision, entry.observation), []).append(entry.by.name)
                moments += mark.evidence
        for (decision, observation), names in alike.items():
            heard = case.seen(observation)
            finding = heard.finding(case.scheme.id, criterion.id) if heard else None
            suggested = AS_DECISION.get(finding.outcome) if finding else None
            if heard and finding and suggested is not None and suggested != decision:
                said = f"{' and '.join(names)} decided {DECISION_WORDS[decision]}"
                yield Spot(
                    f"On {label(criterion)}: {said}; the machine would say {DECISION_WORDS[suggested]}.",
                    criterion.id,
                    earliest(heard.evidence(finding)) or (moments[0] if moments else None),
                    finding.because,
                )


def _unsure(case: Case, bound: float) -> Iterator[Spot]:
    for criterion in case.scheme.criteria:
        for entry in case.standing.points[criterion.id].decisions.values():
            heard = case.seen(entry.observation)
            finding = heard.finding(case.scheme.id, criterion.id) if heard else None
            if heard is None or finding is None or finding.outcome != "shown":
                continue
            cues = heard.evidence(finding)
            met = isinstance(entry.event, Decided) and entry.event.mark.decision == "met"
            if met and cues and (mean := fmean(cue.confidence for cue in cues)) < bound:
                least = min(cues, key=lambda cue: (cue.confidence, cue.start))
                yield Spot(
                    f"On {label(criterion)}: the cues' confidence is {mean:.2f} on average, below {bound:.2f}.",
                    criterion.id,
                    Moment.of(least),
                )
                break


def _watched(case: Case) -> Iterator[Spot]:
    heard = case.latest
    for watch in case.scheme.watch:
        found = [cue for cue in (heard.cues if heard else ()) if cue.cue in watch.cues]
        if found:
            often = "" if len(found) == 1 else f" Heard {len(found)} times, first here."
            yield Spot(f"{watch.text}{often}", None, earliest(found))


def _signers(case: Case) -> Iterator[tuple[str, str]]:
    for key, entry in case.standing.signatures.items():
        yield key, entry.by.name


def _new(case: Case, known: Known, bounds: Bounds) -> Reason | None:
    new = [
        (name, known.signed.get(key, 0))
        for key, name in _signers(case)
        if known.signed.get(key, 0) < bounds.new
    ]
    if not new:
        return None
    said = "; ".join(f"{name} has signed {count} call{'' if count == 1 else 's'} so far" for name, count in new)
    return Reason("new_assessor", f"New as an assessor: {said}.")


def _rare(case: Case, known: Known, bounds: Bounds) -> Iterator[Spot]:
    if known.units.get(case.scheme.id, 0) < bounds.rare_from:
        return  # in a unit that is hardly used every point is rare, which tells nothing
    for criterion in case.scheme.criteria:
        count = known.decided.get((case.scheme.id, criterion.id), 0)
        marks = [case.standing.points[criterion.id].mark_of(key) for key, _ in _signers(case)]
        decided = [mark for mark in marks if mark and mark.decision != "not_applicable"]
        if decided and count < bounds.rare:
            where = next((moment for mark in decided for moment in mark.evidence), None)
            times = "once" if count == 1 else f"{count} times"
            yield Spot(f"{label(criterion).capitalize()}: decided {times}.", criterion.id, where)


def _unchecked(case: Case, known: Known, today: date, bounds: Bounds) -> Reason | None:
    long = []
    for key, name in _signers(case):
        last = known.checked.get(key)
        since = last or known.since.get(key)
        if since is not None and (today - since).days > bounds.unchecked_days:
            days = (today - since).days
            long.append(
                f"{name}'s marking was last checked {days} days ago"
                if last
                else f"{name} has signed since {days} days ago and was never checked"
            )
    return Reason("long_unchecked", f"{'; '.join(long)}.") if long else None
