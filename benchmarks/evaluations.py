"""Which detectors are measured: the rules alone and, where there is one, the trained part with them.

What is found depends on the call and on its `Context`, so an evaluation is a `Context` for each dialogue. This
is the one place that knows where a trained part comes from. It must be measured out of fold: the context of a
dialogue holds a part that was trained without that dialogue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from observe.cues import Context
from observe.io.transcript import Dialogue


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One way to find cues.

    Attributes:
        name: what it is called in tables.
        contexts: what the detectors are told about a labelled dialogue.
        live: what they are told about a call, as when one is analysed; to measure the time that takes.
    """

    name: str
    contexts: Callable[[Dialogue], Context]
    live: Callable[[], Context]


def _words_alone(dialogue: Dialogue) -> Context:
    """Nothing but the words and who speaks; the data's customer names too are left for the call to tell."""
    return Context(timed=False, roles_known=dialogue.context.roles_known)


RULES = Evaluation("rules alone", _words_alone, live=Context)


def evaluations() -> tuple[Evaluation, ...]:
    """Every way to find cues, the fullest last."""
    return (RULES,)
