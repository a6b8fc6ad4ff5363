"""A turn's words made comparable: lower case, contractions written out, fillers and false starts dropped.

"I'll- um, I'll apologise." and "ill um i will apologize" read nearly alike. Every token knows the word it
came from. Sentence ends stay as the tokens ``.``, ``?`` and ``!``; commas are remembered beside the tokens.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from observe.annotation import Turn, Word
from observe.text.clauses import Clause, clauses_of, openings_of
from observe.text.content import content
from observe.text.leads import LEADS

STOPS = frozenset(".?!")
FILLERS = frozenset("um uh er erm uhm ehm mm hmm hm mhm eh ah".split())
#: Words that come twice only by a false start ("the the", "i i will"); "no no" or "bye bye" is meant.
_STUTTERED = frozenset(
    "i we you he she it they the a an to and so that this is are was your my our what how can could would do "
    "did will in on of for if with have has at just".split()
)
_WHOLE = {
    "ok": "okay", "alright": "all right", "mister": "mr", "missus": "mrs", "misses": "mrs", "gonna": "going to",
    "wanna": "want to", "gotta": "got to", "cos": "because", "cause": "because", "coz": "because",
    "cuz": "because", "yep": "yes", "yeah": "yes", "yup": "yes", "ya": "you", "thankyou": "thank you",
    "cannot": "can not", "cant": "can not", "dont": "do not", "wont": "will not", "didnt": "did not",
    "doesnt": "does not", "isnt": "is not", "wasnt": "was not", "arent": "are not", "havent": "have not",
    "hasnt": "has not", "couldnt": "could not", "wouldnt": "would not", "shouldnt": "should not", "im": "i am",
    "ive": "i have", "youre": "you are", "youve": "you have", "youll": "you will", "youd": "you would",
    "theyre": "they are", "thats": "that is", "whats": "what is", "wheres": "where is", "hows": "how is",
    "theres": "there is", "its": "it is", "lets": "let us", "weve": "we have",
    "whens": "when is", "hes": "he is",
    "won't": "will not", "can't": "can not", "shan't": "shall not", "let's": "let us", "y'all": "you",
    "e-mail": "email", "'cause": "because", "'cos": "because", "ma'am": "madam", "mam": "madam",
}  # fmt: skip
_ENDINGS = (("n't", "not"), ("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"), ("'d", "would"))
_IS = frozenset("it that what where who how there here he she when this everything name".split())
#: Where "ill" is not "i'll" with its apostrophe lost.
_BEFORE_ILL = frozenset(
    "am is are was were be been feel feeling felt fall fell taken very so mentally really he she".split()
)
_UNMARKED = frozenset(("well", "were", "id"))
#: After these "well" is "we'll" with its apostrophe lost.
_WE_WILL = frozenset(
    "send arrange refund post email book contact replace credit deliver collect transfer reimburse keep be "
    "need ring get make cancel".split()
)
_ABBREVIATED = frozenset("mr mrs ms dr st etc vs approx".split())
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "′": "'", "–": "-", "—": "-", "‑": "-"})
_TOKEN = re.compile(r"'?[^\W_]+(?:['.:,/@&][^\W_]+)*")
_INITIALS = re.compile(r"^(?:[^\W_Ii]|(?:[^\W\d_]\.)+[^\W\d_])\.$")
_CUT = re.compile(r"^\W*[^\W_]{1,3}--?$")


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens ``first`` to ``last`` of a Text, ``last`` not included."""

    first: int
    last: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a token."""
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True, slots=True)
class Text:
    """A turn as detectors read it.

    Attributes:
        tokens: normalised words, with ``.``, ``?`` and ``!`` where a sentence ends.
        places: for each token, the index of the word it came from.
        line: the tokens, each followed by one space.
        offsets: where in ``line`` each token starts.
        commas: tokens after which a comma stands.
        clauses: stretches that say one thing, in order; stops belong to none.
        openings: tokens at which a clause begins, with or without "okay, so …" before it.
        where: for every token that occurs, its places in ``tokens``.
        content: stems of the words that carry meaning.
    """

    tokens: tuple[str, ...]
    places: tuple[int, ...]
    line: str
    offsets: tuple[int, ...]
    commas: frozenset[int]
    clauses: tuple[Clause, ...]
    openings: frozenset[int]
    where: Mapping[str, Sequence[int]]
    content: frozenset[str]

    def token_at(self, offset: int) -> int:
        """The index of the token that starts at, or first after, that place in ``line``."""
        return bisect_left(self.offsets, offset)

    def words_of(self, span: Span) -> tuple[int, int]:
        """First word and last word + 1 of the turn that the tokens came from."""
        return self.places[span.first], self.places[span.last - 1] + 1

    def clause_of(self, span: Span) -> Clause:
        """The clause in which the span begins, stretched to hold all of it."""
        for clause in self.clauses:
            if clause.first <= span.first < clause.last:
                return Clause(clause.first, max(clause.last, span.last), clause.mark)
        return Clause(span.first, span.last, "")

    def stop_after(self, clause: Clause) -> str:
        """The stop that ends the clause's sentence; empty where none is written."""
        return next((token for token in self.tokens[clause.last :] if token in STOPS), "")

    def opens_sentence(self, clause: Clause) -> bool:
        """Whether nothing but leads such as "okay so" stands before the clause in its sentence."""
        for token in reversed(self.tokens[: clause.first]):
            if token in STOPS:
                return True
            if token not in LEADS:
                return False
        return True

    def between(self, span: Span | Clause) -> tuple[str, ...]:
        """The tokens of a span."""
        return self.tokens[span.first : span.last]


