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
#: Names that are written with a capital whatever they mean, so that a capital tells nothing.
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december english french welsh irish scottish german polish "
    "spanish".split()
)


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


@cache
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Common given names: those that are nothing else, and those that are ordinary words as well."""
    names, words = files("observe.cues.shared").joinpath("given_names.txt").read_text("utf-8").split("\n\n")
    return _listed(names), _listed(words)


@cache
def word_names() -> frozenset[str]:
    """Given and family names that are ordinary words as well, days and months among them."""
    surnames = files("observe.cues.shared").joinpath("surname_words.txt").read_text("utf-8")
    return given_names()[1] | _listed(surnames) | CALENDAR


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
    if text.tokens[at] in word_names() or text.tokens[at] in NO_NAME:
        return is_placed(text, at) and _set_apart(turn, text, at)
    if not (
        turn.text.islower() or word.lstrip("\"'“‘([-")[:1].isupper() or text.tokens[at] in given_names()[0]
    ):
        return False  # where others write with capitals, a name has one
    if certain and text.tokens[at] in given_names()[0]:
        return not (third_party(text, at) or does_something(text, at) or names_oneself(text, at))
    return is_placed(text, at)


def _set_apart(turn: Turn, text: Text, at: int) -> bool:
    """Whether a name that is a word as well can only be a name here: "so, Joy, …", "thank you, Sunday.".

    In lower case a greeting or thanks has to show it ("thanks joy"); a capital shows it only inside a sentence.
    """
    token = text.tokens[at]
    opens = at == 0 or text.tokens[at - 1] in ".?!"
    after = is_ending(text, at) or at in text.commas
    greeted = is_greeted(text, at)
    if not is_capital(turn, text, at):
        goes_on = _token(text, at + 1) in _AFTER_WORD
        return turn.text.islower() and token not in NO_NAME and greeted and (after or goes_on)
    if opens:
        return at in text.commas and token not in NO_NAME
    paused = (at - 1) in text.commas
    if token not in CALENDAR:
        lead = text.tokens[at - 1] in _ADDRESS_LEADS and token not in NO_NAME
        return (paused or greeted or lead) and (after or (greeted and token not in NO_NAME))
    begun = at
    while begun and text.tokens[begun - 1] not in ".?!":
        begun -= 1
    dated = [text.tokens[place] for place in range(begun, at) if text.tokens[place] in CALENDAR]
    return (paused or greeted) and after and not dated


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


_AFTER_WORD = frozenset("how what thanks thank nice good welcome my i it's this come have bye".split())


def _quoted(turn: Turn, text: Text, at: int) -> bool:
    """Whether a token stands in quotation marks opened in the turn: somebody else's words."""
    before = turn.words[: text.places[at] + 1]
    return sum(mark in '"“”' for word in before for mark in word.text) % 2 == 1


def _token(text: Text, at: int) -> str:
    return text.tokens[at] if at < len(text.tokens) else ""
