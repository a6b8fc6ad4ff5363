"""Problem told: the customer tells of something gone wrong, however calmly.

Definition: a customer's account of a failure of the service or the product: it is not there, it comes too late,
    or it does not do what it should.
Source: Mary Jo Bitner, Bernard H. Booms and Mary Stanfield Tetreault, The Service Encounter: Diagnosing
    Favorable and Unfavorable Incidents, Journal of Marketing 54(1), 1990.
Counts: "my boiler isn't working", "it still hasn't turned up", "you've charged me twice", "I can't seem to log
    in".
Does not: "I'd like to order another" (a wish), "what happens if it arrives broken?" (a question), "nothing's
    wrong with it", "a lost property office"; and by itself it is no sign of dissatisfaction.
Limits: knows how a fault is worded, not what a thing is for: "the lift doors close on people" is missed. One a
    turn, the first; any line that is not the agent's may hold it.
Confidence: strength of the rule: .8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn, quote
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.problems import told

NAME = "problem_told"
ABOUT = About(
    label="Problem told", phrase="problem told", letters="Pt", group="customer", place=3, lines="customer"
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield at most one cue a turn, where a problem is told in it, in time order."""
    for turn in turns:
        if context.roles_known and turn.role == "agent":
            continue
        if place := told(turn):
            words = [turn.words[n] for n in place]
            said = quote(words)
            because = f"The customer tells of something gone wrong, “{said.strip(' .,;:!?…-')}”."
            yield Cue(NAME, turn.index, words[0].start, max(word.end for word in words), said, because, 0.8)
