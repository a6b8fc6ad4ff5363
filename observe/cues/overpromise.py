"""Over-promise: the agent promises what nobody can be sure of.

Definition: an assurance without condition or limit about an outcome that the speaker does not control.
Source: Valarie A. Zeithaml, Leonard L. Berry and A. Parasuraman, Communication and Control Processes in the
    Delivery of Service Quality, Journal of Marketing 52(2), 1988.
Counts: "I guarantee it won't happen again", "you'll definitely have it tomorrow", "I promise you a full
    refund".
Does not: "I can't guarantee that", "it's under guarantee", "I'll definitely check" (in the agent's hands).
Limits: whether the promise can be kept is not known to the program; a tutor judges.
Confidence: strength of the rule: .9 guarantee or promise, .7 an absolute word about the outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "overpromise"
ABOUT = About(
    label="Promising too much", phrase="promise that may not be kept", letters="Pr", group="watch", place=1
)

PROMISE = Phrases("""
    (i|we) (can|absolutely|personally|do|will|would|100 percent)? (absolutely|personally|definitely)? \
        (guarantee|promise|swear|assure you|give you my word) (you|that|it|this|a|to|everything|there|we|i|\
        100|the)?
    (you have|that is|have) (my|a) (word|promise|guarantee) (that|on)?
    (that|it|this|there|they|you|nothing) (will|is going to|are going to) never (happen|go|be|have|see|need|\
        get|occur|fail)
    (will|would|can) not (ever)? happen (again|any more|ever)
    (a hundred percent|100 percent|hundred percent|100) (certain|sure|guaranteed|percent|guarantee|fixed|\
        sorted)
    no (matter what|way it will|chance of (it|that|this))
""")
ABSOLUTE = Phrases("""
    (it|that|this|they|you|he|she|everything|there|we|engineer|engineers|refund|delivery|money|parcel) \
        (will|is going to|are going to) (definitely|certainly|absolutely|always|for sure|without fail|\
        without a doubt|undoubtedly|100 percent|guaranteed) _
    (it|that|this|everything) (will|is going to) ...4 (for sure|without fail|guaranteed|no problem at all|in \
        no time|without a doubt|straight away|immediately|instantly|right away)
    (you will|that will|it will|everything will|we will|i will) (never|all) (have|be|see|get|need) (any|\
        another|a) (problem|problems|issue|issues|trouble|fault) (again|ever)?
    (i|we) (will|can) (get|have|fix|sort|give you) (you|everything|anything|it|that|all of it|whatever) \
        (back|you want|fixed|sorted|done|all) (today|immediately|straight away|right now|in five minutes|\
        within the hour|you want|for free)
    (anything|whatever) you (want|like|ask)
    you (can|may) (count|rely|bank|bet) on (it|that|this|us|me)
    (there is|there will be) (absolutely|definitely)? no (way|chance|risk) (it|that|this|you|they) (will|can|\
        could|would|is)
    (do not|no need to) worry ...4 (it will|everything will|we will) (definitely|all|be)
""")
NOT = Phrases("""
    (can not|do not|could not|will not|would not|never|not|can never|no|unable to|not able to|if i could|not \
        to) ...2 (guarantee|promise|assure|definitely|certain|100 percent)
    (under|the|of|your|in|money back|a|year|extended|lifetime|by) (guarantee|promise)
    (i|we) (promised|guaranteed)
    i promise (i will|to) (check|look|ask|try|call|ring|do my best|do what i can|chase|find out|let you know)
    (was|were|had been) (promised|guaranteed)
    (whether|if) (it|that|they|you) (will|is going to)
""")
RULES = (
    Rule(PROMISE, "The agent gives a guarantee that may not be theirs to give: {words}.", 0.9),
    Rule(ABSOLUTE, "The agent states the outcome as certain: {words}.", 0.7),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per over-promise by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
