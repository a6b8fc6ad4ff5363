"""What each turn of a call does: a probability for each of thirty-nine labels, from its words and those around.

A linear model of counted words, pairs and triples of words and pieces of words. It was fitted to whole labelled
calls (`benchmarks.training.labels`); ``labelled/README.md`` is its card. Words are read normalised, so that a
recogniser's lower-case run and a tidy transcript look the same.

Source: Thorsten Joachims, Text Categorization with Support Vector Machines: Learning with Many Relevant
    Features, ECML 1998 (counted words and a linear model); Kilian Weinberger and others, Feature Hashing for
    Large Scale Multitask Learning, ICML 2009.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from observe.annotation import Turn
from observe.meaning import Labelled
from observe.meaning.passages import punctuated
from observe.text import Span, read
from observe.text.normalise import STOPS

#: What an agent's turn may do, and a customer's; some are cues by the same name, others mark a call's course.
OF_AGENT = (
    "paraphrase",
    "read_back",
    "clarifying_question",
    "customer_name",
    "apology",
    "empathy",
    "next_step",
    "expectation",
    "offer",
    "options",
    "reason",
    "cause",
    "agreement_sought",
    "closing_check",
    "understanding_check",
    "ownership",
    "escalation",
    "identity_check",
    "data_care",
    "hold_notice",
    "greeting",
    "thanks",
    "recording_notice",
    "overpromise",
    "defensive",
    "blame",
    "solution_before_diagnosis",
    "bare_apology",
    "unanswered_distress",
)
OF_CUSTOMER = (
    "problem_told",
    "dissatisfaction",
    "plain_dissatisfaction",
    "anger",
    "wish",
    "escalation_request",
    "agreement",
    "refusal",
    "resolution_confirmed",
    "customer_thanks",
)
LABELS = (*OF_AGENT, *OF_CUSTOMER)
OF = {"agent": OF_AGENT, "customer": OF_CUSTOMER}
WEIGHTS = Path(__file__).parent / "labelled" / "weights.npz"
#: Places for counted words; places above are those of the turn's position and style.
HASHED = 1 << 16
STYLES = 6
WIDTH = HASHED + STYLES
#: How much each kind of count says, as its share in the likeness of two turns.
_SHARES = {"w": 0.5, "c": 0.7, "p": 0.2, "n": 0.1, "s": 0.1}
_STYLE_SHARE = 0.1
#: A call shorter than this is left to the rules.
FEWEST_TURNS = 12
#: Below this no label of a turn is worth a search for its clause.
_WORTH_QUOTING = 0.1

Features = tuple[tuple[int, ...], tuple[float, ...]]
"""Places and values of a turn's features, those that are 0 left out."""


@dataclass(frozen=True, slots=True)
class Linear:
    """One role's model.

    Attributes:
        weights: float32, shape (WIDTH, labels).
        bias: of each label.
        slope: and ``shift``: turn a label's sum into the logarithm of its odds.
        shift: see ``slope``.
    """

    weights: Any
    bias: Any
    slope: Any
    shift: Any

    def sums(self, features: Features) -> Any:
        """A number a label, before it is made a probability."""
        places, values = features
        return np.asarray(values, np.float32) @ self.weights[list(places)] + self.bias

    def probabilities(self, features: Features) -> tuple[float, ...]:
        """A probability a label."""
        odds = np.clip(self.slope * self.sums(features) + self.shift, -30, 30)
        return tuple(float(p) for p in 1 / (1 + np.exp(-odds)))