def read(turn: Turn) -> Text:
    """A turn as detectors read it (cached by its words)."""
    known = _BY_PLACE.get(id(turn.words))
    if known is None or known[0] is not turn.words:
        if len(_BY_PLACE) >= _MOST_KEPT:
            _BY_PLACE.clear()
        known = _BY_PLACE[id(turn.words)] = (turn.words, _read(tuple([word.text for word in turn.words])))
    return known[1]


#: Dozens of detectors read each turn, so what was read is found by where its words lie in memory; that the
#: words are kept beside it keeps the place theirs.
_BY_PLACE: dict[int, tuple[tuple[Word, ...], Text]] = {}
_MOST_KEPT = 4096


@lru_cache(maxsize=8192)
def tokens(word: str) -> tuple[str, ...]:
    """One written word as normalised tokens, without punctuation; fillers give none.

    Example:
        >>> tokens("I’ll"), tokens("apologize,"), tokens("um"), tokens("S-M-I-T-H.")
        (('i', 'will'), ('apologise',), (), ('s', 'm', 'i', 't', 'h'))
    """
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_APOSTROPHES)
    if _CUT.match(plain):
        return ()
    found: list[str] = []
    for raw in _TOKEN.findall(_WHOLE.get(plain.strip('.,?!;:"-'), plain)):
        found.extend(_WHOLE[raw].split() if raw in _WHOLE else _written_out(raw))
    return tuple(token for token in found if token not in FILLERS)


def _written_out(raw: str) -> list[str]:
    for ending, word in _ENDINGS:
        if raw.endswith(ending) and len(raw) > len(ending):
            return [_british(raw.removesuffix(ending)), word]
    if raw.endswith("'s") and raw[:-2] in _IS:
        return [raw[:-2], "is"]
    return [_british(raw.removesuffix("'s").strip("'").replace("'", "").replace(".", "") or raw)]


def _british(word: str) -> str:
    return re.sub(r"(?<=..)iz(e|ed|es|ing|ation)$", r"is\1", word) if "iz" in word else word


@lru_cache(maxsize=8192)
def _read(words: tuple[str, ...]) -> Text:
    kept: list[str] = []
    places: list[int] = []
    commas: set[int] = set()
    for place, word in enumerate(words):
        for token in tokens(word):
            if token == "ill" and (not kept or kept[-1] not in _BEFORE_ILL):
                kept.append("i")
                places.append(place)
                token = "will"
            elif token in _UNMARKED and (meant := _unmarked(token, kept, words[place + 1 : place + 3])):
                kept.append(meant[0])
                places.append(place)
                token = meant[1]
            if kept and kept[-1] == token and token in _STUTTERED:
                # "i i will": the second try counts, so the quote starts where the sentence really does.
                del kept[-1], places[-1]
            kept.append(token)
            places.append(place)
            if len(kept) > 3 and kept[-2:] == kept[-4:-2] and _STUTTERED.issuperset(kept[-2:]):
                del kept[-4:-2], places[-4:-2]
        mark = _mark(word)
        if mark == ",":
            commas.add(len(kept) - 1)
        elif mark and kept and kept[-1] not in STOPS and kept[-1] not in _ABBREVIATED:
            kept.append(mark)
            places.append(place)
        elif mark == "?" and kept and kept[-1] in STOPS:
            kept[-1] = "?"
    offsets, length = [], 0
    for token in kept:
        offsets.append(length)
        length += len(token) + 1
    where: dict[str, list[int]] = {}
    for index, token in enumerate(kept):
        where.setdefault(token, []).append(index)
    found = clauses_of(kept, commas)
    return Text(
        tokens=tuple(kept),
        places=tuple(places),
        line="".join(token + " " for token in kept),
        offsets=tuple(offsets),
        commas=frozenset(commas),
        clauses=found,
        openings=openings_of(kept, found),
        where=where,
        content=content(kept),
    )


def _unmarked(token: str, kept: Sequence[str], following: Sequence[str]) -> tuple[str, str] | None:
    """What "well", "were" and "id" stand for where an apostrophe was lost, as the next words tell."""
    after = [word.lower() for word in following]
    if not after or (kept and kept[-1] not in LEADS and kept[-1] not in STOPS):
        return None
    if token == "well" and after[0] in _WE_WILL and after[1:] != ["me"]:
        return "we", "will"
    if token == "were" and after[0].endswith("ing"):
        return "we", "are"
    return (
        ("i", "would") if token == "id" and after[0] in ("like", "love", "need", "be", "appreciate") else None
    )


def _mark(word: str) -> str:
    end = word.rstrip("\"'”’)]»")
    if not end:
        return ""
    if "?" in end[-2:]:
        return "?"
    last = end[-1]
    if last == "." and _INITIALS.match(end):
        return ""
    return last if last in ".!" else "." if last in ";…。" else "," if last in ",:|" else ""
