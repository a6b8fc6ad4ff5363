"""Closing check: before the call ends the agent asks whether everything has been dealt with.

Definition: an opening-up of the closing, in which matters not yet mentioned may be raised.
Source: Emanuel A. Schegloff and Harvey Sacks, Opening up Closings, Semiotica 8(4), 1973.
Counts: "is there anything else I can help with", "have I answered everything today", "are you happy with
    that".
Does not: "is there anything else on the label" (about a thing), "did you try anything else" (diagnosis).
Limits: where in the call it comes is not asked; early ones count.
Confidence: strength of the rule: .95 "anything else …", .75 a check of satisfaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "closing_check"
ABOUT = About(label="Check before closing", phrase="closing check", letters="Cc", group="service", place=9)

ELSE = Phrases("""
    (is|was) there (anything|something|any other thing) else (at all)? (i|we|that i|that we|you|today|for \
        you|you would|that you) ...4
    (is there)? anything (else|further|more) (at all)? (today|that)? (i|we|you) (can|could|may|need|would|\
        want) _
    (any|anything|is there anything|is that everything|will there be anything|would there be anything|was \
        there anything) else (today|for now|at all|for you|at the moment|i can|please)? $
    ^ (will|is|was) (that|there) be? (all|anything else|everything) (for today|today|for you|for now|you \
        need|you needed|then)? $
    any other (questions|queries|concerns|issues|problems)
    do you have any (other|more|further) (questions|queries|concerns)
    (anything|something) else (i|we) (can|could|may) (help|do|assist)
    what else can (i|we) (do|help)
""")
HAPPY = Phrases("""
    (are|would) you (be)? (happy|satisfied|comfortable|content) (with|that) (that|this|everything|the|we|how)
    (does|did|has|have) (that|this|i|we) (answer|answered|resolve|resolved|solve|solved|help|cover|covered|\
        sort|sorted) (that|your|the|everything|all|you|it|things)
    is (that|this|everything) (all)? (sorted|resolved|clear|okay for you|all right for you) (now|for you|\
        today)?
    (is|was) there anything (you are|that is|you were) (not sure|unsure|unclear)
    how (does|would) (that|this) (sound|suit|work)
    anything else (that is)? (worrying|bothering|concerning|troubling|on your mind)
    does (that|this|it) (all)? (sound okay|sound good|make sense|sound all right|work for you)
""")
NOT = Phrases("""
    (try|tried|done|do|notice|noticed|see|heard|happen|happened|say|said|change|changed|on|it) (anything|\
        something) else
    anything else (on|in|written|plugged|connected|wrong|happening|happened|using)
""")
RULES = (
    Rule(ELSE, "Before closing, the agent asks whether there is more: {words}.", 0.95),
    Rule(HAPPY, "The agent asks whether the matter is settled: {words}.", 0.75),
)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per closing check by the agent, in time order."""
    return detect_phrases(NAME, turns, context, RULES, unless=NOT)
