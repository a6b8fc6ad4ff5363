"""Suggest, for each marking point of a scheme, whether a call shows it, from the cues heard in it.

The suggestion is one of four, and never a score:

- ``shown``: the occasion arose, one of the point's ways is satisfied, and nothing heard speaks against it;
- ``opportunity_missed``: the occasion arose, or something speaks against the point, and it was not shown;
- ``no_opportunity``: the occasion never arose, so its absence says nothing;
- ``not_on_recording``: no recording can show it; other evidence serves.

Nothing here knows a qualification, a pattern or a model: points and rules come from the scheme, cues from
`observe.cues`. Where the call was read for what each turn does, the outcome is the one that its whole course
makes likeliest (`observe.marking.weighing`), and the rules say what it rests on; ``shown`` always rests on a
cue. Order is the order of start times; nothing else is read from the clock. Offers and questions
that only open the call, identify the caller or close it ("how can I help?", "anything else?") are set aside:
they say nothing about a problem or its remedy.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from observe.annotation import Cue, Interval, Turn
from observe.errors import UsageError
from observe.marking import because
from observe.marking.because import Lack, Place
from observe.marking.course import Labelled
from observe.marking.weighing import suggested
from observe.observation import Finding, Outcome
from observe.schemes import Answered, Criterion, Scheme, Situation, Way

#: Cues that also occur as routine; a greeting in the same turn shows it, or one of these in the same words.
ROUTINE = frozenset({"offer", "question"})
#: A cue less likely than not makes no occasion and speaks against nobody; for a point it still is evidence.
LIKELY = 0.5
OPENING = "greeting"
SAME_WORDS = ("identity_check", "closing_check")


def mark(
    scheme: Scheme,
    turns: Sequence[Turn],
    cues: Sequence[Cue],
    *,
    timed: bool = True,
    turn_names: Sequence[object] | None = None,
    labels: Labelled | None = None,
) -> tuple[Finding, ...]:
    """One finding per criterion, in the scheme's order.

    The evidence of a ``shown`` finding is what it rests on; that of an ``opportunity_missed`` is the moment the
    occasion arose and whatever speaks against the point, so that a person can listen to it; the other two have
    none.

    Args:
        scheme: what to look for.
        turns: of one call.
        cues: found in those turns, in any order.
        timed: whether times are real; where they are not, reasons speak of turns instead of minutes.
        turn_names: what to call each turn then, by its index; its index where None.
        labels: what each turn does; None or empty to leave the outcome to the scheme's rules.

    Raises:
        UsageError: a cue belongs to a turn that the call does not have.
    """
    call = _Call.of(turns, cues)
    place = because.clock if timed else because.by_turn(turn_names)
    ruled = (_finding(scheme, criterion, call, place) for criterion in scheme.criteria)
    if not labels:
        return tuple(ruled)
    likeliest = suggested(scheme, call.turns, labels)
    return tuple(
        _weighed(scheme, criterion, call, place, found, likeliest.get(criterion.id))
        for criterion, found in zip(scheme.criteria, ruled, strict=True)
    )


def arose(scheme: Scheme, situation: Situation, turns: Sequence[Turn], cues: Sequence[Cue]) -> bool:
    """Whether a call gave occasion for what a scheme's situation stands for.

    Raises:
        UsageError: a cue belongs to a turn that the call does not have.
    """
    return _arose(scheme, situation, _Call.of(turns, cues))


@dataclass(frozen=True, slots=True)
class _Call:
    turns: tuple[Turn, ...]
    cues: tuple[Cue, ...]

    @classmethod
    def of(cls, turns: Sequence[Turn], cues: Sequence[Cue]) -> _Call:
        known = {turn.index for turn in turns}
        for cue in cues:
            if cue.turn not in known:
                raise UsageError(
                    f"found {cue.id} in turn {cue.turn}, which is not one of the call's {len(known)} turns",
                    "Give the turns in which the cues were found",
                )
        in_turn = tuple(sorted(turns, key=lambda turn: turn.index))
        telling = (cue for cue in cues if not is_routine(cue, in_turn, cues))
        return cls(
            in_turn,
            tuple(sorted(telling, key=lambda cue: (cue.start, cue.turn, cue.cue))),
        )

    def heard(self, names: Iterable[str]) -> tuple[Cue, ...]:
        """Every cue of these names, in time order."""
        wanted = {*names}
        return tuple(cue for cue in self.cues if cue.cue in wanted)

    def likely(self, names: Iterable[str]) -> tuple[Cue, ...]:
        """Those of these names that are likelier than not, in time order."""
        return tuple(cue for cue in self.heard(names) if cue.confidence >= LIKELY)

    def replies(self, sign: Cue, most: int) -> set[int]:
        """The first ``most`` turns after a sign that are not its own speaker's."""
        speaker = next(turn.speaker for turn in self.turns if turn.index == sign.turn)
        later = [turn.index for turn in self.turns if turn.index > sign.turn and turn.speaker != speaker]
        return {*later[:most]}


