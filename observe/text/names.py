"""Learning people's names from the call: who introduces themselves as what, who is addressed how.

Names are matched by sound as well (Harris / Haris), because recognisers spell names as they please.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import jellyfish

from observe.annotation import Turn
from observe.text.normalise import Text, read, tokens
from observe.text.phrases import Phrases

TITLES = frozenset("mr mrs ms miss dr".split())
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
#: Words that are never a name where one is looked for.
NO_NAME = frozenset(
    """
    a an the i you he she it we they me my your his her our their this that these those there here and or \
        but so
    not no yes okay all right just calling ringing phoning speaking talking from with for to at on in of \
        about sorry
    very really quite having trying looking going getting moving wondering interested happy glad afraid sure \
        fine
    good bad well back still now then also gonna please thanks thank hello hi hey morning afternoon evening \
        is was
    are were be been am has have had do did does can could will would if when what how who where why which \
        because
    as by up out off down it's um great lovely perfect customer service services support bank manager care \
        team
    department today tomorrow monday tuesday wednesday thursday friday saturday sunday sir madam mate love \
        dear
    spelt spelled actually only one two three four five six seven eight nine zero double mr mrs ms miss dr god
    january february march april june july august september october november december english british again
    guys everyone everybody man buddy anyway alright correct exactly absolutely first second last name surname
    huh oh ah wow hmm bye goodbye welcome okay basically generally finally usually maybe perhaps obviously
    more like know mean see think want need said say got get more much lot bit account number address
    """.split()
)
_ADDRESS_LEADS = frozenset(
    "hello hi hey thanks thank you okay right yes no well sorry morning afternoon evening "
    "bye goodbye so and now "
    "much that lovely great all sure perfect fine please oh but welcome there is help".split()
)


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
    if min(len(name), len(token)) < 3 or not (name.isalpha() and token.isalpha()):
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
    customer = {token for word in (given or "").split() for token in tokens(word) if token not in NO_NAME}
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
            asker = read(turns[position - 1]) if position else None
            if asker and is_agent[position - 1] and ASKED.first(asker):
                customer.update(_answer(text))
        if is_agent[position]:
            addressed.update(vocatives(turn, text, proper))
    return Names(frozenset((customer - agent) | addressed), frozenset(agent - addressed))


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
            if token in NO_NAME or not token.isalpha() or len(token) < 2:
                break
            names.append(token)
            at += 1
        bare = lead in ("this", "it", "i") and not titled
        if bare and not (
            (names and is_capital(turn, text, at - 1))
            or (at < len(text.tokens) and text.tokens[at] in ("here", "speaking"))
        ):
            continue
        yield from names


def _titled(turn: Turn, text: Text) -> Iterator[str]:
    for at, token in enumerate(text.tokens[:-1]):
        name = text.tokens[at + 1]
        if token not in TITLES or not name.isalpha() or len(name) < 2 or name in NO_NAME:
            continue
        if token == "miss" and at and text.tokens[at - 1] in _MISSING and not is_capital(turn, text, at + 1):
            continue
        # A doctor is more often spoken about than spoken to.
        if not third_party(text, at) and (token != "dr" or is_addressed(text, at + 1)):
            yield name


_MISSING = frozenset("i you we they will to not would do might did may really can could".split())


def third_party(text: Text, at: int) -> bool:
    """Whether the words before a name make it somebody spoken about ("with mr jones")."""
    return at > 0 and text.tokens[at - 1] in _ABOUT and (at - 1) not in text.commas


_ABOUT = frozenset(
    "with to from by of for the a and or my his her our their ask asked called call see told about via against "
    "said speaking spoke met seeing seen visit saw know knows like unlike than named as between".split()
)


def _answer(text: Text) -> Iterator[str]:
    """The words of a short reply to "can I take your name?"; letters spelt out are joined."""
    letters = "".join(token for token in text.tokens if len(token) == 1 and token.isalpha())
    if len(letters) > 2:
        yield letters
    words = [token for token in text.tokens if token.isalpha() and len(token) > 1]
    words = [word for word in words if word not in TITLES and word not in NO_NAME]
    if len(words) <= 3 and len(text.tokens) <= 12:
        yield from words


def vocatives(turn: Turn, text: Text, proper: frozenset[str]) -> Iterator[str]:
    """Written names by which somebody is addressed: "Hi Sandra", "well, Daryl, …", "thank you, Green."."""
    for at, token in enumerate(text.tokens):
        if token in NO_NAME or len(token) < 3 or token not in proper or not is_capital(turn, text, at):
            continue
        before = text.tokens[at - 1] if at else "."
        ends = at + 1 >= len(text.tokens) or text.tokens[at + 1] in ".?!" or at in text.commas
        paused = (at - 1) in text.commas
        if at > 1 and paused and is_capital(turn, text, at - 1) and before not in NO_NAME:
            continue  # a list of names or places
        if paused and _POSSESSED & set(text.tokens[max(0, at - 3) : at - 1]):
            continue  # "my manager, Karen, …"
        if ends and (before in ".?!" or paused or before in _GREETED):
            yield token


_POSSESSED = frozenset("my our his her their the a".split())
_GREETED = frozenset("hi hello hey thanks morning afternoon evening bye so welcome".split())


_DOING = frozenset("will is was has had said says would does did can could wants thinks".split())


def _proper(turns: Sequence[Turn]) -> frozenset[str]:
    """Words written with a capital inside a sentence, never without one, and never the one who does something.

    These are names of people spoken to, as far as writing tells: "Karen will call you" is about somebody else.
    """
    inside: set[str] = set()
    plain: set[str] = set()
    for turn in turns:
        text = read(turn)
        for at, token in enumerate(text.tokens):
            after = text.tokens[at + 1] if at + 1 < len(text.tokens) else ""
            if not is_capital(turn, text, at) or (after in _DOING and at not in text.commas):
                plain.add(token)
            elif at and text.tokens[at - 1] not in ".?!":
                inside.add(token)
    return frozenset(inside - plain)


def is_capital(turn: Turn, text: Text, at: int) -> bool:
    """Whether the word behind a token is written with a capital, and not in capitals throughout."""
    word = turn.words[text.places[at]].text.lstrip("\"'“‘([")
    return word[:1].isupper() and word[1:2].islower()


def is_addressed(text: Text, at: int) -> bool:
    """Whether a known name at a token is in the place of an address: after a lead or a title, or at an edge."""
    before = text.tokens[at - 1] if at else ""
    if before in TITLES:
        return not third_party(text, at - 1)
    if third_party(text, at) or before in (
        "is",
        "name",
        "surname",
        "this",
        "that",
        "did",
        "does",
        "was",
        "has",
    ):
        return False
    after = text.tokens[at + 1] if at + 1 < len(text.tokens) else "."
    edge = at in text.openings or after in (".", "?", "!") or at in text.commas or (at - 1) in text.commas
    return edge or before in _ADDRESS_LEADS
