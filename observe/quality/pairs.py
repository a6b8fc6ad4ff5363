"""Which decisions are compared: two raters on the same point of the same call, never over different calls.

A *first decision* is what an assessor said before they could see the suggestion or the other's decisions, even
if they changed or took it back afterwards: what someone says after reading the answer is no second opinion. (A
slip of the hand, taken back, therefore counts as it was made.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from observe.assessment import Checked, Decided, Decision, Entry, Mark, Opened, Standing, standing_of
from observe.assessment.analysed import Analysed
from observe.observation import Outcome
from observe.quality.cases import Case

#: What a suggestion would be as a decision. Where no recording can show a point the machine says nothing of the
#: call, so there is nothing to agree with: such points are left out.
AS_DECISION: Mapping[Outcome, Decision] = {
    "shown": "met",
    "opportunity_missed": "not_yet",
    "no_opportunity": "not_applicable",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two raters on one point of one call.

    Attributes:
        call: the recording's sha256.
        scheme: id of the unit.
        criterion: id of the point.
        first: what the first rater decided.
        second: what the second rater decided.
        raters: their names; the machine is ``machine``.
        blind: the first decided without having been able to see what the second said.
    """

    call: str
    scheme: str
    criterion: str
    first: Decision
    second: Decision
    raters: tuple[str, str]
    blind: bool = True

    @property
    def item(self) -> tuple[str, str, str]:
        """As `observe.quality.kappa` takes it."""
        return self.call, self.first, self.second


@dataclass(frozen=True, slots=True)
class FirstLook:
    """A quality assurer's first look at one decided point.

    Attributes:
        call: the recording's sha256.
        scheme: id of the unit.
        criterion: id of the point.
        assessor: whose decision it was.
        by: the quality assurer.
        accepted: whether it was accepted at that look.
        checked: the decision as it then stood.
        settled: the decision that a quality assurer at last accepted, or None while that is open.
    """

    call: str
    scheme: str
    criterion: str
    assessor: str
    by: str
    accepted: bool
    checked: Decision
    settled: Decision | None


def first_decisions(standing: Standing, criterion: str) -> dict[str, tuple[Entry, Mark]]:
    """Each assessor's first decision on a point, by the assessor's key, in the order they were made."""
    found: dict[str, tuple[Entry, Mark]] = {}
    for entry in standing.history:
        if isinstance(entry.event, Decided) and entry.event.mark.criterion == criterion:
            found.setdefault(entry.by.key, (entry, entry.event.mark))
    return found


def decided_blind(standing: Standing, decision: Entry) -> bool:
    """Whether the machine's suggestions were hidden when a decision was made."""
    opened = [e.event for e in standing.counted if isinstance(e.event, Opened) and e.id < decision.id]
    return bool(opened) and opened[-1].blind


def with_machine(cases: Iterable[Case]) -> Iterator[Pair]:
    """Assessor and machine: first decisions beside the suggestion of the analysis they were made on."""
    for case in cases:
        for criterion in case.standing.points:
            for entry, mark in first_decisions(case.standing, criterion).values():
                suggested = _suggested(case.seen(entry.observation), case.scheme.id, criterion)
                if suggested is not None:
                    yield Pair(
                        case.call,
                        case.scheme.id,
                        criterion,
                        mark.decision,
                        suggested,
                        (entry.by.name, "machine"),
                        decided_blind(case.standing, entry),
                    )


def between_assessors(cases: Iterable[Case]) -> Iterator[Pair]:
    """Two assessors: the one whose marking it is first, else who decided first.

    An assessor does not see another's decisions before all of their own are made, so every pair is blind.
    """
    for case in cases:
        lead = case.standing.lead
        for criterion in case.standing.points:
            found = first_decisions(case.standing, criterion)
            order = sorted(found, key=lambda key: key != lead)  # stable: then in the order they decided
            for place, one in enumerate(order):
                for other in order[place + 1 :]:
                    yield Pair(
                        case.call,
                        case.scheme.id,
                        criterion,
                        found[one][1].decision,
                        found[other][1].decision,
                        (found[one][0].by.name, found[other][0].by.name),
                    )


def first_looks(cases: Iterable[Case]) -> Iterator[FirstLook]:
    """What quality assurers made of each point the first time they looked at it.

    Accepting the whole accepts every point that was not looked at by itself before; returning the whole without
    naming a point disagrees with no point in particular, and is not counted.
    """
    for case in cases:
        yield from _looks(case)


def settled(looks: Iterable[FirstLook]) -> Iterator[Pair]:
    """The decision as it was checked beside the one at last accepted; points still open are left out."""
    for look in looks:
        if look.settled is not None:
            yield Pair(
                look.call,
                look.scheme,
                look.criterion,
                look.checked,
                look.settled,
                (look.assessor, look.by),
                blind=False,
            )


def _suggested(heard: Analysed | None, scheme: str, criterion: str) -> Decision | None:
    finding = heard.finding(scheme, criterion) if heard else None
    return AS_DECISION.get(finding.outcome) if finding else None


def _looks(case: Case) -> Iterator[FirstLook]:
    standing = case.standing
    checks = [(e, e.event) for e in standing.counted if isinstance(e.event, Checked)]
    for criterion in standing.points:
        own = [
            (entry, event)
            for entry, event in checks
            if event.criterion == criterion or (event.criterion is None and event.verdict == "accepted")
        ]
        if not own:
            continue
        entry, event = own[0]
        before = _lead_mark(case, criterion, entry.id)
        if before is None:
            continue
        by, decision = before
        accepted = [e.id for e, verdict in own if verdict.verdict == "accepted"]
        last = own[-1]
        final = _lead_mark(case, criterion, accepted[-1]) if accepted and last[0].id == accepted[-1] else None
        yield FirstLook(
            case.call,
            case.scheme.id,
            criterion,
            by,
            entry.by.name,
            event.verdict == "accepted",
            decision,
            final[1] if final else None,
        )


def _lead_mark(case: Case, criterion: str, before: int) -> tuple[str, Decision] | None:
    """The lead assessor's name and decision on a point, as they stood when an entry was made."""
    known = [entry for entry in case.standing.counted if entry.id < before]
    then = standing_of(case.standing.subject, (criterion,), known)
    mark = then.points[criterion].mark_of(then.lead) if then.lead else None
    return (case.name(then.lead), mark.decision) if mark and then.lead else None
