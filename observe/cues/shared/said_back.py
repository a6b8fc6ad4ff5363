"""Figures said back: which of the customer's an agent repeats, and whether they are right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from observe.annotation import Turn
from observe.cues.shared.context import Context
from observe.text import Phrases, Text, read
from observe.text.clauses import Clause
from observe.text.content import in_figures, is_number
from observe.text.figures import figures, mail, mistaken
from observe.text.leads import LEADS

#: The agent's own numbers.
OWN = Phrases("""
    (your|the|our|my) (reference|order|booking|case|ticket|new|tracking|total|balance) (number)? is
    (it|that) (is|will be|costs|comes to) (_|_ _)? (pounds|pence|dollars|p|percent)
""")
_LOOKED_BACK, _ANSWERS = 6, 3
#: Words that may open what is said back.
_OPENS = LEADS | frozenset("that is it was the a an and of you said got i have".split())


@dataclass(frozen=True, slots=True)
class SaidBack:
    """What a clause repeats.

    Attributes:
        turn: the customer's, in which it was given.
        right: it is what was given; False where it is nearly that.
    """

    turn: Turn
    right: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """A clause of the agent's after something the customer said.

    Attributes:
        turn: the agent's.
        text: the turn as read.
        clause: of it.
        earlier: what the customer said before, the latest first; at least one turn.
        back: the figures that it says back, if any.
    """

    turn: Turn
    text: Text
    clause: Clause
    earlier: Sequence[Turn]
    back: SaidBack | None

    @property
    def words(self) -> Sequence[str]:
        """The clause's tokens."""
        return self.text.between(self.clause)


def replies(turns: Sequence[Turn], context: Context) -> Iterator[Reply]:
    """Every clause that may say something back, in time order; none of a turn with the agent's own numbers."""
    for position, turn in enumerate(turns):
        if not context.heard_from(turn, "agent"):
            continue
        text = read(turn)
        earlier = answered(turns, position)
        if not earlier or OWN.first(text):
            continue
        for clause in text.clauses:
            yield Reply(turn, text, clause, earlier, said_back(text.between(clause), earlier[:2]))


def answered(turns: Sequence[Turn], position: int) -> list[Turn]:
    """What others said before a turn, the latest first."""
    before = reversed(turns[max(0, position - _LOOKED_BACK) : position])
    return [turn for turn in before if turn.speaker != turns[position].speaker][:_ANSWERS]


def said_back(words: Sequence[str], earlier: Sequence[Turn]) -> SaidBack | None:
    """What a clause made up mostly of figures says back, rightly or wrongly; None where it is something else.

    Args:
        words: the clause's tokens.
        earlier: what the customer said before, the latest first.
    """
    heard = [_heard(words, turn) for turn in earlier]
    right = next((turn for turn, how in zip(earlier, heard, strict=True) if how is True), None)
    wrong = next((turn for turn, how in zip(earlier, heard, strict=True) if how is False), None)
    source = right or wrong
    return SaidBack(source, right=right is not None) if source else None


def _heard(words: Sequence[str], turn: Turn) -> bool | None:
    """Whether a clause says a turn's figures back rightly or wrongly; None where it does neither."""
    tokens = read(turn).tokens
    address, theirs = _bare(words), mail(tokens)
    if address and theirs:
        if address in theirs:
            return True
        return False if mistaken(address, theirs[-len(address) :]) else None
    written = _written(words)
    given = [one.written for one in figures(tokens)]
    if written and any(written in one for one in (*given, "".join(given))):
        return True
    wrong = written and any(mistaken(written, one) for one in given)
    return False if wrong or _one_figure_off(words, tokens) else None


def _written(words: Sequence[str]) -> str:
    """The figures of a clause that says little else, two signs at least; "" of any other."""
    found = figures(words)
    inside = sum(one.last - one.first for one in found)
    outside = sum(
        word not in _OPENS
        for at, word in enumerate(words)
        if not any(one.first <= at < one.last for one in found)
    )
    written = "".join(one.written for one in found)
    return written if len(written) > 1 and inside > outside else ""


def _bare(words: Sequence[str]) -> str:
    """An address for mail without what leads up to it."""
    kept = list(words)
    while kept and kept[0] in _OPENS:
        del kept[0]
    return mail(kept)


def _one_figure_off(words: Sequence[str], tokens: Sequence[str]) -> bool:
    """Whether the customer's words are repeated with another number among them: "flat three, 14 Mill Road"."""
    mine = in_figures([word for word in words if word not in LEADS])
    theirs = in_figures(tokens)
    if not 3 <= len(mine) <= 8:
        return False
    for at in range(len(theirs) - len(mine) + 1):
        pairs = list(zip(mine, theirs[at : at + len(mine)], strict=True))
        differ = [(a, b) for a, b in pairs if a != b]
        same = [a for a, b in pairs if a == b and not is_number(a)]
        if len(differ) == 1 and len(same) > 1 and all(is_number(a) and is_number(b) for a, b in differ):
            return True
    return False
