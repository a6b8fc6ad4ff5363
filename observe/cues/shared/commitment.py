"""Who does what by when: the parts of a stated next step, in the words used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from observe.annotation import Turn, quote
from observe.cues.shared.rule import spans
from observe.cues.shared.when import time_named
from observe.text import Phrases, Span, Text
from observe.text.leads import LEADS

#: How the speaker, and those spoken for, are named as owners.
AGENT, COMPANY = "agent", "company"
#: What comes before the action itself.
_OPENING = Phrases("""
    (what|all) (i|we) ... do (is|then is)
    (i|we)? (will|shall) (also|still|just|now|then|actually|definitely|probably|certainly|personally)? (also|\
        just|then|go ahead and|try and|quickly|need to just|need to|have to|be able to)? (just|quickly)?
    (i|we) (am|are) (also|still|just|now|then|probably|actually|really)? (also|still|just|now)? (going to)? \
        (just|have to|need to|try and|go ahead and|be)? (just)?
    (i|we) (have|need|want|plan|intend|would like|got) (got)? to (just)?
    (i|we) have (just|now|already)?
    let (me|us) (just|quickly|first|also|go ahead and)? (just)?
    (is|are) going to (just|then|also)?
    ^ just
    the next step is (to|for us to|for me to)?
""")
_SPEAKING = {"i": AGENT, "let": AGENT, "leave": AGENT, "what": AGENT, "all": AGENT, "we": COMPANY}
#: Headless: "just check that for you", "will do".
_HEADLESS = frozenset("will just see check get try bring call ring phone while the".split())
#: What the company does, though it is said of the customer or the thing: "you'll get a letter".
_SAID_OF = frozenset("you it that this there everything".split())
_WHOSE = frozenset("a an the my our your one somebody someone they he she you it that this".split())
_PARTS = frozenset("from of in at with on".split())
#: How a customer is reached.
REACH = "(call|ring|phone|contact|email|text|write to|visit|get back to|get in touch with|be in touch with)"
#: What becomes of a thing.
DONE = """
    (back|ready|sorted|done|fixed|up and running|with you|in your account|on your (account|bill|card|statement))
    (sent|posted|dispatched|delivered|refunded|credited|escalated|replaced|processed|paid|returned|cancelled|\
        updated|amended|removed|reimbursed|repaired|collected|reset|activated|installed|emailed|transferred)
"""
_PASSIVE = Phrases("(will|is going to|are going to) (then|also|all)? be {done}", done=DONE)
_GOES_ON = Phrases("and (then)? (let|give|tell|get|ring|call|email|send) (you|them|him|her) _")
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Commitment:
    """A next step's parts.

    Attributes:
        span: all of it, from who to when.
        owner: ``agent``, ``company``, or whoever was named ("an engineer").
        action: what is to be done.
        deadline: by when; "" where no time was named.
    """

    span: Span
    owner: str
    action: str
    deadline: str

    @property
    def details(self) -> tuple[tuple[str, str], ...]:
        """As a cue carries them; a deadline only where one was named."""
        parts = (("owner", self.owner), ("action", self.action), ("deadline", self.deadline))
        return tuple((name, fact) for name, fact in parts if fact)


def stated(
    text: Text, rules: Sequence[tuple[Phrases, float]], *unless: Phrases
) -> Iterator[tuple[Span, int, float]]:
    """Where a next step is stated, the token where its words end, and the rule's strength, in order.

    One a clause, and another after "and" with its own subject: "I'll log it and somebody will ring you".
    """
    found: dict[int, tuple[Span, float]] = {}
    for phrases, strength in rules:
        for span in spans(text, phrases, *unless):
            if text.clause_of(span).mark != "?":
                found.setdefault(span.first, (span, strength))
    kept: list[tuple[Span, int, float]] = []
    for _, (span, strength) in sorted(found.items()):
        if kept and span.first < kept[-1][1]:
            before, _, sure = kept[-1]
            joins = [place for place in range(before.last + 1, span.first) if text.tokens[place] == "and"]
            if not joins:
                continue
            kept[-1] = (before, joins[-1], sure)
        kept.append((span, text.clause_of(span).last, strength))
    return iter(kept)


def commitment(turn: Turn, text: Text, match: Span, last: int) -> Commitment:
    """The parts of the next step that the words at ``match`` announce, up to token ``last``."""
    subject = _subject(text, match)
    first, start = min(subject.first, match.first), subject.last
    goes_on = _GOES_ON.first(text) if last < len(text.tokens) else None
    if goes_on and goes_on.first == last:
        last = max(text.clause_of(goes_on).last, goes_on.last)
    when = time_named(text, match.first, last)
    if when is None:
        before = time_named(text, max(0, first - 8), first)
        if before and before.last == first:
            when, first = before, before.first
    owner, of_a_thing = _owner(turn, text, subject, match)
    if of_a_thing:
        start = subject.first
    else:
        while (opening := _OPENING.within(text, start, last)) and opening.first == start:
            start = opening.last
    pieces = [Span(start, last)]
    if when and when.first >= start:
        pieces = [Span(start, when.first), Span(when.last, last)]
    action = " ".join(_words(turn, text, piece) for piece in pieces if piece.first < piece.last).strip()
    return Commitment(
        span=Span(first, last),
        owner=owner,
        action=action or _words(turn, text, Span(match.first, last)),
        deadline=_words(turn, text, when) if when else "",
    )


def _subject(text: Text, match: Span) -> Span:
    """The words that name who acts, at the match or just before it; empty where the speaker is understood."""
    head = text.tokens[match.first]
    opens = text.clause_of(match).first == match.first or match.first in text.openings
    if head in _SPEAKING or (
        head in _HEADLESS and match.first in text.openings and not _follows_on(text, match)
    ):
        return Span(match.first, match.first)
    place = match.first
    while place < match.last and text.tokens[place] not in ("will", "is", "are"):
        place += 1
    if match.first < place < match.last:
        return Span(match.first, place)
    if opens and not _follows_on(text, match):
        return Span(match.first, match.first)
    place = match.first
    while place and match.first - place < _LONGEST and text.tokens[place - 1] not in LEADS | {".", "?", "!"}:
        place -= 1
        if text.tokens[place] in _WHOSE and not (place and text.tokens[place - 1] in _PARTS):
            break
    return Span(place, match.first)


def _follows_on(text: Text, match: Span) -> bool:
    """Whether a match that begins with "will" has its subject before a comma: "Mrs Lee, will call you"."""
    return text.tokens[match.first] == "will" and match.first - 1 in text.commas


def _owner(turn: Turn, text: Text, subject: Span, match: Span) -> tuple[str, bool]:
    """Who acts; and whether it is said of the customer or of a thing, so that the company is meant."""
    said = text.between(subject)
    if not said:
        return _SPEAKING.get(text.tokens[match.first], AGENT), False
    if said[-1] in _SPEAKING:
        return _SPEAKING[said[-1]], False
    passive = _PASSIVE.within(text, subject.last, len(text.tokens))
    if said[-1] in _SAID_OF or (passive and passive.first == subject.last):
        return COMPANY, True
    if len(said) == 1 and said[0] in _WHOSE:
        return said[0], False
    words = _words(turn, text, subject)
    return words[0].lower() + words[1:] if said[0] in _WHOSE else words, False


def _words(turn: Turn, text: Text, span: Span) -> str:
    first, last = text.words_of(span)
    return quote(turn.words[first:last]).strip(" .,;:!?…-")
