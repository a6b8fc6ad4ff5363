"""Long silence: nobody speaks for more than three seconds, and nobody was told to wait.

Definition: a gap between turns far beyond the pause of about a second that conversation normally tolerates.
Source: Gail Jefferson, Preliminary Notes on a Possible Metric which Provides for a Standard Maximum Silence
    of Approximately One Second in Conversation, in Roger and Bull (editors), Conversation, 1989; the three
    seconds are the call centres' own usual threshold.
Counts: four seconds without a word after "I have your account here".
Does not: a pause inside one turn, a hold that the agent announced ("would you mind holding for a moment?"),
    the time before the first word or after the last, anything in untimed text.
Limits: hold music and typing are silence here, because no words are in them; how long an announced hold lasts
    is not judged.
Confidence: 1, the times are taken as they are. The quote is empty: nothing is said in a silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import hold_notice
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.sequence import LOOK_BACK, floors

NAME = "long_silence"
ABOUT = About(label="Long silence", phrase="long silence", letters="Si", group="watch", place=5, lines="either")
LONGEST_S = 3.0
#: Times are compared to the microsecond, so that where a call starts does not decide.
DIGITS = 6


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per silence of more than three seconds between turns, in time order."""
    if not context.timed or not turns:
        return
    ordered = sorted(turns, key=lambda turn: (turn.start, turn.index))
    last = ordered[0]
    for place, turn in enumerate(ordered[1:], 1):
        gap = turn.start - last.end
        if round(gap, DIGITS) > LONGEST_S and not _announced(ordered[:place], context):
            yield Cue(
                cue=NAME,
                turn=last.index,
                start=last.end,
                end=turn.start,
                quote="",
                because=f"Nobody speaks for {gap:.0f} seconds.",
                confidence=1.0,
            )
        if turn.end > last.end:
            last = turn


def _announced(before: Sequence[Turn], context: Context) -> bool:
    """Whether the agent gave notice of a hold in what was last said, or just before the customer agreed."""
    near = before[-LOOK_BACK:]
    latest = {turn.index for floor in [*floors(near)][-2:] for turn in floor}
    return any(cue.turn in latest for cue in hold_notice.detect(near, context))
