"""What a ribbon says of each phase, in a sentence for a learner: what was heard and when, or expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from observe.annotation import Cue
from observe.frameworks.framework import Framework, Phase
from observe.marking.because import LABELS, alternatives, clock, listed, together


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The phase in order that stands next to another.

    Attributes:
        name: the phase's.
        cue: the moment by which it stands in the order.
    """

    name: str
    cue: Cue

    def __str__(self) -> str:
        return f"{self.name} ({clock(self.cue)})"


def in_order(moment: Cue, cues: Sequence[Cue]) -> str:
    """What a phase in its place was heard by, that moment first.

    Example:
        >>> sorry = Cue("apology", 3, 75.9, 77.0, "I'm sorry", "says sorry", 1.0)
        >>> in_order(sorry, [sorry])
        'Heard in its place: apology (01:15).'
    """
    others = [cue for cue in cues if cue != moment]
    also = f"; also heard: {listed(others, clock)}" if others else ""
    return f"Heard in its place: {listed([moment], clock)}{also}."


def out_of_order(cues: Sequence[Cue], before: Sequence[Neighbour], after: Sequence[Neighbour]) -> str:
    """What a phase was heard by, and on the wrong side of which.

    Args:
        cues: the phase's own.
        before: the phase in order that it should follow; empty where there is none.
        after: the phase in order that it should come before; empty where there is none.
    """
    early = [str(one) for one in before if any(cue.turn < one.cue.turn for cue in cues)]
    late = [str(one) for one in after if any(cue.turn > one.cue.turn for cue in cues)]
    wrong = alternatives([*(f"before {one}" for one in early), *(f"after {one}" for one in late)])
    right = "between" if early and late else "after" if early else "before"
    return f"Heard: {listed(cues, clock)}; but only {wrong}, {right} which it belongs."


def missing(phase: Phase, before: Sequence[Neighbour], after: Sequence[Neighbour]) -> str:
    """What was expected of a phase, and where in the call."""
    where = " and ".join([*(f"after {one}" for one in before), *(f"before {one}" for one in after)])
    cues = alternatives(LABELS[name] for name in phase.cues)
    return f"Not heard; expected{where and f' {where}'}: the agent {phase.means} ({cues})."


def summary(missing: Sequence[str], out_of_order: Sequence[str]) -> str:
    """All phases in one sentence, by their names.

    Example:
        >>> summary(["Listen", "Thank"], [])
        'Not heard: Listen and Thank.'
        >>> summary([], ["Thank"])
        'Every phase was heard, but out of order: Thank.'
    """
    if not (missing or out_of_order):
        return "Every phase was heard, in order."
    if not missing:
        return f"Every phase was heard, but out of order: {together(out_of_order)}."
    wrong = f"; out of order: {together(out_of_order)}" if out_of_order else ""
    return f"Not heard: {together(missing)}{wrong}."


def does_not_apply(framework: Framework) -> str:
    """Why a call says nothing about a framework."""
    return f"No sign of {framework.occasion.means} was heard, so {framework.title} does not apply to this call."
