"""Which detectors are measured: the rules alone and, where there is one, the trained part with them.

What is found depends on the call and on its `Context`, so an evaluation is a `Context` for each dialogue. This
is the one place that knows where a trained part comes from. It must be measured out of fold: the context of a
dialogue holds a part that was trained without that dialogue.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from benchmarks.training import out_of_fold
from benchmarks.training.decisions import BY_FOLD
from observe.cues import Context
from observe.cues.shared.weighing import Decisions, parsed
from observe.io.transcript import Dialogue
from observe.meaning import Meaning
from observe.meaning.reader import Reader


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One way to find cues.

    Attributes:
        name: what it is called in tables.
        contexts: what the detectors are told about a labelled dialogue.
        meaning: the trained part as it is shipped; to measure the time that it takes.
    """

    name: str
    contexts: Callable[[Dialogue], Context]
    meaning: Callable[[], Meaning | None]


def _words_alone(dialogue: Dialogue) -> Context:
    """Nothing but the words and who speaks; the data's customer names too are left for the call to tell."""
    return Context(timed=False, roles_known=dialogue.context.roles_known)


RULES = Evaluation("rules alone", _words_alone, meaning=lambda: None)


def _out_of_fold(dialogue: Dialogue) -> Context:
    """What an adapter made of the dialogue, and decisions, both fitted without it."""
    kept, name = out_of_fold.load(), str(dialogue.name)
    fold = kept.folds.get(out_of_fold.checksum(name))
    context = _words_alone(dialogue)
    if fold is None:  # no part of it was learnt from, so what is shipped may be measured on it
        wanted = [context.heard_from(turn, "agent") for turn in dialogue.turns]
        return replace(context, judged=_reader().judge(dialogue.turns, wanted))
    return replace(context, judged=kept.judgements(name, dialogue.turns), decisions=_decisions()[fold])


@cache
def _decisions() -> tuple[Decisions, ...]:
    return tuple(parsed(json.dumps(one)) for one in json.loads(BY_FOLD.read_text("utf-8")))


@cache
def _reader() -> Reader:
    return Reader()


TRAINED = Evaluation("rules and trained part", _out_of_fold, meaning=_reader)


def evaluations() -> tuple[Evaluation, ...]:
    """Every way to find cues, the fullest last."""
    return (RULES, TRAINED)
