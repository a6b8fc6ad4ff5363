"""What cues about the order of things share: who held the floor, what is a problem, which cues came when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.text import Phrases, read

Find = Callable[[Sequence[Turn], Context], Iterator[Cue]]
#: How many turns any detector looks back and ahead.
LOOK_BACK, LOOK_AHEAD = 16, 2
_BACKCHANNELS = frozenset(
    "yes no okay right all oh i see mm uhhuh huh sure of course exactly good great lovely that is fine thank "
    "you thanks mmhm mmhmm aha really wow absolutely certainly well so and".split()
)
PROBLEM = Phrases("""
    (a|the|this|another|my|some|any|same) (big|bit of a|slight|real|huge|small|serious)? (problem|problems|\
        issue|issues|trouble|complaint)
    (a|the|another|some|same) (fault|mistake|error)
    (having|had|have|got|getting) (a|some|real|no end of|nothing but|a lot of|a bit of|any)? (trouble|\
        problems|difficulty|difficulties|issues|bother)
    (is|are|was|has|have|does|do|did|will|would|can|could) not (been|even|actually|really)? (working|work|\
        right|come|came|arrived|arrive|turned up|turn|connect|connecting|connected|charge|charging|switch|\
        received|receive|let|load|correct|what i|show|shown|sent|fit|match|add up|print|start|stop|accept|\
        recognise|delivered|been paid|refunded|paid|go through|gone through|open it|make sense)
    (can|could) not (get|log|sign) (through|in|on|into|onto|online|it|any|no|hold|to)
    (can|could) not (access|find|see) (my|the)
    (have|has) not (got|had) (it|my|the|any|anything|a _) ...3 (yet|back|still)
    (stopped|stops|keeps|keep|kept|started) (on)? (working|dropping|cutting|crashing|breaking|freezing|\
        buffering|saying|going|getting|charging|sending|failing|ringing|switching|turning|disconnecting)
    (charged|billed|overcharged|debited) (me|us|my|too|twice|double|the wrong|more|extra|again)
    (taken|took|taking|paid|paying) (too much|too|twice|double|the wrong|more|two|three|a second|another|extra)
    (broken|faulty|damaged|missing|stolen|dead|cracked|leaking|delayed|overdue|cut off|gone down|gone wrong|\
        not there|overcharged|incorrect|locked out|playing up|acting up|stuck|frozen|crackling)
    (is|was|are|were|arrived|came|come|running|days|weeks|hours|very|so) late
    (been|is|was|got|have|has) lost
    (something|is|are|was|went|gone|all|got|completely|totally|just) wrong (with _|$)
    wrong (size|item|colour|one|amount|bill|address|order|product|parcel|name|tariff|account|price|date|\
        model|part|thing)
    (internet|broadband|wifi|signal|connection|line|phone|router|app|website|heating|boiler|system|power|\
        screen|service) (is|has|have|went|goes|just)? (been|gone|all)? (down|off|out|slow|blank|\
        crashed|dropping)
    (no|lost|without) (internet|broadband|signal|connection|dial tone|dialling tone|service|heating|power|\
        gas|water|hot water|refund|reply|answer|sign of)
    (i have|i) never (received|got|ordered|asked|signed|agreed|authorised|had (a|an|my|any|the|it))
    (still|been) waiting
    (too high|too much|gone up|doubled|double what|more than (it should|i expected|usual|normal|last))
    (forgot|forgotten|lost) (my|the) (password|pin|login|card)
    should have (come|arrived|had|been (here|delivered|sent|paid|done|on))
""")  # fmt: skip


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