def is_routine(cue: Cue, turns: Sequence[Turn], cues: Sequence[Cue], kinds: Container[str] = ROUTINE) -> bool:
    """Whether a cue of these kinds belongs to the opening, an identity check or a closing check.

    Args:
        cue: the one in question.
        turns: of one call, in order.
        cues: all those of the call.
        kinds: names that also occur as routine; a cue of any other name is never routine.
    """
    if cue.cue not in kinds:
        return False
    first = turns[0].speaker
    answered = next((turn.index for turn in turns if turn.speaker != first), None)
    return (
        answered is None
        or cue.turn < answered
        or any(
            other.turn == cue.turn
            and (other.cue == OPENING or (other.cue in SAME_WORDS and cue.interval.overlap(other.interval) > 0))
            for other in cues
        )
    )


@dataclass(frozen=True, slots=True)
class _Trial:
    """One way of showing a point, tried on a call: what was heard of it, and what was not."""

    way: Way
    used: tuple[Cue, ...]
    lacks: tuple[Lack, ...]


def _finding(scheme: Scheme, criterion: Criterion, call: _Call, place: Place) -> Finding:
    def found(
        outcome: Outcome, evidence: Sequence[Cue], reason: str, occasion: Interval | None = None
    ) -> Finding:
        ordered = (cue.id for cue in call.cues if cue in evidence)
        return Finding(scheme.id, criterion.id, outcome, tuple(dict.fromkeys(ordered)), reason, occasion)

    if criterion.heard == "not_on_recording":
        return found("not_on_recording", (), because.unhearable(criterion))
    situation = scheme.situation(criterion)
    against = call.likely(criterion.against)
    best = min(
        (_try(way, call) for way in criterion.ways), key=lambda trial: (len(trial.lacks), -len(trial.used))
    )
    arose = _arose(scheme, situation, call)
    if arose and not best.lacks and not against:
        return found("shown", best.used, because.shown(criterion, best.used, best.way.ordered, place))
    occasion = _open(situation, call) if arose else None
    if against or occasion is not None:
        reason = because.missed(situation, occasion or (), best.used, best.lacks, against, place)
        when = next((cue.interval for cue in occasion or ()), None)
        return found("opportunity_missed", (*(occasion or ()), *against), reason, when)
    return found("no_opportunity", (), because.no_occasion(situation))


