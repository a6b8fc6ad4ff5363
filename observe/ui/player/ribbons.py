"""A call's frameworks as the player component takes them: plain JSON values, everything worded.

Like `observe.ui.player.data`, whose data this joins: the look of a phase comes along with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from observe.annotation import Cue, Turn
from observe.frameworks import PhaseHeard, PhaseState, Ribbon, Stretch, follow, load_all
from observe.observation import Observation
from observe.ui.words.cue_style import style_of

DECIMALS = 3
#: Of a framework's phases, by their place. Each keeps a contrast of 4.5 with the white letters on it, and of 3
#: with a white page and a dark one; letters say the same without colour.
COLOURS = ("#0b72b9", "#b5357f", "#8e4fb8", "#3f7d20", "#8f6a00", "#2f7d74", "#a8501f", "#667085")


@dataclass(frozen=True, slots=True)
class PhaseLook:
    """How a phase's state is shown.

    Attributes:
        symbol: one character.
        words: for people.
    """

    symbol: str
    words: str


STATES: Mapping[PhaseState, PhaseLook] = {
    "in_order": PhaseLook("✓", "In order"),
    "out_of_order": PhaseLook("⇄", "Out of order"),
    "missing": PhaseLook("–", "Not heard"),
}


def ribbons(observation: Observation) -> list[dict[str, Any]]:
    """Every framework laid along a call, in the order to offer them; none for a call without a word."""
    return [*_laid(observation.turns, observation.cues)] if observation.turns else []


@lru_cache(maxsize=16)  # the page runs anew at every click that is not the player's
def _laid(turns: tuple[Turn, ...], cues: tuple[Cue, ...]) -> tuple[dict[str, Any], ...]:
    return tuple(_ribbon(follow(one, turns, cues)) for one in load_all())


def _ribbon(found: Ribbon) -> dict[str, Any]:
    return {
        "id": found.framework.id,
        "title": found.framework.title,
        "applies": found.applies,
        "because": found.because,
        "phases": [
            _phase(one, colour) for one, colour in zip(found.phases, COLOURS[: len(found.phases)], strict=True)
        ],
    }


def _phase(one: PhaseHeard, colour: str) -> dict[str, Any]:
    state = STATES[one.state]
    return {
        "id": one.phase.id,
        "name": one.phase.name,
        "letters": one.phase.letters,
        "colour": colour,
        "state": one.state,
        "symbol": state.symbol,
        "words": state.words,
        "because": one.because,
        "start": None if one.moment is None else _round(one.moment.start),
        "stretches": [_stretch(part) for part in one.stretches],
    }


def _stretch(part: Stretch) -> dict[str, Any]:
    labels = dict.fromkeys(style_of(cue.cue).label for cue in part.cues)
    return {"start": _round(part.start), "end": _round(part.end), "heard": ", ".join(labels)}


def _round(seconds: float) -> float:
    return round(float(seconds), DECIMALS)
