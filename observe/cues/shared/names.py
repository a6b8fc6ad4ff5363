"""Learning people's names from the call: who introduces themselves as what, who is addressed how.

Names are matched by sound as well (Harris / Haris), because recognisers spell names as they please.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import jellyfish

from observe.annotation import Turn
from observe.cues.shared.vocatives import (
    CALENDAR,
    NO_NAME,
    TITLES,
    does_something,
    given_names,
    is_capital,
    is_ending,
    is_greeted,
    listed_vocatives,
    third_party,
    vocatives,
)
from observe.text.normalise import Text, read, tokens
from observe.text.phrases import Phrases

SELF = Phrases("""
    (my|the|first|full|last|second)? name is
    (my|the) (first|full|last|second)? name (it is|was)
    you are (speaking|talking) (to|with)
    you are through to
    ^ (this is|it is|i am)
    ^ (mr|mrs|ms|miss)
    (it is|this is|i am|name is) (a)? (mr|mrs|ms|miss)
""")
ASKED = Phrases("""
    (take|have|get|confirm|what is|what was|give me|spell|and) (your|the|a) (full|first|last|second|sur)? \
        (name|surname)
    (account holder|card holder|cardholder) (full)? name
    who am i (speaking|talking) (to|with)
    your name (please|is|again)
""")


@dataclass(frozen=True, slots=True)
class Names:
    """Tokens that name the customer and the agent."""

    customer: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()

    def is_customer(self, token: str) -> str | None:
        """The customer's name that a token is, by spelling or by sound; None where it is neither."""
        if token in self.customer:
            return token
        if token in NO_NAME or token in self.agent or not self.customer:
            return None
        return next((name for name in sorted(self.customer) if sounds_like(name, token)), None)


@lru_cache(maxsize=8192)
def sounds_like(name: str, token: str) -> bool:
    """Whether two written names may be one spoken one.

    Source: Lawrence Philips, Hanging on the Metaphone, Computer Language 7(12), 1990; and Jaro-Winkler \
        similarity.

    Example:
        >>> sounds_like("harris", "haris"), sounds_like("stephen", "steven"), sounds_like("harris", "horse")
        (True, True, False)
    """
    if (
        min(len(name), len(token)) < 3
        or token in (f"{name}s", f"{name}es")
        or not (name.isalpha() and token.isalpha())
    ):
        return False
    alike = jellyfish.jaro_winkler_similarity(name, token)
    return alike >= 0.93 or (alike >= 0.75 and jellyfish.metaphone(name) == jellyfish.metaphone(token))


def learn(turns: Sequence[Turn], is_agent: Sequence[bool], given: str | None = None) -> Names:
    """The names that a call tells of.

    Args:
        turns: all turns.
        is_agent: for each turn whether the agent speaks; where nobody knows, True for all.
        given: the customer's name, where it is known beforehand.
    """
    customer = {
        token
        for word in (given or "").split()
        for token in tokens(word)
        if token not in TITLES and len(token) > 1
    }
    agent: set[str] = set()
    addressed: set[str] = set()
    mixed = all(is_agent)
    proper = _proper(turns)
    for position, turn in enumerate(turns):
        text = read(turn)
        if is_agent[position] and not mixed:
            agent.update(_introduced(text, turn))
            customer.update(_titled(turn, text))
        else:
            customer.update(_introduced(text, turn, titles=True))
            if mixed:
                customer.update(_titled(turn, text))
            else:
                agent.update(name for name, greeted in listed_vocatives(turn, text) if greeted)
            asker = read(turns[position - 1]) if position else None
            if asker and is_agent[position - 1] and ASKED.first(asker):
                customer.update(_answer(text, turn))
        if is_agent[position]:
            addressed.update(vocatives(turn, text, proper, NO_NAME))
    addressed.update(_listed(turns, is_agent, known=bool(customer & given_names()[0] - agent)) - agent)
    return Names(frozenset((customer - agent) | addressed), frozenset(agent - addressed))


