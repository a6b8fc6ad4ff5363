"""Cues: what is listened for in a call, one file each, found by one pure function over all turns.

A cue's file has four things: a docstring that a tutor can check (definition, source, what counts, what does
not, limits), ``ABOUT`` (its words for people and its look), its word lists, and ``detect(turns, context)``,
which yields its occurrences in time order. Whatever lists cues reads them from here, so that a file put into
this folder is a cue everywhere. Nothing here knows a marking scheme, an audio file or a model.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from observe.annotation import Cue, Turn
from observe.cues.shared.about import GROUPS, About
from observe.cues.shared.context import Context
from observe.cues.shared.labelled import labelled_cues
from observe.meaning import Labelled, Meaning
from observe.text.languages import english

__all__ = [
    "CUES",
    "CUE_NAMES",
    "About",
    "Context",
    "Detect",
    "Listened",
    "detectors",
    "find",
    "in_english",
    "listen",
]

Detect = Callable[[Sequence[Turn], Context], Iterator[Cue]]


def _discovered() -> Mapping[str, About]:
    """What each file of this folder says about its cue, group by group, and by its place in the group."""
    names = (module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)
    found: dict[str, About] = {name: importlib.import_module(f"{__name__}.{name}").ABOUT for name in names}
    groups = [*GROUPS]
    order = sorted(found, key=lambda name: (groups.index(found[name].group), found[name].place, name))
    return MappingProxyType({name: found[name] for name in order})


#: Every cue there is, in the order in which cues are listed: the five the product is for come first.
CUES = _discovered()
CUE_NAMES = tuple(CUES)


def detectors() -> Mapping[str, Detect]:
    """Every cue's ``detect``, by name, in the order of ``CUE_NAMES``."""
    return MappingProxyType(
        {name: importlib.import_module(f"observe.cues.{name}").detect for name in CUE_NAMES}
    )


def in_english(turns: Sequence[Turn]) -> bool:
    """Whether a call, taken as a whole, is in English; so it is where too little is said to tell."""
    return english(turn.text for turn in turns)


def find(turns: Sequence[Turn], context: Context, meaning: Meaning | None = None) -> tuple[Cue, ...]:
    """Every cue of a call, in time order; no two have the same ``id``.

    Cues are for English: of a call in another language there are none, and none are on a turn in another.

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
    return listen(turns, context, meaning).cues


@dataclass(frozen=True, slots=True)
class Listened:
    """What was heard in a call.

    Attributes:
        cues: in time order.
        labels: by the index of a turn what it does; empty where the rules decided alone.
        english: whether it was listened to: cues are for English.
    """

    cues: tuple[Cue, ...]
    labels: Mapping[int, Mapping[str, Labelled]] = field(default_factory=dict)
    english: bool = True


def listen(turns: Sequence[Turn], context: Context, meaning: Meaning | None = None) -> Listened:
    """Every cue of a call, as `find` gives them, and what each of its turns does, which marking weighs."""
    if not in_english(turns):
        return Listened((), english=False)
    if meaning is not None:
        heard = meaning.judge(turns, [context.heard_from(turn, "agent") for turn in turns])
        context = replace(context, judged=heard)
    foreign = {turn.index for turn in turns if not english([turn.text])}
    found: dict[str, Cue] = {}
    for detect in detectors().values():
        for cue in detect(turns, context):
            if cue.turn not in foreign:
                found.setdefault(cue.id, cue)
    labels = context.judged.labels if context.judged and context.roles_known else {}
    labels = {index: one for index, one in labels.items() if index not in foreign}
    found = {cue.id: cue for cue in labelled_cues(turns, labels, [*found.values()])}
    order = {name: place for place, name in enumerate(CUE_NAMES)}
    return Listened(
        tuple(sorted(found.values(), key=lambda cue: (cue.start, cue.turn, order[cue.cue]))), labels
    )
