"""Clarifying question: the agent asks the customer to make something they said clearer.

Definition: a question that initiates repair or checks understanding of what the other person has said.
Source: Matthew Purver, The Theory and Use of Clarification Requests in Dialogue, PhD thesis, King's College
    London, 2004.
Counts: "Sorry?", "could you say that again", "do you mean the March bill", "which card was it", "you've only
    got one line?".
Does not: "Can I take your name?" (see identity_check), "anything else?" (see closing_check), "how can I
    help?".
Kind: repeat (say it again), check (have I understood), specifics (which, when, how exactly).
Limits: a check carried by the voice alone, without its words in a question's order, is missed.
Confidence: how often people heard one in such a stretch; by rules alone the strength of the rule: .9 a request
    to repeat, .8 a check or specifics in set words, .6 by shared words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About, Mark
from observe.cues.shared.asking import asks
from observe.cues.shared.before import said_before, shared_with
from observe.cues.shared.checking import CHECK, NOT, SPECIFICS, TAGS, checks, takes_up
from observe.cues.shared.context import Context
from observe.cues.shared.repeat import repeat_requests
from observe.cues.shared.rule import cue_of, said
from observe.cues.shared.weighing import decided
from observe.text import Span, read
from observe.text.clauses import Clause
from observe.text.content import named

NAME = "clarifying_question"
ABOUT = About(
    label="Clarifying question",
    phrase="clarifying question",
    letters="Q",
    group="listening",
    place=2,
    own_mark=Mark("hexagon", "#8e4fb8"),
)

_ASKS = {
    "repeat": "asks to hear it again",
    "check": "checks what the customer meant",
    "specifics": "asks for specifics of what the customer said",
}


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield the agent's clarifying questions: by words and meaning, or by words alone."""
    ruled = list(by_rules(turns, context))
    found = [cue for cue in ruled if cue.detail("kind") == "repeat"]
    known = {cue.id for cue in found}
    # Nobody labelled specifics in the dialogue that decisions were fitted to, so the rule's word stands.
    others = decided(NAME, turns, context, ruled, meant, keep=True)
    found += [cue for cue in others if cue.id not in known]
    yield from sorted(found, key=lambda cue: cue.start)


def meant(position: int, turn: Turn, clause: Clause, confidence: float) -> Cue | None:
    """The cue of a sentence that means a check; None where nobody spoke before, or where every call has it."""
    if position == 0 or NOT.within(read(turn), clause.first, clause.last):
        return None
    because = f"The agent {_ASKS['check']}: {said(turn, read(turn), clause)}."
    return cue_of(NAME, turn, read(turn), clause, because, confidence, details=(("kind", "check"),))


def by_rules(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per clause that has a clarifying question's words, in time order."""
    for position, turn in enumerate(turns):
        heard = said_before(turns, position)
        if not heard or not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        barred, tags = list(NOT.find(text)), list(TAGS.find(text))
        matches = [(span, "repeat", 0.9) for span in repeat_requests(turns, position)]
        matches += [(span, "check", 0.8) for span in CHECK.find(text)]
        matches += [(span, "specifics", 0.8) for span in SPECIFICS.find(text)]
        for clause in text.clauses:
            span, words = Span(clause.first, clause.last), text.between(clause)
            if any(span.overlaps(other) for other in barred):
                continue
            match = next((m for m in matches if m[0].overlaps(span)), None)
            if match:
                _, kind, strength = match
                because = f"The agent {_ASKS[kind]}: {said(turn, text, clause)}."
                yield cue_of(NAME, turn, text, clause, because, strength, details=(("kind", kind),))
                continue
            common, source = shared_with(words, heard)
            checked = checks(words, common, any(span.overlaps(tag) for tag in tags))
            if checked or (asks(words, clause.mark) and takes_up(words, common)):
                kind = "check" if checked else "specifics"
                took = f" ({kept})" if (kept := named(words, common)) else ""
                because = f"The agent {_ASKS[kind]}{took}: {said(turn, text, clause)}."
                yield cue_of(NAME, turn, text, clause, because, 0.6, source.index, details=(("kind", kind),))
