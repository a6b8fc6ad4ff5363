"""Reasons to look at a call that rest on what people decided: disputes, differences, unsure suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from observe.assessment import Decided, Decision, Disputed, Entry, Moment
from observe.assessment.analysed import Analysed
from observe.assessment.events import DECISION_WORDS
from observe.observation import Finding
from observe.quality.cases import Case, earliest, label
from observe.quality.pairs import AS_DECISION
from observe.quality.reasons import CallAtHand, Reason, Spot, grouped


def of_decisions(call: CallAtHand, confidence: float) -> Iterator[Reason]:
    """The reasons in a call's assessments.

    Args:
        call: with its assessments.
        confidence: below which the cues of a met point are unsure; asked only of what can be checked now.
    """
    for case in call.cases:
        subject = case.standing.subject
        yield from grouped("disputed", "The learner disputes a decision.", _disputed(case), subject)
        yield from grouped(
            "assessors_differ", "Two assessors decided differently.", _assessors_differ(case), subject
        )
        yield from grouped(
            "machine_differs",
            "The assessor's decision differs from the suggestion.",
            _machine_differs(case, call),
            subject,
        )
        if case.waits_for_check:
            yield from grouped(
                "low_confidence",
                "A point was decided met where the machine is unsure of what it heard.",
                _unsure(case, confidence),
                subject,
            )


def _disputed(case: Case) -> Iterator[Spot]:
    for criterion in case.scheme.criteria:
        point = case.standing.points[criterion.id]
        if point.dispute is not None and isinstance(point.dispute.event, Disputed):
            mark = point.mark_of(case.standing.lead or "")
            where = mark.evidence[0] if mark and mark.evidence else None
            yield Spot(f"On {label(criterion)}: “{point.dispute.event.reason}”", criterion.id, where)


def _assessors_differ(case: Case) -> Iterator[Spot]:
    for criterion in case.scheme.criteria:
        point = case.standing.points[criterion.id]
        if len(point.decisions) > 1 and point.differs:
            marks = {key: point.mark_of(key) for key in point.decisions}
            said = [f"{case.name(key)}: {DECISION_WORDS[mark.decision]}" for key, mark in marks.items() if mark]
            moments = [moment for mark in marks.values() if mark for moment in mark.evidence]
            where = min(moments, key=lambda moment: moment.start, default=None)
            yield Spot(f"On {label(criterion)}: {', '.join(said)}.", criterion.id, where)


def _machine_differs(case: Case, call: CallAtHand) -> Iterator[Spot]:
    for criterion in case.scheme.criteria:
        alike: dict[tuple[Decision, int], list[str]] = {}
        moments: list[Moment] = []
        for entry in case.standing.points[criterion.id].decisions.values():
            if isinstance(entry.event, Decided):
                mark = entry.event.mark
                alike.setdefault((mark.decision, entry.observation), []).append(entry.by.name)
                moments += mark.evidence
        for (decision, observation), names in alike.items():
            outcome = call.outcomes.get(observation, {}).get((case.scheme.id, criterion.id))
            suggested = AS_DECISION.get(outcome) if outcome else None  # type: ignore[call-overload]
            if suggested not in (None, decision):
                heard, finding = _suggestion(case, observation, criterion.id)
                said = f"{' and '.join(names)} decided {DECISION_WORDS[decision]}"
                yield Spot(
                    f"On {label(criterion)}: {said}; the machine would say {DECISION_WORDS[suggested]}.",
                    criterion.id,
                    (heard and finding and earliest(heard.evidence(finding))) or next(iter(moments), None),
                    finding.because if finding else "",
                )


def _unsure(case: Case, bound: float) -> Iterator[Spot]:
    for criterion in case.scheme.criteria:
        for entry in case.standing.points[criterion.id].decisions.values():
            heard, finding = _suggestion(case, entry.observation, criterion.id)
            if heard is None or finding is None or finding.outcome != "shown":
                continue
            cues = heard.evidence(finding)
            if _is_met(entry) and cues and (mean := fmean(cue.confidence for cue in cues)) < bound:
                least = min(cues, key=lambda cue: (cue.confidence, cue.start))
                yield Spot(
                    f"On {label(criterion)}: the cues' confidence is {mean:.2f} on average, below {bound:.2f}.",
                    criterion.id,
                    Moment.of(least),
                )
                break


def _is_met(entry: Entry) -> bool:
    return isinstance(entry.event, Decided) and entry.event.mark.decision == "met"


def _suggestion(case: Case, observation: int, criterion: str) -> tuple[Analysed | None, Finding | None]:
    heard = case.seen(observation)
    return heard, heard.finding(case.scheme.id, criterion) if heard else None
