"""Make the evidence record of one call and one unit: pure, from what was observed and what people decided.

The machine's suggestions stand beside a person's decisions, labelled as suggestions; where an assessor marks
blind and has not decided a point, its suggestion is left out altogether.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from observe.assessment import Decision, Mark, Moment, Person, Signed, Standing
from observe.assessment.events import DECISION_WORDS
from observe.assessment.moments import moments_of
from observe.assessment.people import key_of
from observe.assessment.seal import seal
from observe.errors import UsageError
from observe.observation import Observation, Outcome, finding_of
from observe.permissions import may_see_suggestion
from observe.record import origin, people
from observe.record.excerpts import excerpts
from observe.record.parts import MomentUse, Point, QuotedMoment, Record, Signature, Suggestion
from observe.record.words import lines, plain, span, time_of_day
from observe.schemes import Criterion, Scheme

DECIDED_WORDS: Mapping[Decision | None, str] = {
    **{decision: words.capitalize() for decision, words in DECISION_WORDS.items()},
    None: "Not decided",
}
OUTCOME_WORDS: Mapping[Outcome, str] = {
    "shown": "Shown",
    "opportunity_missed": "Opportunity missed",
    "no_opportunity": "No opportunity",
    "not_on_recording": "Not on a recording",
}
ROLE_WORDS = {"agent": "Agent", "customer": "Customer", "other": "Someone else"}


def make(
    observation: Observation, scheme: Scheme, standing: Standing, *, assessor: str | None = None
) -> Record:
    """Everything that the evidence record says.

    Args:
        observation: of the call, with corrections made.
        scheme: the unit, in the version that it is marked by.
        standing: where its assessment stands; it may not have begun.
        assessor: whose decisions; by default the lead's.

    Raises:
        UsageError: the assessment is of another recording or unit, or that assessor has no part in it.
    """
    _check(observation, scheme, standing)
    name = people.assessor_of(standing, assessor)
    signatures = _signatures(standing, name)
    draft = not any(signature.holds for signature in signatures)
    points = tuple(_point(criterion, observation, scheme, standing, name) for criterion in scheme.criteria)
    shown, note = excerpts(observation.turns, points)
    opening = standing.opening
    return Record(
        draft=draft,
        status=_status(draft, signatures, bool(standing.marks_of(name)) if name else False),
        stamp=_stamp(observation, standing),
        file=plain(observation.recording.file),
        sha256=observation.recording.sha256,
        learner=plain(opening.learner) if opening else "",
        assessor=plain(name),
        others=people.others(standing, name),
        scenario=plain(opening.scenario) if opening else "",
        facts=origin.facts(observation),
        unit=plain(scheme.title),
        unit_id=scheme.id,
        version=plain(scheme.version),
        points=points,
        signatures=signatures,
        checks=people.checks(standing, scheme.numbers),
        feedback=people.feedback(standing),
        acceptance=people.acceptance(standing),
        excerpts=shown,
        excerpts_note=note,
        provenance=origin.provenance(observation, scheme.id),
        edits=origin.edits(observation),
    )


def _heard(moment: Moment, standing: MomentUse, observation: Observation) -> QuotedMoment:
    """Words at a place in the recording, and whose: a cue's are its turn's, others those heard then."""
    start, end = moment.start, moment.end
    cue = next((cue for cue in observation.cues if cue.id == moment.cue), None)
    speaking = [
        turn
        for turn in observation.turns
        if (turn.index == cue.turn if cue else any(w.start < end and start < w.end for w in turn.words))
    ]
    who = " and ".join(dict.fromkeys(ROLE_WORDS[turn.role] for turn in speaking))
    return QuotedMoment(start, end, span(start, end), who, plain(moment.quote), moment.cue or "", standing)


def _check(observation: Observation, scheme: Scheme, standing: Standing) -> None:
    subject = standing.subject
    if subject.sha256 != observation.recording.sha256:
        raise UsageError(
            f"found an assessment of the recording {subject.sha256[:12]}…; "
            f"expected one of {observation.recording.sha256[:12]}…",
            "Give the assessment of this recording",
        )
    if (subject.scheme, subject.version) != (scheme.id, scheme.version):
        raise UsageError(
            f"found an assessment by {subject.scheme} version {subject.version}; "
            f"expected {scheme.id} version {scheme.version}",
            "Give the unit in the version that it is marked by",
        )
    missing = [criterion.id for criterion in scheme.criteria if criterion.id not in standing.points]
    if missing:
        raise UsageError(
            f"found an assessment without the point “{missing[0]}” of {scheme.id}",
            "Read where it stands with the unit's own points",
        )


def _status(draft: bool, signatures: Sequence[Signature], decided: bool) -> str:
    if not draft:
        held = next(signature for signature in reversed(signatures) if signature.holds)
        return f"Signed by {held.name} on {time_of_day(held.at)}. The decisions are those that were signed."
    if signatures:
        return "Draft: decisions have changed since they were signed."
    return "Draft: not signed." if decided else "Draft: no assessor has decided a point yet."


def _stamp(observation: Observation, standing: Standing) -> datetime:
    if standing.history:
        return max(entry.at for entry in standing.history).astimezone(UTC)
    try:
        made = datetime.fromisoformat(observation.provenance.created_at)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
    return made.astimezone(UTC) if made.tzinfo else made.replace(tzinfo=UTC)


def _signatures(standing: Standing, assessor: str) -> tuple[Signature, ...]:
    key = key_of(assessor)
    held = standing.signatures.get(key)
    now = seal(standing.subject, standing.marks_of(assessor)) if held else ""
    return tuple(
        Signature(
            plain(entry.event.name),
            entry.at,
            entry.event.seal,
            entry == held and entry.event.seal == now,
        )
        for entry in standing.counted
        if isinstance(entry.event, Signed) and entry.by.key == key
    )


def _point(
    criterion: Criterion, observation: Observation, scheme: Scheme, standing: Standing, assessor: str
) -> Point:
    point = standing.points[criterion.id]
    entry = point.decisions.get(key_of(assessor))
    mark = point.mark_of(assessor)
    withheld = bool(assessor) and not may_see_suggestion(Person(assessor, "assessor"), standing, criterion.id)
    own = standing.self_marks.get(criterion.id)
    return Point(
        id=criterion.id,
        number=criterion.number,
        text=plain(criterion.text),
        heard=criterion.heard,
        decision=mark.decision if mark else None,
        words=DECIDED_WORDS[mark.decision if mark else None],
        decided_by=plain(entry.by.name) if entry else "",
        decided_at=entry.at if entry else None,
        reason=lines(mark.comment) if mark else "",
        moments=_moments(mark, observation) if mark else (),
        suggestion=None if withheld else _suggestion(criterion, observation, scheme, mark),
        withheld=withheld,
        changes=people.changes(point, standing, assessor, DECIDED_WORDS),
        disputes=people.disputes(point, standing, DECIDED_WORDS),
        learner=_own(own),
        elsewhere=tuple(plain(kind) for kind in criterion.elsewhere),
        note=plain(criterion.note or ""),
    )


def _own(mark: Mark | None) -> str:
    if mark is None:
        return ""
    reason = lines(mark.comment)
    return f"{DECIDED_WORDS[mark.decision]}. {reason}".strip()


def _moments(mark: Mark, observation: Observation) -> tuple[QuotedMoment, ...]:
    taken = sorted(mark.evidence, key=lambda moment: (moment.start, moment.end))
    struck = sorted(mark.struck, key=lambda moment: (moment.start, moment.end))
    return (
        *(_heard(moment, "evidence", observation) for moment in taken),
        *(_heard(moment, "struck", observation) for moment in struck),
    )


def _suggestion(
    criterion: Criterion, observation: Observation, scheme: Scheme, mark: Mark | None
) -> Suggestion | None:
    finding = finding_of(observation.findings, scheme.id, criterion.id)
    if finding is None:
        return None
    return Suggestion(
        finding.outcome,
        OUTCOME_WORDS[finding.outcome],
        plain(finding.because),
        tuple(
            _put_forward(moment, mark, observation)
            for moment in moments_of(finding, observation.cues, observation.turns)
        ),
    )


def _put_forward(moment: Moment, mark: Mark | None, observation: Observation) -> QuotedMoment:
    """A moment of the machine's, and what the person made of it."""
    standing: MomentUse = "suggested"
    if mark is not None and any(taken.cue == moment.cue for taken in mark.evidence):
        standing = "evidence"
    elif mark is not None and any(struck.cue == moment.cue for struck in mark.struck):
        standing = "struck"
    return _heard(moment, standing, observation)