def _listed(turns: Sequence[Turn], is_agent: Sequence[bool], known: bool) -> set[str]:
    """Common given names by which the agent addresses somebody, however they are written.

    One that only stands where an address may stand has to be nobody spoken about: at least every third time it
    does, the customer never says it, and the customer's given name is not known already.
    """
    listed = given_names()[0]
    greeted: set[str] = set()
    theirs: set[str] = set()
    weight: Counter[str] = Counter()
    for position, turn in enumerate(turns):
        text = read(turn)
        names = [token for token in text.where if token in listed]
        if not is_agent[position]:
            theirs.update(names)
            continue
        for name, sure in listed_vocatives(turn, text):
            weight[name] += 2
            if sure:
                greeted.add(name)
        for name in names:
            weight[name] -= sum(third_party(text, at) or does_something(text, at) for at in text.where[name])
    return greeted or (set() if known else {name for name in weight if weight[name] > 0} - theirs)


_BARE = frozenset(("this", "it", "i"))
#: After a name these begin what is said next, capital or not.
_SPOKEN = frozenset("i you from speaking calling and here".split())


def _written_as_name(turn: Turn, text: Text, at: int) -> bool:
    """Whether a word that is seldom a name is one: it has a capital, or, in lower case, is a day's name."""
    return is_capital(turn, text, at) or (turn.text.islower() and text.tokens[at] in CALENDAR)


def _introduced(text: Text, turn: Turn, titles: bool = False) -> Iterator[str]:
    for span in SELF.find(text):
        lead = text.tokens[span.first]
        titled = text.tokens[span.last - 1] in TITLES
        if titled and not titles:
            continue
        at = span.last
        names: list[str] = []
        while at < len(text.tokens) and len(names) < 2:
            token = text.tokens[at]
            if token in TITLES and not names:
                at += 1
                continue
            named = lead not in _BARE or titled or (bool(names) and token not in _SPOKEN)
            if not token.isalpha() or len(token) < 2:
                break
            if token in NO_NAME and not (named and _written_as_name(turn, text, at)):
                break
            names.append(token)
            at += 1
        bare = lead in _BARE and not titled
        if bare and not (
            (names and (is_capital(turn, text, at - 1) or names[0] in given_names()[0]))
            or (at < len(text.tokens) and text.tokens[at] in ("here", "speaking"))
        ):
            continue
        yield from names


def _titled(turn: Turn, text: Text) -> Iterator[str]:
    for at, token in enumerate(text.tokens[:-1]):
        name = text.tokens[at + 1]
        if token not in TITLES or not name.isalpha() or len(name) < 2:
            continue
        if name in NO_NAME and not is_capital(turn, text, at + 1):
            continue
        if token == "miss" and at and text.tokens[at - 1] in _MISSING and not is_capital(turn, text, at + 1):
            continue
        if third_party(text, at) or does_something(text, at + 1):
            continue
        # A doctor is more often spoken about than spoken to.
        if token != "dr" or (is_ending(text, at + 1) or at + 1 in text.commas or is_greeted(text, at)):
            yield name


_MISSING = frozenset("i you we they will to not would do might did may really can could".split())


def _answer(text: Text, turn: Turn) -> Iterator[str]:
    """The words of a short reply to "can I take your name?"; letters spelt out are joined."""
    letters = "".join(token for token in text.tokens if len(token) == 1 and token.isalpha())
    if len(letters) > 2:
        yield letters
    words = [
        token
        for at, token in enumerate(text.tokens)
        if token.isalpha() and len(token) > 1 and token not in TITLES
        if token not in NO_NAME or (at > 1 and is_capital(turn, text, at) and is_capital(turn, text, at - 1))
    ]
    if len(words) <= 3 and len(text.tokens) <= 12:
        yield from words


def _proper(turns: Sequence[Turn]) -> frozenset[str]:
    """Words written with a capital inside a sentence, never without one, and never the one who does something.

    These are names of people spoken to, as far as writing tells: "Karen will call you" is about somebody else.
    """
    inside: set[str] = set()
    plain: set[str] = set()
    for turn in turns:
        text = read(turn)
        for at, token in enumerate(text.tokens):
            if not is_capital(turn, text, at) or (does_something(text, at)):
                plain.add(token)
            elif at and text.tokens[at - 1] not in ".?!":
                inside.add(token)
    return frozenset(inside - plain)
