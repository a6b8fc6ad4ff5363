"""What cues about the order of things share: who held the floor, what is a problem, which cues came when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice

from observe.annotation import Cue, Turn
from observe.cues.shared.context import Context
from observe.text import read

Find = Callable[[Sequence[Turn], Context], Iterator[Cue]]
#: How many turns any detector looks back and ahead.
LOOK_BACK, LOOK_AHEAD = 16, 2
_BACKCHANNELS = frozenset(
    "yes no okay right all oh i see mm uhhuh huh sure of course exactly good great lovely that is fine thank "
    "you thanks mmhm mmhmm aha really wow absolutely certainly well so and".split()
)


def floors(turns: Iterable[Turn]) -> Iterator[tuple[Turn, ...]]:
    """Successive turns of one speaker taken together: a text transcript breaks one turn into many lines."""
    for _, held in groupby(turns, key=lambda turn: turn.speaker):
        yield tuple(held)


def is_backchannel(turn: Turn) -> bool:
    """Whether a turn only shows that its speaker is listening ("mm", "right, I see")."""
    words = [token for token in read(turn).tokens if token not in ".?!"]
    return len(words) <= 5 and all(word in _BACKCHANNELS for word in words)


def replies(turns: Sequence[Turn], after: int, context: Context, count: int) -> list[Turn]:
    """The turns of the next ``count`` floors of the agent's after a customer's turn, backchannels passed over.

    Args:
        turns: all turns.
        after: index of the customer's turn.
        context: of the call.
        count: floors.
    """
    speaker = turns[after].speaker
    found: list[Turn] = []
    for floor in floors(islice(turns, after + 1, None)):
        if floor[0].speaker == speaker or not context.heard_from(floor[0], "agent"):
            continue
        if all(is_backchannel(turn) for turn in floor):
            continue
        found.extend(floor)
        count -= 1
        if count == 0:
            break
    return found


def window(turns: Sequence[Turn], first: Turn, last: Turn) -> Sequence[Turn]:
    """The turns from ``first`` to ``last``, with those before them that a detector may look back to."""
    places = [place for place, turn in enumerate(turns) if turn is first or turn is last]
    return turns[max(0, places[0] - LOOK_BACK) : places[-1] + 1 + LOOK_AHEAD]


def heard_in(turns: Sequence[Turn], context: Context, *detects: Find) -> dict[int, list[Cue]]:
    """Cues of several kinds by turn, in time order."""
    found: dict[int, list[Cue]] = {}
    for detect in detects:
        for cue in detect(turns, context):
            found.setdefault(cue.turn, []).append(cue)
    for cues in found.values():
        cues.sort(key=lambda cue: cue.start)
    return found
