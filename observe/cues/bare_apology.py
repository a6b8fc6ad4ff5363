"""Bare apology: the agent apologises for the customer's problem and does nothing about it.

Definition: an apology without an offer of repair, the part that hearers find most effective after owning the
    fault.
Source: Roy J. Lewicki, Beth Polin and Robert B. Lount, An Exploration of the Structure of Effective
    Apologies, Negotiation and Conflict Management Research 9(2), 2016.
Counts: "I'm sorry about that. Anything else?" with no step, offer or question in this turn or the next two.
Does not: "sorry about that, I'll refund it", "sorry to keep you waiting" or "sorry" for a slip, with no
    problem told.
Limits: an action that was agreed before the apology is not credited to it.
Confidence: strength of the rule: .7.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from observe.annotation import Cue, Turn
from observe.cues import (
    apology,
    closing_check,
    dissatisfaction,
    escalation,
    expectation,
    next_step,
    offer,
    options,
    overpromise,
    ownership,
    question,
)
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.problems import told
from observe.cues.shared.sequence import floors, heard_in, is_backchannel

NAME = "bare_apology"
ABOUT = About(
    label="Apology with nothing after it", phrase="apology without action", letters="Ba", group="watch", place=7
)
BEFORE, AFTER = 3, 2
ACTIONS = (
    next_step.detect,
    offer.detect,
    options.detect,
    escalation.detect,
    ownership.detect,
    expectation.detect,
    question.detect,
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per apology for a problem that no action follows, in time order."""
    apologies = heard_in(turns, context, apology.detect)
    if not apologies:
        return
    unhappy = {cue.turn for cue in dissatisfaction.detect(turns, context)}
    held = list(floors(turns))
    for place, floor in enumerate(held):
        if not any(turn.index in apologies for turn in floor):
            continue
        mine = floor[0].speaker
        others = [f for f in held[max(0, place - 2 * BEFORE) : place] if f[0].speaker != mine][-BEFORE:]
        if not any(turn.index in unhappy or told(turn) for other in others for turn in other):
            continue
        after = (f for f in islice(held, place + 1, None) if f[0].speaker == mine)
        spoken = islice((f for f in after if not all(map(is_backchannel, f))), AFTER)
        then = [turn for later in (floor, *spoken) for turn in later]
        actions = heard_in(then, context, *ACTIONS)
        empty = heard_in(then, context, overpromise.detect, closing_check.detect)
        done = any(
            not any(cue.interval.overlap(other.interval) > 0 for other in empty.get(index, []))
            for index, cues in actions.items()
            for cue in cues
        )
        if not done:
            for turn in floor:
                for cue in apologies.get(turn.index, [])[:1]:
                    words = cue.quote.strip(" .,!")
                    because = f"The agent apologises, “{words}”, and no action, offer or question follows."
                    yield Cue(NAME, cue.turn, cue.start, cue.end, cue.quote, because, 0.7)
