"""Greeting: the agent opens the call, with a salutation, the company's name or an offer of help.

Definition: the opening exchange in which the parties summon, answer, greet and identify themselves.
Source: Emanuel A. Schegloff, Sequencing in Conversational Openings, American Anthropologist 70(6), 1968.
Counts: "good morning, Acme Energy", "hello, you're through to Priya", "hi there, how can I help you today".
Does not: "hello?" late in the call (checks the line), "have a good morning" (a farewell), "say hello to
    them".
Limits: only the agent's first turns are looked at; a transfer's second greeting is not found.
Confidence: strength of the rule: .9.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "greeting"
ABOUT = About(label="Greeting", phrase="greeting", letters="Gr", group="service", place=5)

GREETS = Phrases("""
    ^ (hello|hi|hey|hiya|welcome) (there|again)?
    ^ good (morning|afternoon|evening|day)
    ^ (morning|afternoon) _
    you are through to
    (you are)? speaking (with|to) _
    thank you for (calling|ringing|phoning|contacting|getting in touch)
    my name is _
""")
NOT = Phrases("""
    (say|said|saying|have a|a very) (hello|hi|good morning|good afternoon|good evening|good day)
    (hello|hi) ...2 (can you hear|are you there|are you still)
""")
RULES = (Rule(GREETS, "The agent greets the customer: {words}.", 0.9),)
OPENING_TURNS = 3


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per greeting by the agent at the start of the call, in time order."""
    agent = [turn for turn in turns if context.heard_from(turn, "agent")][:OPENING_TURNS]
    return detect_phrases(NAME, agent, context, RULES, unless=NOT)
