"""Where a name stands when somebody is spoken to by it: "hi Sandra", "so Daryl, …", "… thank you, Mr Green".

Writing helps where there is any: a capital, a comma. Without, the place in the sentence has to tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from observe.annotation import Turn
from observe.text.normalise import Text

TITLES = frozenset("mr mrs ms miss dr".split())
GREETED = frozenset(
    "hi hello hey thanks morning afternoon evening bye goodbye welcome cheers hiya howdy gday ora".split()
)
_ADDRESS_LEADS = GREETED | frozenset(
    "thank you okay right yes no well sorry so and now much that lovely great all sure perfect fine please oh "
    "but there is help".split()
)
#: Before a name these make its bearer somebody spoken about, unless a comma stands between.
_ABOUT = frozenset(
    "with to from by of for the a and or my his her our their ask asked asking call calls called see told "
    "about via against said speaking spoke met seeing seen visit saw like unlike than named as between tell "
    "son daughter wife husband friend brother sister partner manager colleague boss mum mom dad baby doctor "
    "uncle aunt name surname".split()
)
_ABOUT_GIVEN = _ABOUT | frozenset(
    "your at into if when because where before after let does did how was has is are love hate miss".split()
)
#: After a name these say what its bearer does, unless a comma stands between.
_DOING = frozenset(
    "will is was has had says would does did can could wants thinks said talked told asked went gave came took "
    "called rang sent who which".split()
)
#: After a name these begin what is said to its bearer.
_TO_YOU = frozenset(
    "i you we let what how that it this there your my do did are have if when before just welcome thank thanks "
    "nice good so but".split()
)
#: Inside a sentence fewer do: "saw jake when he …".
_TURNS_TO = frozenset("i you we what how do did are so but let".split())
_POSSESSED = frozenset("my our his her their the a".split())


@cache
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Common given names: those that are nothing else, and those that are ordinary words as well."""
    names, words = files("observe.cues.shared").joinpath("given_names.txt").read_text("utf-8").split("\n\n")
    return _listed(names), _listed(words)


def _listed(lines: str) -> frozenset[str]:
    return frozenset(" ".join(line for line in lines.splitlines() if not line.startswith("#")).split())


def is_capital(turn: Turn, text: Text, at: int) -> bool:
    """Whether the word behind a token is written with a capital, and not in capitals throughout."""
    word = turn.words[text.places[at]].text.lstrip("\"'“‘([-")
    return word[:1].isupper() and word[1:2].islower()


def third_party(text: Text, at: int) -> bool:
    """Whether the words before a name, or a title, make it somebody spoken about ("with mr jones")."""
    if at == 0 or (at - 1) in text.commas:
        return False
    before = text.tokens[at - 1]
    if before in ("this", "that") and at > 1:
        return text.tokens[at - 2] in ("is", "was")
    return before in (_ABOUT if text.tokens[at] in TITLES else _ABOUT_GIVEN)


def does_something(text: Text, at: int) -> bool:
    """Whether the words after a name say what its bearer does: "mr jones has left", not "is that you"."""
    after = _token(text, at + 1)
    if at in text.commas or after not in _DOING:
        return False
    return after in ("who", "which") or _token(text, at + 2) not in _TO_YOU


def names_oneself(text: Text, at: int) -> bool:
    """Whether a name is what the speaker goes by: "sales, Lewis speaking", "Steph here."."""
    after = _token(text, at + 1)
    return after == "speaking" or (after == "here" and _token(text, at + 2) in ("", ".", "?", "!"))


def is_greeted(text: Text, at: int) -> bool:
    """Whether a name follows a greeting or thanks: "hi …", "thank you very much …"."""
    before = text.tokens[at - 1] if at else ""
    if before in ("you", "much", "again", "there"):
        return any(word in ("thank", "thanks", "hi", "hello") for word in text.tokens[max(0, at - 4) : at - 1])
    return before in GREETED


