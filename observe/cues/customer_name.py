"""Customer's name: the agent addresses the customer by name.

Definition: a vocative: a noun phrase, here a name, that refers to the addressee and is no part of the
    sentence.
Source: Arnold M. Zwicky, Hey, Whatsyourname!, Papers from the Tenth Regional Meeting of the Chicago
    Linguistic Society, 1974.
Counts: "Thank you, Mr Harris", "so Sandra, what happened", "bear with me mister haris" (by sound), "what time
    suits you sandra" (no comma written).
Does not: "my name is Robert" (the agent's own), "I spoke to Mr Jones" (a third party), "is that Harris with
    two Rs", "Mr Jones has left" (says what he did), "thank you" with no name.
Limits: a first name that is an ordinary word (Mark, Grace, Will) and in lower case counts only where it follows
    a greeting or thanks, or ends the sentence; a rare one only once the call tells it.
Confidence: strength of the rule: .95 a title and name, .9 the name learnt from the call, .7 a match by sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About, Mark
from observe.cues.shared.context import Context
from observe.cues.shared.names import learn
from observe.cues.shared.rule import cue_of, said
from observe.cues.shared.vocatives import TITLES, is_addressed, is_capital
from observe.text import Span, read

NAME = "customer_name"
ABOUT = About(
    label="Customer's name",
    phrase="use of the customer's name",
    letters="N",
    group="listening",
    place=3,
    own_mark=Mark("square", "#8f6a00"),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per use of the customer's name by the agent, in time order."""
    names = learn(turns, [context.heard_from(turn, "agent") for turn in turns], context.customer_name)
    if not names.customer:
        return
    for turn in turns:
        if not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        reached = 0
        for at, token in enumerate(text.tokens):
            name = names.is_customer(token) if at >= reached else None
            if name is None or not is_addressed(turn, text, at, certain=name == token):
                continue
            if name != token and not (is_capital(turn, text, at) or turn.text.islower()):
                continue
            first = at - 1 if at and text.tokens[at - 1] in TITLES else at
            reached = at + 1
            while reached < len(text.tokens) and names.is_customer(text.tokens[reached]):
                reached += 1
            span = Span(first, reached)
            if first == at and reached - first == len(text.tokens):
                continue  # a name by itself is read back, or is the agent answering with their own
            if token != name:
                because = (
                    f"The agent addresses the customer as {said(turn, text, span)}, which sounds like “{name}”."
                )
            else:
                because = f"The agent addresses the customer by name: {said(turn, text, span)}."
            confidence = 0.7 if token != name else 0.95 if first < at else 0.9
            yield cue_of(NAME, turn, text, span, because, confidence)
