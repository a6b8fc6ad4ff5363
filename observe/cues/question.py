"""Question: the agent asks the customer something, open or closed.

Definition: an utterance whose main function is to get information from the hearer.
Source: Rodney Huddleston and Geoffrey K. Pullum, The Cambridge Grammar of the English Language, chapter 10,
    2002.
Counts: "what's your telephone number", "did it work before", "tell me what happened", "you've restarted it,
    have you".
Does not: "you know what I mean", "when you dial nine …" (a clause that only starts like a question), "okay?",
    "shall I put you through" (see offer), "can you hold" (see hold_notice), another's question quoted.
Limits: without a question mark a question carried by the voice alone ("just the one") is missed; with one, a
    restatement put as a question ("so you were charged twice?") counts here as well as under paraphrase.
Confidence: how often people heard one in such a stretch; by rules alone the strength of the rule: .95 the order
    of words and a question mark, .85 the order alone, .7 the mark alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.asking import after_leads, asks
from observe.cues.shared.context import Context
from observe.cues.shared.question_words import CLOSED, NOT, OPEN, TELL
from observe.cues.shared.rule import cue_of, said
from observe.cues.shared.weighing import decided
from observe.text import Text, read
from observe.text.clauses import Clause
from observe.text.word_order import WH, inverted

NAME = "question"
ABOUT = About(label="Question", phrase="question", letters="Qu", group="service", place=1)

_SORT = {"open": "an open", "closed": "a closed"}


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield the agent's questions in time order: by words and meaning, or by words alone."""
    return decided(NAME, turns, context, by_rules(turns, context), meant)


def meant(position: int, turn: Turn, clause: Clause, confidence: float) -> Cue:
    """The cue of a sentence that asks, whatever its words."""
    return _cue(turn, read(turn), clause, confidence)


def by_rules(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per clause that asks by its words or its mark, in time order."""
    for turn in turns:
        if not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        told, barred = list(TELL.find(text)), list(NOT.find(text))
        for clause in text.clauses:
            if any(clause.first <= s.first < clause.last for s in barred) or _quoted(turn, text, clause):
                continue
            ordered = _ordered(text, clause) or any(clause.first <= s.first < clause.last for s in told)
            if not ordered and clause.mark != "?":
                continue
            confidence = 0.7 if not ordered else 0.95 if clause.mark == "?" else 0.85
            yield _cue(turn, text, clause, confidence)


def _cue(turn: Turn, text: Text, clause: Clause, confidence: float) -> Cue:
    kind = "open" if _is_open(text, clause) else "closed"
    because = f"The agent asks {_SORT[kind]} question: {said(turn, text, clause)}."
    return cue_of(NAME, turn, text, clause, because, confidence, details=(("kind", kind),))


def _ordered(text: Text, clause: Clause) -> bool:
    """Whether the words stand as in a question that nothing around the clause makes part of a statement."""
    words = text.between(clause)
    if clause.mark == "?" or not asks(words, strict=True):
        return clause.mark == "?" and asks(words, strict=True)
    begins = text.opens_sentence(clause)
    if text.stop_after(clause) in (".", "!"):
        return begins
    # "I look at what helps, and what does not": joined to what goes before.
    asked = after_leads(words)
    return begins or words[0] not in ("and", "or") or asked[0] not in WH or inverted(asked, 0)


def _quoted(turn: Turn, text: Text, clause: Clause) -> bool:
    """Whether the question stands in quotation marks: somebody else's, told to the customer."""
    return turn.words[text.places[clause.first]].text[:1] in '"“'


def _is_open(text: Text, clause: Clause) -> bool:
    """Whether it leaves the customer free in how to answer ("what happened", "tell me about it")."""
    return bool(OPEN.within(text, clause.first, clause.last)) and not CLOSED.within(
        text, clause.first, clause.last
    )