def is_ending(text: Text, at: int) -> bool:
    """Whether a sentence, or the turn, ends with the token."""
    return _token(text, at + 1) in ("", ".", "?", "!")


def is_placed(text: Text, at: int) -> bool:
    """Whether a name stands at an edge of what is said: after a lead, first, last, or by a comma."""
    if third_party(text, at) or does_something(text, at) or names_oneself(text, at):
        return False
    edge = at in text.openings or is_ending(text, at) or at in text.commas or (at - 1) in text.commas
    return edge or text.tokens[at - 1] in _ADDRESS_LEADS


def is_addressed(turn: Turn, text: Text, at: int, *, certain: bool) -> bool:
    """Whether a known name at a token addresses its bearer.

    Args:
        turn: the turn.
        text: the turn as read.
        at: the token.
        certain: the token is the name and no other word; then it counts inside a sentence too, as lower-case
            text without commas has it ("what ideas do you have sandra for the garden").
    """
    word = turn.words[text.places[at]].text
    if word.rstrip(".,?!;:").endswith(("'s", "’s")):
        return False
    before = text.tokens[at - 1] if at else ""
    if before in TITLES:
        return not third_party(text, at - 1) and not does_something(text, at)
    names, words = given_names()
    if certain and text.tokens[at] in words and (at in text.openings or not is_capital(turn, text, at)):
        return is_placed(text, at) and (at in text.commas or is_greeted(text, at) or is_ending(text, at))
    if certain and text.tokens[at] in names:
        return not (third_party(text, at) or does_something(text, at) or names_oneself(text, at))
    return is_placed(text, at)


def vocatives(turn: Turn, text: Text, proper: frozenset[str], never: frozenset[str]) -> Iterator[str]:
    """Written names by which somebody is addressed: "Hi Sandra", "well, Daryl, …", "thank you, Green."."""
    for at, token in enumerate(text.tokens):
        if token in never or len(token) < 3 or token not in proper or not is_capital(turn, text, at):
            continue
        before = text.tokens[at - 1] if at else "."
        ends = is_ending(text, at) or at in text.commas
        paused = (at - 1) in text.commas
        if at > 1 and paused and is_capital(turn, text, at - 1) and before not in never:
            continue  # a list of names or places
        if paused and _POSSESSED & set(text.tokens[max(0, at - 3) : at - 1]):
            continue  # "my manager, Karen, …"
        if len(text.tokens) <= 2 and ends and not paused:
            continue  # a name by itself is said back
        if _quoted(turn, text, at) or names_oneself(text, at):
            continue
        if ends and (before in ".?!" or paused or before in GREETED):
            yield token


def listed_vocatives(turn: Turn, text: Text) -> Iterator[tuple[str, bool]]:
    """Common given names in the place of an address, in any case; and whether a greeting or thanks shows it."""
    names, words = given_names()
    known = [name for name in text.where if name in names or name in words]
    for at in sorted(place for name in known for place in text.where[name]):
        token, after = text.tokens[at], _token(text, at + 1)
        if third_party(text, at) or does_something(text, at) or names_oneself(text, at):
            continue
        if _quoted(turn, text, at):
            continue
        if is_greeted(text, at):
            free = is_ending(text, at) or at in text.commas or after in _AFTER_WORD
            if token in names or free:
                yield token, True
        elif token in names and len(text.tokens) > 2:
            opens = at in text.openings and (after in _TO_YOU or _token(text, at + 2) in _TO_YOU)
            if opens or is_ending(text, at) or after in _TURNS_TO or (at - 1) in text.commas:
                yield token, False


_AFTER_WORD = frozenset("how what thanks thank nice good welcome my i it's this come".split())


def _quoted(turn: Turn, text: Text, at: int) -> bool:
    """Whether a token stands in quotation marks opened in the turn: somebody else's words."""
    before = turn.words[: text.places[at] + 1]
    return sum(mark in '"“”' for word in before for mark in word.text) % 2 == 1


def _token(text: Text, at: int) -> str:
    return text.tokens[at] if at < len(text.tokens) else ""