@dataclass(frozen=True, slots=True)
class Labeller:
    """Both roles' models, and how rare each counted word is.

    Attributes:
        rarity: float32, shape (HASHED,); 0 for what was too rare to learn from.
        roles: by role its model.
    """

    rarity: Any
    roles: Mapping[str, Linear]

    def label(self, turns: Sequence[Turn]) -> dict[int, dict[str, Labelled]]:
        """By the index of each agent's or customer's turn, how likely it does what each label says.

        Empty for a call of fewer than `FEWEST_TURNS`: the calls that it was learnt from are whole ones.
        """
        if len(turns) < FEWEST_TURNS:
            return {}
        told = punctuated(turns)
        return {
            turn.index: self._labelled(turns, place, told)
            for place, turn in enumerate(turns)
            if turn.role in self.roles and turn.words
        }

    def _labelled(self, turns: Sequence[Turn], place: int, told: bool) -> dict[str, Labelled]:
        """One turn's labels; each is quoted by the clause that, in the turn's stead, would say it most."""
        turn = turns[place]
        model = self.roles[turn.role]
        likely = model.probabilities(weighted(counts(turns, place, told), self.rarity))
        text = read(turn)
        stretches = [(text.words_of(Span(clause.first, clause.last))) for clause in text.clauses]
        if len(stretches) < 2 or max(likely) < _WORTH_QUOTING:
            return {
                label: Labelled(sure, 0, len(turn.words))
                for label, sure in zip(OF[turn.role], likely, strict=True)
            }
        alone = []
        for first, last in stretches:
            part = replace(turn, words=turn.words[first:last])
            among = [*turns[:place], part, *turns[place + 1 :]]
            alone.append(model.sums(weighted(counts(among, place, told), self.rarity)))
        best = np.argmax(np.stack(alone), axis=0)
        return {
            label: Labelled(sure, *stretches[int(best[number])])
            for number, (label, sure) in enumerate(zip(OF[turn.role], likely, strict=True))
        }


@cache
def shipped() -> Labeller:
    """The model that comes with this program."""
    with np.load(WEIGHTS) as given:
        roles = {
            role: Linear(
                given[f"{role}_weights"].astype(np.float32) * given[f"{role}_scale"].astype(np.float32),
                *(given[f"{role}_{part}"] for part in ("bias", "slope", "shift")),
            )
            for role in OF
        }
        return Labeller(given["rarity"].astype(np.float32), roles)


@dataclass(frozen=True, slots=True)
class Counts:
    """A turn's counted words by kind, each a place below `HASHED`, and its style."""

    kinds: Mapping[str, Mapping[int, int]]
    style: tuple[float, ...]


def counts(turns: Sequence[Turn], place: int, told: bool) -> Counts:
    """What is counted of a turn and of those before and after it.

    Args:
        turns: of the whole call.
        place: of the turn among them.
        told: the transcript sets stops.
    """
    turn = turns[place]
    words = _words(turn)
    before = next((one for one in reversed(turns[:place]) if one.speaker != turn.speaker), None)
    mine = next((one for one in reversed(turns[:place]) if one.speaker == turn.speaker), None)
    after = next((one for one in turns[place + 1 :] if one.speaker != turn.speaker), None)
    kinds = {
        "w": Counter(_grams(words, 3, "w")),
        "c": Counter(_pieces(words)),
        "p": Counter(_grams(_words(before), 2, "p")),
        "n": Counter(_grams(_words(after), 2, "n")),
        "s": Counter(_grams(_words(mine), 2, "s")),
    }
    style = (
        place / len(turns),
        1 / (1 + place),
        1 / (len(turns) - place),
        min(place, 20) / 20,
        math.log1p(len(words)) / 4,
        float(not told),
    )
    return Counts(kinds, style)


def weighted(counted: Counts, rarity: Any) -> Features:
    """Counts made features: damped, times the word's rarity, each kind to its share."""
    places: list[int] = []
    values: list[float] = []
    for kind, number in counted.kinds.items():
        found = [(at, (1 + math.log(n)) * float(rarity[at])) for at, n in number.items() if rarity[at]]
        length = math.sqrt(sum(value * value for _, value in found))
        share = math.sqrt(_SHARES[kind])
        places += [at for at, _ in found]
        values += [share * value / length for _, value in found]
    places += range(HASHED, WIDTH)
    values += [math.sqrt(_STYLE_SHARE) * value for value in counted.style]
    return tuple(places), tuple(values)


def _words(turn: Turn | None) -> list[str]:
    return [token for token in read(turn).tokens if token not in STOPS] if turn else []


def _grams(words: Sequence[str], most: int, kind: str) -> Iterator[int]:
    for length in range(1, most + 1):
        for at in range(len(words) - length + 1):
            yield _place(f"{kind} {' '.join(words[at : at + length])}")


def _pieces(words: Sequence[str]) -> Iterator[int]:
    """Runs of two to five letters, the edges of words marked."""
    for word in words:
        edged = f" {word} "
        for length in range(2, 6):
            for at in range(max(1, len(edged) - length + 1)):
                yield _place(f"c{edged[at : at + length]}")
                if length > len(edged):
                    break


@lru_cache(maxsize=1 << 16)
def _place(gram: str) -> int:
    return zlib.crc32(gram.encode()) % HASHED
