"""What most cue files share: look for phrases, drop what an exclusion covers, quote it, say why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from observe.annotation import Cue, Role, Turn, Word, quote
from observe.cues.shared.context import Context
from observe.text import Phrases, Span, Text, read
from observe.text.clauses import Clause


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases that make a cue.

    Attributes:
        phrases: any of them.
        because: one sentence; ``{words}`` stands for the words found.
        confidence: strength of the rule, in [0, 1].
    """

    phrases: Phrases
    because: str
    confidence: float = 0.9


def cue_of(
    name: str,
    turn: Turn,
    text: Text,
    span: Span | Clause,
    because: str,
    confidence: float,
    refers_to: int | None = None,
    details: tuple[tuple[str, str], ...] = (),
) -> Cue:
    """A cue that quotes exactly the words the span came from."""
    first, last = text.words_of(Span(span.first, span.last))
    words = turn.words[first:last]
    return Cue(
        cue=name,
        turn=turn.index,
        start=words[0].start,
        end=max(word.end for word in words),
        quote=quote(words),
        because=because,
        confidence=confidence,
        refers_to=refers_to,
        details=details,
    )


def said(turn: Turn, text: Text, span: Span | Clause) -> str:
    """The span's words as spoken, in quotation marks, for a ``because``."""
    first, last = text.words_of(Span(span.first, span.last))
    return in_quotes(turn.words[first:last])


def in_quotes(words: Sequence[Word]) -> str:
    """Words as spoken, in quotation marks and without a stop before or after them, for a ``because``."""
    return f"“{quote(words).strip(' .,;:!?…-')}”"


def spans(text: Text, phrases: Phrases, *unless: Phrases) -> Iterator[Span]:
    """Matches of ``phrases`` that no match of any of ``unless`` touches."""
    matches = list(phrases.find(text))
    barred = [span for bars in unless for span in bars.find(text)] if matches else []
    return (span for span in matches if not any(span.overlaps(other) for other in barred))


def detect_phrases(
    name: str,
    turns: Sequence[Turn],
    context: Context,
    rules: Sequence[Rule],
    *,
    role: Role = "agent",
    unless: Phrases | None = None,
    whole: bool = True,
) -> Iterator[Cue]:
    """Yield a cue for each clause that holds a phrase; ``whole`` quotes the clause, else only the phrase."""
    for turn in turns:
        if not context.heard_from(turn, role):
            continue
        text = read(turn)
        found: dict[int, tuple[Rule, Span]] = {}
        for rule in rules:
            for span in spans(text, rule.phrases, *([unless] if unless else [])):
                found.setdefault(text.clause_of(span).first if whole else span.first, (rule, span))
        for _, (rule, span) in sorted(found.items()):
            because = rule.because.format(words=said(turn, text, span))
            yield cue_of(name, turn, text, text.clause_of(span) if whole else span, because, rule.confidence)
