"""Apology: the agent says sorry for the customer's trouble, for a delay, or for a slip of their own.

Definition: an expression of regret by which the speaker takes notice of something that went wrong for the
    hearer.
Source: Marion Owen, Apologies and Remedial Interchanges: A Study of Language Use in Social Interaction, 1983.
Counts: "I do apologise for the delay", "so sorry about that", "sorry to keep you waiting".
Does not: "Sorry?" (asks to say it again), "I'm afraid …" (bad news), "sorry to hear that" (see empathy),
    "sorry, could you spell that" (softens a request).
Limits: a bare "sorry" is judged by what the customer does next; how sincere it sounds is not heard.
Confidence: strength of the rule: .95 a named trouble or "apologise", .7 a bare "sorry".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues import Context
from observe.cues._repeat import is_pardon
from observe.cues._rule import cue_of, said
from observe.text import Phrases, Span, Text, asks, read

NAME = "apology"

FULL = Phrases("""
    i (do|really|sincerely|must|would like to|want to|can only|have to|would)? (really|sincerely)? apologise
    we (do|really|sincerely|must|would like to|want to|can only)? (really|sincerely)? apologise
    (my|our) (sincere|sincerest|deepest|humble)? (apologies|apology)
    apologies (for|about|again)
    please accept ... apologies
    (accept|forgive|pardon) (me|us|my mistake) for
    (we|i) owe you an apology
    sorry (about|for|if|you have|you are|you had|that you|that we|that i|that it|it has|it is|we have|i have)
    sorry (to|that i) (have)? (keep|kept|keeping|interrupt|trouble|bother|disturb|delay|mess|cut|confuse|\
        rush) (you|in)?
    sorry ... (inconvenience|delay|wait|waiting|mistake|mix up|trouble|confusion|misunderstanding|hold up)
    (regret) (the|this|any) (inconvenience|delay|mistake|trouble)
""")
BARE = Phrases("""
    (i am|we are)? (so|very|really|terribly|awfully|ever so|extremely)? sorry
    ^ apologies
    ^ (excuse me|oops|whoops)
    ^ oh dear
""")
NOT = Phrases("""
    sorry ... to (hear|learn|read|see|find|say|tell|inform|disappoint)
    (so|very|really|truly|deeply)? sorry for your loss
    sorry (you|that you) (feel|are feeling|think)
    (feel|felt|feeling|be|say|said|says|saying|saying i am|better safe than|not|to say) sorry
    (is|was|are|he is|she is|they are|you are|you will be) sorry
    (no|do not|not|not need to|never) (need to)? (be sorry|apologise)
    (he|she|they|you|not|to) (should|could|might)? apologise
    sorry ... (could|can|would|what|who|where|which|how|did|do) (you|i|was|is|were|did)
    sorry (what|who|where|when|which|say|come|i did not|i do not|i can not|i could not|i missed|go ahead)
    sorry (but)? (we|i) (can not|do not|are not|am not)
    sorry state
    (received|had|get|got|given|want|wants|wanted|an) (no|an|any)? (apology|apologies)
""")


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per apology by the agent, in time order."""
    for position, turn in enumerate(turns):
        if not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        found: dict[int, tuple[Span, float]] = {}
        barred = list(NOT.find(text))
        for phrases, confidence in ((FULL, 0.95), (BARE, 0.7)):
            for span in phrases.find(text):
                if any(span.overlaps(other) for other in barred) or _asked(text, span):
                    continue
                if confidence < 0.9 and is_pardon(turns, position, span):
                    continue
                clause = text.clause_of(span)
                if clause.first not in found:
                    found[clause.first] = (span, confidence)
        for _, (span, confidence) in sorted(found.items()):
            clause = text.clause_of(span)
            words = said(turn, text, span)
            for_what = "says sorry for the trouble" if confidence > 0.9 else "says sorry"
            yield cue_of(NAME, turn, text, clause, f"The agent {for_what}: {words}.", confidence)


def _asked(text: Text, span: Span) -> bool:
    """Whether the words are a question themselves ("Sorry?") or only soften one."""
    clause = text.clause_of(span)
    if clause.mark == "?" and clause.last <= span.last:
        return True
    rest = text.tokens[span.last : clause.last]
    return asks(rest, strict=True) if len(rest) > 2 else False
