"""Apology: the agent says sorry for the customer's trouble, for a delay, or for a slip of their own.

Definition: an expression of regret by which the speaker takes notice of something that went wrong for the
    hearer.
Source: Marion Owen, Apologies and Remedial Interchanges: A Study of Language Use in Social Interaction, 1983.
Counts: "I do apologise for the delay", "so sorry about that", "sorry to keep you waiting". Each has its kind:
    a fault, an inconvenience, a delay, or ritual (a brief "sorry", as for a slip of the tongue).
Does not: "Sorry?" (asks to say it again), "I'm afraid …" (bad news), "sorry to hear that" or "oh dear" (see
    empathy), "sorry, could you spell that" (softens a request), "five, sorry, nine" (puts a word right),
    "sorry, but that is your own fault".
Limits: a bare "sorry" is judged by who speaks next; how sincere it sounds is not heard.
Confidence: how often people heard one in such a stretch; by rules alone the rule's strength: .95 a named fault
    or "apologise", .7 a bare "sorry".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About, Mark
from observe.cues.shared.asking import asks
from observe.cues.shared.context import Context
from observe.cues.shared.regret import NOT, SAYS, SOFTENS, kind_of, puts_right, turned
from observe.cues.shared.repeat import is_pardon
from observe.cues.shared.rule import cue_of, said
from observe.cues.shared.weighing import decided
from observe.text import Phrases, Span, Text, read
from observe.text.clauses import Clause

NAME = "apology"
ABOUT = About(
    label="Apology",
    phrase="apology",
    letters="A",
    group="listening",
    place=4,
    own_mark=Mark("diamond", "#b5357f"),
)

FULL = Phrases("""
    (i|we) (do|must|would like to|want to|can only|have to|would)? (really|sincerely)? apologise
    (my|our) (sincere|sincerest|deepest|humble)? (apologies|apology)
    apologies (for|about|again)
    please accept ... apologies
    (accept|forgive|pardon) (me|us|my mistake) for
    (we|i) owe you an apology
    sorry (about|for|if|you have|you are|you had|that you|that we|that i|that it|it has|it is|we have|i have)
    sorry (to|that i) (have)? (keep|kept|keeping|interrupt|trouble|bother|disturb|delay|mess|cut|confuse|\
        rush) (you|in)?
    sorry (to|i) (have)? (miss|missed) (you|your|that|it)
    sorry ... (inconvenience|delay|wait|waiting|mistake|mix up|trouble|confusion|misunderstanding|hold up)
    sorry (go ahead|carry on|after you|you go|my mistake|my fault)
    (regret) (the|this|any) (inconvenience|delay|mistake|trouble)
""")
BARE = Phrases("""
    (i am|we are)? (so|very|really|terribly|awfully|ever so|extremely)? sorry
    ^ apologies
    ^ (excuse me|pardon me|forgive me|i beg your pardon|oops|whoops)
    ^ my (mistake|bad|error)
""")


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield the agent's apologies in time order: by words and meaning, or by words alone."""
    return decided(NAME, turns, context, by_rules(turns, context), partial(meant, turns))


def meant(turns: Sequence[Turn], position: int, turn: Turn, clause: Clause, confidence: float) -> Cue | None:
    """The cue of a sentence that means an apology, whatever its words; None where its words rule that out."""
    text = read(turn)
    if NOT.within(text, clause.first, clause.last) or turned(text, Span(clause.first, clause.first + 1)):
        return None
    kind = kind_of(turns, position, text, Span(clause.first, clause.last))
    because = f"The agent {SAYS[kind]}: {said(turn, text, clause)}."
    return cue_of(NAME, turn, text, clause, because, confidence, details=(("kind", kind),))


def by_rules(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per clause that words an apology as the lists do, in time order."""
    for position, turn in enumerate(turns):
        if not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        found: dict[int, tuple[Span, float]] = {}
        barred, softened = list(NOT.find(text)), list(SOFTENS.find(text))
        for phrases, confidence, bars in ((FULL, 0.95, barred), (BARE, 0.7, barred + softened)):
            for span in phrases.find(text):
                bare = phrases is BARE
                if any(span.overlaps(other) for other in bars) or _asked(text, span, bare):
                    continue
                repairs = bare and (puts_right(turn, text, span) or is_pardon(turns, position, span))
                if repairs or turned(text, span):
                    continue
                found.setdefault(text.clause_of(span).first, (span, confidence))
        for _, (span, confidence) in sorted(found.items()):
            kind = kind_of(turns, position, text, span)
            because = f"The agent {SAYS[kind]}: {said(turn, text, span)}."
            clause = text.clause_of(span)
            yield cue_of(NAME, turn, text, clause, because, confidence, details=(("kind", kind),))


def _asked(text: Text, span: Span, bare: bool) -> bool:
    """Whether the words are a question themselves ("Sorry?") or, if bare, only soften one."""
    clause = text.clause_of(span)
    if clause.mark == "?" and clause.last <= span.last:
        return True
    rest = text.tokens[span.last : clause.last]
    return bare and len(rest) > 2 and asks(rest, strict=True)
