"""Lay a framework along a call: which phases were heard, when, in order or not, and which are missing.

A phase is heard where any of its cues is; one cue may show two phases, as words for the customer's feeling show
both that the agent listened and that they empathise. Phases come back in a real call: a second apology, a
question after the offer. So a phase is not out of order because it was heard early as well, only if none of its
moments fits between those of its neighbours. Precisely: of all ways to pick one moment a phase so that none
lies in an earlier turn than that of a phase ahead of it, those that pick the most phases count; of these, the
one whose moments come first. The phases it picks are in order; others that were heard are out of order. Within
one turn order does not count: what is said in one breath is one answer.

Offers and questions that only open the call, identify the caller or close it are set aside, as in
`observe.marking`, and so are thanks for calling. Where there was no problem to deal with, the framework does
not apply, and nothing is missing; whether there was one is asked of the unit's own scheme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Literal

from observe.annotation import Cue, Seconds, Turn
from observe.frameworks import wording
from observe.frameworks.framework import Framework, Phase
from observe.marking.points import ROUTINE, arose, is_routine

PhaseState = Literal["in_order", "out_of_order", "missing"]
Moments = Mapping[Phase, tuple[Cue, ...]]
Chain = Mapping[Phase, Cue]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the call that belongs to one phase: its cues in one turn, with no other phase's between.

    Attributes:
        start: seconds at which the first of its cues starts.
        end: seconds at which the last of them ends.
        cues: in time order.
    """

    start: Seconds
    end: Seconds
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class PhaseHeard:
    """What became of a phase in a call.

    Attributes:
        phase: of the framework.
        state: heard in order, heard but out of order, or missing.
        moment: the cue by which it stands in the order; where it is out of order, its first; None if missing.
        stretches: along the call, in time order.
        because: one sentence for a learner: what was heard and when, or what was expected.
    """

    phase: Phase
    state: PhaseState
    moment: Cue | None
    stretches: tuple[Stretch, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A framework laid along a call.

    Attributes:
        framework: that was looked for.
        applies: whether there was a problem to deal with.
        phases: one for each of the framework's, in its order; empty where it does not apply.
        because: one sentence that sums the phases up.
    """

    framework: Framework
    applies: bool
    phases: tuple[PhaseHeard, ...]
    because: str


def follow(framework: Framework, turns: Sequence[Turn], cues: Sequence[Cue]) -> Ribbon:
    """Lay a framework along a call.

    Args:
        framework: what to look for.
        turns: of one call.
        cues: found in those turns, in any order. The agent's count; where no turn is known to be the agent's,
            those of everyone but the customer.

    Raises:
        UsageError: a cue belongs to a turn that the call does not have.
    """
    if not arose(framework.unit, framework.occasion, turns, cues):
        return Ribbon(framework, False, (), wording.does_not_apply(framework))
    heard, agents = _telling(turns, cues), _agents(turns)
    names = {name for phase in framework.phases for name in phase.cues}
    said = [cue for cue in heard if cue.turn in agents and cue.cue in names]
    moments = {phase: tuple(cue for cue in said if cue.cue in phase.cues) for phase in framework.phases}
    chain = _in_order(moments)
    found = tuple(
        _heard(framework, phase, own, chain, _stretches(phase, said)) for phase, own in moments.items()
    )
    missing, out_of_order = (
        [one.phase.name for one in found if one.state == state] for state in ("missing", "out_of_order")
    )
    return Ribbon(framework, True, found, wording.summary(missing, out_of_order))


def _telling(turns: Sequence[Turn], cues: Sequence[Cue]) -> list[Cue]:
    """The cues that are more than routine, turn by turn."""
    in_turn = sorted(turns, key=lambda turn: turn.index)
    in_order = sorted(cues, key=lambda cue: (cue.turn, cue.start, cue.cue))
    by_turn = (tuple(run) for _, run in groupby(in_order, key=lambda cue: cue.turn))
    routine = {*ROUTINE, "thanks"}
    return [cue for run in by_turn for cue in run if not is_routine(cue, in_turn, run, routine)]


def _agents(turns: Sequence[Turn]) -> set[int]:
    named = {turn.index for turn in turns if turn.role == "agent"}
    return named or {turn.index for turn in turns if turn.role != "customer"}


def _in_order(moments: Moments) -> Chain:
    """One moment for each of as many phases as can be had in order; of several such, the earliest."""
    heard = [phase for phase, cues in moments.items() if cues]
    for size in range(len(heard), 0, -1):
        chains = [chain for some in combinations(heard, size) if len(chain := _earliest(some, moments)) == size]
        if chains:
            return min(chains, key=lambda chain: [(cue.turn, cue.start) for cue in chain.values()])
    return {}


def _earliest(phases: Sequence[Phase], moments: Moments) -> dict[Phase, Cue]:
    """The first moment of each phase in no earlier turn than the phase ahead; stops where there is none."""
    chain: dict[Phase, Cue] = {}
    reached = -1
    for phase in phases:
        cue = next((cue for cue in moments[phase] if cue.turn >= reached), None)
        if cue is None:
            break
        chain[phase] = cue
        reached = cue.turn
    return chain


def _stretches(phase: Phase, said: Sequence[Cue]) -> tuple[Stretch, ...]:
    runs = groupby(said, key=lambda cue: (cue.turn, cue.cue in phase.cues))
    own = (tuple(run) for (_, shows), run in runs if shows)
    parts = (Stretch(run[0].start, max(cue.end for cue in run), run) for run in own)
    return tuple(sorted(parts, key=lambda part: part.start))


def _heard(
    framework: Framework, phase: Phase, cues: Sequence[Cue], chain: Chain, stretches: tuple[Stretch, ...]
) -> PhaseHeard:
    if phase in chain:
        return PhaseHeard(phase, "in_order", chain[phase], stretches, wording.in_order(chain[phase], cues))
    place = framework.phases.index(phase)
    earlier = [one for one in framework.phases[:place] if one in chain][-1:]
    later = [one for one in framework.phases[place:] if one in chain][:1]
    before, after = ([wording.Neighbour(one.name, chain[one]) for one in side] for side in (earlier, later))
    if not cues:
        return PhaseHeard(phase, "missing", None, (), wording.missing(phase, before, after))
    return PhaseHeard(phase, "out_of_order", cues[0], stretches, wording.out_of_order(cues, before, after))
