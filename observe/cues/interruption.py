"""Interruption: the agent starts to speak, and goes on, while the customer is not done.

Definition: a start of talk that is no listener's signal, at a place where the current speaker's turn is not
    complete.
Source: Harvey Sacks, Emanuel A. Schegloff and Gail Jefferson, A Simplest Systematics for the Organization of
    Turn-Taking for Conversation, Language 50(4), 1974.
Counts: "yes but you have to pay first" begun two seconds before the customer has finished, or the moment the
    customer has got as far as "I only wanted to know when the".
Does not: "mm", "right, I see" (listener's signals), a brief aside while the customer talks on, an overlap on
    the customer's last word, a reply after the customer trailed off ("so …"), a customer who interrupts the
    agent, anything in untimed text.
Limits: as good as the times; from one channel, overlapped words are often lost by the recogniser. Who spoke
    over whom, customers too, stands among the call's overlaps.
Confidence: from .6 for half a second of overlap to .95 for two seconds and more; .6 for a sentence cut short.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Seconds, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import cue_of, said
from observe.cues.shared.sequence import is_backchannel
from observe.text import Span, read

NAME = "interruption"
ABOUT = About(label="Interruption", phrase="interruption", letters="In", group="watch", place=4)
SHORTEST_S, CUT_S = 0.5, 0.2
#: An aside shorter than this, during which the customer goes on, takes the floor from nobody.
ASIDE_S = 1.5
WORDS = 3
DIGITS = 6
#: No sentence is complete after these, and nobody trails off on them as on "so" and "but".
UNFINISHED = frozenset(
    "because if when that which who the a an to of for with in on at from by about as than my your our his "
    "her their this these is are was were be been am will would can could should may might do does did have "
    "has had i we he she they some any going want need".split()
)


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
            if other.start < turn.start - longest - CUT_S or not text.clauses:
                break
            left = round(ends[place] - turn.start, DIGITS)
            held = round(turn.start - other.start, DIGITS)
            if other.speaker == turn.speaker or is_backchannel(other) or held < SHORTEST_S:
                continue
            if ends[place] > turn.end and round(turn.end - turn.start, DIGITS) < ASIDE_S:
                continue
            how = _how(other, left)
            if how:
                clause = text.clauses[0]
                because = f"The agent starts {said(turn, text, clause)} {how}."
                confidence = round(min(0.95, 0.6 + 0.35 * max(0.0, left - SHORTEST_S) / 1.5), 3)
                yield cue_of(NAME, turn, text, clause, because, confidence, other.index)
                break


def _how(other: Turn, left: Seconds) -> str:
    """How a start of talk cuts into another's turn that has ``left`` seconds to go; empty where it does not."""
    if left >= SHORTEST_S:
        return f"{left:.1f} seconds before the customer has finished"
    text = read(other)
    # Recognisers write dots after a sentence cut short.
    end = len(text.tokens) - other.words[-1].text.endswith(("...", "…"))
    if left < -CUT_S or end < WORDS or text.tokens[end - 1] not in UNFINISHED:
        return ""
    last = said(other, text, Span(end - WORDS, end))
    return f"when the customer has only got as far as {last}"
