"""Recording notice: the customer is told that the call is recorded or monitored.

Definition: informing a person that their data are collected, and why, at the time they are collected.
Source: UK General Data Protection Regulation, Article 13.
Counts: "this call is being recorded for training", "calls may be monitored", "are you happy for me to record
    this".
Does not: "I've recorded that on your account" (a note), "our records show", "he has a good track record".
Limits: a notice played by a machine before the recording starts is not heard.
Confidence: strength of the rule: .95.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "recording_notice"
ABOUT = About(
    label="Notice of recording", phrase="notice of recording", letters="Rn", group="service", place=14
)

TELLS = Phrases("""
    (call|calls|conversation|conversations|line|lines) (is|are|may|will|might|can|could|today|all|being|to|\
        get|gets|be|also|on this number|or|sometimes|usually|this|has|have) ...4 (recorded|monitored|taped)
    (recording|record|taping|tape|monitoring|monitor) (this|our|your|the|all|these|these|of) (call|calls|\
        conversation|conversations|calls|telephone call)
    (on|for) a (recorded|monitored) line
    (calls|call|we|conversation|being) (are|may be|is|being|be)? (recorded|monitored) for (training|quality|\
        security|monitoring|your|our|legal|regulatory)
    (recorded|monitored|record|records) ...3 for (training|quality|monitoring|compliance)
    being (recorded|monitored|taped)
""")
NOT = Phrases("""
    not (being)? (recorded|recording|record)
    (recorded|record) (that|this|it|your|a|the) (on|in|against|note|complaint|payment|reading)
""")
RULES = (Rule(TELLS, "The customer is told about recording: {words}.", 0.95),)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per notice of recording, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