def _weighed(
    scheme: Scheme,
    criterion: Criterion,
    call: _Call,
    place: Place,
    ruled: Finding,
    likeliest: tuple[Outcome, float] | None,
) -> Finding:
    """The finding with the outcome that the whole call makes likeliest, and what it rests on.

    What the rules suggest stays where they agree, and where there is no cue to show for the other outcome.
    """
    if likeliest is None or likeliest[0] == ruled.outcome:
        return ruled
    outcome, sure = likeliest
    situation = scheme.situation(criterion)
    evidence: tuple[Cue, ...] = ()
    occasion: Interval | None = None
    if outcome == "shown":
        evidence = call.likely(criterion.cues)
        if not evidence:
            return ruled
        reason = because.weighed_shown(evidence, sure, place)
    elif outcome == "opportunity_missed":
        signs = call.likely(situation.any_of)[:1] if situation else ()
        against = call.likely(criterion.against)
        evidence = (*signs, *(cue for cue in against if cue not in signs))
        occasion = signs[0].interval if signs else None
        reason = because.weighed_missed(situation, signs, against, sure, place)
    elif outcome == "no_opportunity":
        reason = because.weighed_no_occasion(situation, sure)
    else:
        reason = because.unhearable(criterion)
    ordered = (cue.id for cue in call.cues if cue in evidence)
    return Finding(scheme.id, criterion.id, outcome, tuple(dict.fromkeys(ordered)), reason, occasion)


def _arose(scheme: Scheme, situation: Situation | None, call: _Call) -> bool:
    """Whether the call gave occasion for a point at all."""
    if situation is None:
        return len({turn.speaker for turn in call.turns}) > 1
    given = scheme.situations[situation.given] if situation.given else None
    return bool(call.likely(situation.any_of)) and (given is None or bool(call.likely(given.any_of)))


def _open(situation: Situation | None, call: _Call) -> tuple[Cue, ...] | None:
    """Where an occasion arose and stayed open; empty where any call is one; None where it closed."""
    if situation is None:
        return ()
    closed = max((cue.start for cue in call.heard(situation.unless_followed_by or ())), default=None)
    for cue in call.likely(situation.any_of):
        if closed is None or cue.start > closed:
            return (cue,)
    return None


def _try(way: Way, call: _Call) -> _Trial:
    used: list[Cue] = []
    lacks: list[Lack] = []
    for step in (*((way.any_of,) if way.any_of else ()), *(way.all_of or ())):
        heard = call.heard(step)
        used += heard
        if not heard:
            lacks.append(Lack(step))
    for chain, lack in (_in_order(way.in_order, call), _answered(way.answered, call)):
        used += chain
        lacks += [lack] if lack else []
    return _Trial(way, tuple(cue for cue in call.cues if cue in used), tuple(lacks))


def _in_order(steps: Sequence[Sequence[str]] | None, call: _Call) -> tuple[list[Cue], Lack | None]:
    """A chain of cues, one a step, none before the one ahead of it; and where it broke off.

    Of several, the one that is complete first, and of those the one that begins last: it is the tightest.
    """
    chain: list[Cue] = []
    for step in steps or ():
        heard = [cue for cue in call.heard(step) if cue not in chain]
        after = chain[-1] if chain else None
        following = [cue for cue in heard if after is None or cue.start >= after.start]
        if not following:
            return chain, Lack(tuple(step), after=after, too_early=heard[0] if heard else None)
        chain.append(following[0])
    return _tightened(chain, steps or (), call), None


def _tightened(chain: list[Cue], steps: Sequence[Sequence[str]], call: _Call) -> list[Cue]:
    later = chain[-1:]
    for step in [*reversed(steps)][1:]:
        before = [cue for cue in call.heard(step) if cue.start <= later[0].start and cue not in later]
        if not before:
            return chain  # cues that start together can be in each other's way
        later.insert(0, before[-1])
    return later


def _answered(answered: Answered | None, call: _Call) -> tuple[list[Cue], Lack | None]:
    """The first sign and what took it up in time."""
    if answered is None:
        return [], None
    signs = call.heard(answered.sign)
    if not signs:
        return [], Lack(answered.sign)
    soon = call.replies(signs[0], answered.within_turns)
    replies = [cue for cue in call.heard(answered.by) if cue.turn in soon]
    if not replies:
        return [signs[0]], Lack(answered.by, after=signs[0], within_turns=answered.within_turns)
    return [signs[0], *replies], None
