"""Paraphrase: the agent says back, in their own words, what the customer said or meant.

Definition: a reflective-listening statement that repeats, rephrases or sums up what the other person has
    said.
Source: William R. Miller and Stephen Rollnick, Motivational Interviewing: Helping People Change, 3rd edition,
    2013.
Counts: "So you were charged twice", "it sounds like the engineer never came", "what I'm hearing is …".
Does not: "You need to dial nine" (instruction), "zero seven double four" (see read_back), "What happened?"
    (question).
Limits: rules alone read form and shared words, not meaning, and miss a restatement in wholly new words without
    a lead-in; the trained part hears many of these.
Confidence: how often people heard one in such a stretch; by rules alone the strength of the rule: .9 a lead-in,
    .75 a restatement with shared words, .5 its form alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.asking import asks
from observe.cues.shared.before import said_before, shared_with
from observe.cues.shared.context import Context
from observe.cues.shared.restating import ADVICE, LEAD_IN, restates
from observe.cues.shared.rule import cue_of, said
from observe.cues.shared.weighing import decided
from observe.text import Span, read
from observe.text.clauses import Clause
from observe.text.content import named

NAME = "paraphrase"
ABOUT = About(label="Paraphrase", phrase="paraphrase", letters="P", group="listening", place=1)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield the agent's paraphrases in time order: by form and meaning, or by form alone."""
    return decided(NAME, turns, context, by_rules(turns, context), partial(meant, turns))


def meant(turns: Sequence[Turn], position: int, turn: Turn, clause: Clause, confidence: float) -> Cue | None:
    """The cue of a sentence that means a paraphrase, whatever its form; None where nobody spoke before."""
    heard = said_before(turns, position)
    if not heard:
        return None
    text = read(turn)
    shared, source = shared_with(text.between(clause), heard)
    because = f"The agent says back what the customer said or meant: {said(turn, text, clause)}."
    if kept := named(text.between(clause), shared):
        because = f"{because[:-1]}, which takes up the customer's words ({kept})."
    return cue_of(NAME, turn, text, clause, because, confidence, source.index)


def by_rules(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per sentence that has the form of a paraphrase, in time order."""
    for position, turn in enumerate(turns):
        if not context.heard_from(turn, "agent"):
            continue
        heard = said_before(turns, position)
        if not heard:
            continue
        text = read(turn)
        leads, others = list(LEAD_IN.find(text)), list(ADVICE.find(text))
        reached = 0
        for clause in text.clauses:
            if clause.first < reached:
                continue
            span = Span(clause.first, clause.last)
            lead = next((s for s in leads if s.overlaps(span)), None)
            shared, source = shared_with(text.between(clause), heard)
            if lead and lead.last >= clause.last and clause is not text.clauses[-1]:
                # "If I've understood you correctly, …": what is said back comes after the lead-in.
                later = text.clauses[text.clauses.index(clause) + 1]
                clause = Clause(clause.first, later.last, later.mark)
                reached = later.last
            if lead and clause.last > lead.last and not asks(text.between(clause), strict=True):
                because = f"The agent says back what the customer means, opening with {said(turn, text, lead)}."
                yield cue_of(NAME, turn, text, clause, because, 0.9, source.index)
            elif restates(text, clause, bool(shared)) and not any(s.overlaps(span) for s in others):
                yield cue_of(
                    NAME, turn, text, clause, *_reason(named(text.between(clause), shared)), source.index
                )


def _reason(kept: str) -> tuple[str, float]:
    if kept:
        return (
            f"The agent tells the customer their own situation back, keeping to what was said ({kept}).",
            0.75,
        )
    return "The agent puts the customer's situation into words: “you …” instead of the customer's “I …”.", 0.5
