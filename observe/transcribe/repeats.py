"""What was said again and again, told from a loop in which the recogniser caught itself.

A customer who says "Yes." ten times while terms are read out repeats as much as a recogniser that found no way
out of a phrase: the text is the same. The time is not. What is said takes time each time; in a loop the
recogniser's attention stands still, so that most of its words take none. And where one voice of half a second
is told as "goodbye, goodbye", it was one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from observe.annotation import Interval, Seconds, Word

#: A phrase of at most so many words is sought, said at least so many times in a row.
LONGEST_PHRASE, REPEATS = 8, 4
#: A word that takes less than this was not said; Whisper places words to 0.02 s.
NO_TIME_S: Seconds = 0.05
#: Nobody says a letter of a word in less.
LETTER_S: Seconds = 0.05
MARKS = ".,?!…-–—;:'\""
#: From this share of words that took no time, repeats are a loop.
LOOP_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """A phrase told several times in a row.

    Attributes:
        first: index of its first word.
        end: index after its last word.
        phrase: words in the phrase.
    """

    first: int
    end: int
    phrase: int


def is_loop(words: Sequence[Word]) -> bool:
    """Whether words hold a phrase that is repeated and mostly takes no time."""
    return any(_looped(words, run) for run in runs(words))


def without_loops(words: Sequence[Word], voices: Sequence[Interval]) -> list[Word]:
    """Words without loops, and of what was truly repeated no more than there is sound for.

    Args:
        words: of one piece, in the order told.
        voices: where somebody speaks without a pause, in time order.
    """
    dropped: set[int] = set()
    for run in runs(words):
        if _looped(words, run):
            dropped.update(range(run.first, run.end))
        else:
            dropped.update(_too_many(words, run, voices))
    return [word for at, word in enumerate(words) if at not in dropped]


def runs(words: Sequence[Word]) -> list[Run]:
    """Every phrase that is told at least four times in a row, the longest runs first come, none in another."""
    texts = [re.sub(r"\W+", "", word.text.casefold()) for word in words]
    found: list[Run] = []
    at = 0
    while at < len(texts):
        begun = (_run(texts, at, phrase) for phrase in range(1, LONGEST_PHRASE + 1))
        best = max(begun, key=lambda run: run.end)
        if best.end - best.first >= REPEATS * best.phrase:
            found.append(best)
            at = best.end
        else:
            at += 1
    return found


def _run(texts: Sequence[str], first: int, phrase: int) -> Run:
    """How far words go on as they did a phrase before; where that is less than four times, no run at all."""
    end = first + phrase
    while end < len(texts) and texts[end] == texts[end - phrase]:
        end += 1
    return Run(first, end if end - first >= REPEATS * phrase else first, phrase)


def _looped(words: Sequence[Word], run: Run) -> bool:
    own = words[run.first : run.end]
    return sum(map(_took_no_time, own)) >= LOOP_SHARE * len(own)


def _too_many(words: Sequence[Word], run: Run, voices: Sequence[Interval]) -> Iterator[int]:
    """Words of repeats for which the voice that they lie in is too short: Whisper loses count."""
    told: Counter[int] = Counter()
    for first in range(run.first, run.end, run.phrase):
        own = words[first : min(first + run.phrase, run.end)]
        said = Interval(own[0].start, own[-1].end)
        # A repeat between two voices is one of the nearer; a tie, as of one without length, is the earlier's.
        at = max(range(len(voices)), key=lambda n: (voices[n].overlap(said), -voices[n].gap(said)), default=-1)
        if at < 0:
            continue
        told[at] += 1
        least = LETTER_S * sum(len(word.text.strip(MARKS)) for word in own)
        if told[at] > max(1, int(voices[at].duration / least) if least else 1):
            yield from range(first, first + len(own))


def _took_no_time(word: Word) -> bool:
    return word.end - word.start < NO_TIME_S
