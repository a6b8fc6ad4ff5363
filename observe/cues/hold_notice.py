"""Hold notice: the agent tells or asks the customer before a wait.

Definition: announcing a pause in the call, so that silence is not taken for a lost line.
Source: ISO 18295-1:2017, Customer contact centres, Part 1: Requirements for customer contact centres.
Counts: "bear with me a moment", "may I put you on hold", "hold the line please", "I won't keep you a second".
Does not: "you were on hold for an hour", "hold down the reset button", "sorry to keep you on hold"
    (afterwards).
Limits: a silence that nobody announces is long_silence, not this.
Confidence: share that people heard as well: .8 set words; .6 "let me have a look", by judgement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "hold_notice"
ABOUT = About(label="Notice of a hold", phrase="notice of a hold", letters="Ho", group="service", place=8)

HOLD = Phrases("""
    bear with (me|us)
    (hold|hang) (on|the line|the phone|there)
    (put|pop|place|putting|popping|placing|leave) you (on|back on) (a)? (brief|quick|short)? hold
    (just|give me|wait|one|half a|a) (a|one|two|half a|just a|for a)? (moment|second|minute|sec|tick|\
        minutes|seconds|mo) (please|while|caller|sir|madam|then|for you)? $
    (just|give me|wait) (a|one|two|half a|just a|for a|a couple of) (moment|second|minute|sec|tick|minutes|\
        seconds|mo)
    (i|we) will not (keep|be) (you)? (a|one|long|too long|two)
    (i|we) will be (right back|back with you|with you|back in)
    (if)? (you)? (could|can|would|do you|are you)? (just|happy to|able to|mind)? (hold|holding) (for)? (a|\
        one|two|the (line|phone|call)|me|please|while|just)
    (can|could|will) you (just|please)? hold
    ringing for you
""")
LOOK = Phrases("""
    let me (just)? have (a)? (quick)? look $
    (i am)? just (trying|waiting) (to get|for (it|the system|this|that|my)) ...4
    (while|whilst) (i|we) (just)? (check|look|get|find|pull|bring|speak|load|try)
""")
NOT = Phrases("""
    (hold|hang|press) (on|down|in) (to)? (the|that|your|it|until|for ten|to)
    (was|were|been|being|am|kept|keep|keeping|waiting|waited|long) ...2 (on hold|holding)
    (on|to|of|in|this|that|the|at|any|every|at the|from|by|per) (a|one)? (moment|second|minute) $
    (sorry|apologise) ... (hold|holding|moment|minute)
    (thank you|thanks) for (holding|bearing)
    hang on to
    you (just|please)? hold (an|any|it|that|this|your|my|his|her)
    you (just|please)? hold the (_|_ _)? (door|button|key|handle|card|device|box|parcel|switch|lever|cable)
""")
RULES = (
    Rule(HOLD, "The agent announces a wait: {words}.", 0.8),
    Rule(LOOK, "The agent says what they are busy with: {words}.", 0.6),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per notice of a wait by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
