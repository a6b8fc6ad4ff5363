"""Interruption: the agent starts to speak, and goes on, while the customer is still speaking.

Definition: a start of talk that is no listener's signal, at a place where the current speaker's turn is not
    complete.
Source: Harvey Sacks, Emanuel A. Schegloff and Gail Jefferson, A Simplest Systematics for the Organization of
    Turn-Taking for Conversation, Language 50(4), 1974.
Counts: "yes but you have to pay first" begun two seconds before the customer has finished.
Does not: "mm", "right, I see" (listener's signals), an overlap on the customer's last word, anything in
    untimed text.
Limits: as good as the times; from one channel, overlapped words are often lost by the recogniser.
Confidence: from .6 for half a second of overlap to .95 for two seconds and more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._rule import cue_of, said
from observe.cues._sequence import is_backchannel
from observe.text import read

NAME = "interruption"
SHORTEST_S = 0.5
WORDS = 3
DIGITS = 6


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per interruption by the agent, in time order."""
    if not context.timed:
        return
    ordered = sorted(turns, key=lambda turn: (turn.start, turn.index))
    ends = [turn.end for turn in ordered]
    longest = max((end - turn.start for turn, end in zip(ordered, ends, strict=True)), default=0.0)
    for position, turn in enumerate(ordered):
        if not context.heard_from(turn, "agent") or is_backchannel(turn) or len(turn.words) < WORDS:
            continue
        text = read(turn)
        for place in range(position - 1, -1, -1):
            other = ordered[place]
            if other.start < turn.start - longest:
                break
            left = round(ends[place] - turn.start, DIGITS)
            if left < SHORTEST_S:
                continue
            held = round(turn.start - other.start, DIGITS)
            if other.speaker == turn.speaker or is_backchannel(other) or held < SHORTEST_S:
                continue
            if text.clauses:
                clause = text.clauses[0]
                confidence = min(0.95, 0.6 + 0.35 * (left - SHORTEST_S) / 1.5)
                words = said(turn, text, clause)
                because = f"The agent starts {words} {left:.1f} seconds before the customer has finished."
                yield cue_of(NAME, turn, text, clause, because, round(confidence, 3), other.index)
            break
