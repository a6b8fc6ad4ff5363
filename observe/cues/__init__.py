"""Cues: listening behaviours, one file each, found by one pure function over all turns of a call.

A cue's file has three things: a docstring that a tutor can check (definition, source, what counts, what does
not, limits), its word lists, and ``detect(turns, context)``, which yields its occurrences in time order.
Nothing here knows a marking scheme, an audio file or a model.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from observe.annotation import Cue, Role, Turn
from observe.cues._weighing import Decision, Decisions, shipped
from observe.meaning import Judgements, Meaning

#: Every name a cue can have, as the contract lists them: the five the product is for come first.
CUE_NAMES = (
    "paraphrase",
    "clarifying_question",
    "customer_name",
    "apology",
    "next_step",
    "question",
    "read_back",
    "empathy",
    "thanks",
    "greeting",
    "offer",
    "options",
    "hold_notice",
    "closing_check",
    "escalation",
    "ownership",
    "expectation",
    "identity_check",
    "recording_notice",
    "dissatisfaction",
    "resolution_confirmed",
    "overpromise",
    "defensive",
    "blame",
    "interruption",
    "long_silence",
    "solution_before_diagnosis",
    "bare_apology",
    "unanswered_distress",
)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a call besides its words.

    Attributes:
        customer_name: given by the user or the account; None where only the call itself can tell.
        timed: the turns' times are real; False for plain text, where nothing may be read from them.
        roles_known: agent and customer are told apart; where False, cues are sought on every speaker's lines.
        judged: what the trained part makes of the call; None where the rules decide alone.
        decisions: how rules and trained part are weighed; None for those that come with this program.
    """

    customer_name: str | None = None
    timed: bool = True
    roles_known: bool = True
    judged: Judgements | None = None
    decisions: Decisions | None = None

    def heard_from(self, turn: Turn, role: Role) -> bool:
        """Whether a cue expected of ``role`` may be sought in this turn."""
        return turn.role == role or not self.roles_known

    def decision(self, name: str) -> Decision:
        """How a cue is decided where the call was judged for meaning."""
        return (self.decisions or shipped())[name]


Detect = Callable[[Sequence[Turn], Context], Iterator[Cue]]


def detectors() -> Mapping[str, Detect]:
    """Every cue's ``detect``, by name, in the order of ``CUE_NAMES``."""
    return MappingProxyType(
        {name: importlib.import_module(f"observe.cues.{name}").detect for name in CUE_NAMES}
    )


def find(turns: Sequence[Turn], context: Context, meaning: Meaning | None = None) -> tuple[Cue, ...]:
    """Every cue of a call, in time order; no two have the same ``id``.

    Args:
        turns: all turns of one call, in time order, their ``index`` counting from 0.
        context: what is known besides the words.
        meaning: the trained part; None to leave it to the rules.

    Example:
        >>> from observe.annotation import turn_from_text
        >>> turn = turn_from_text(0, "agent", "agent", "I do apologise for the delay.")
        >>> [(cue.cue, cue.quote) for cue in find([turn], Context(timed=False))]
        [('apology', 'I do apologise for the delay.')]
    """
    if meaning is not None:
        heard = meaning.judge(turns, [context.heard_from(turn, "agent") for turn in turns])
        context = replace(context, judged=heard)
    found: dict[str, Cue] = {}
    for detect in detectors().values():
        for cue in detect(turns, context):
            found.setdefault(cue.id, cue)
    order = {name: place for place, name in enumerate(CUE_NAMES)}
    return tuple(sorted(found.values(), key=lambda cue: (cue.start, cue.turn, order[cue.cue])))
