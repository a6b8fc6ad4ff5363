"""The vocabulary of time and speech that every other module is written in.

Interval → Word → Turn: each is made of the one before. All times are seconds from the start of the
recording, as exact floats; intervals are half-open, ``[start, end)``. Rounding happens in ``observe.io``
and nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from observe.errors import InvalidInterval

Seconds = float
Role = Literal["agent", "customer", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A stretch of time ``[start, end)``, in seconds.

    Raises:
        InvalidInterval: a bound is not finite, or the end lies before the start.
    """

    start: Seconds
    end: Seconds

    def __post_init__(self) -> None:
        _check_times(self.start, self.end)

    @property
    def duration(self) -> Seconds:
        """Length in seconds."""
        return self.end - self.start

    def __contains__(self, time: Seconds) -> bool:
        return self.start <= time < self.end

    def overlap(self, other: Interval) -> Seconds:
        """Seconds that both intervals cover; 0.0 where they do not meet."""
        return max(0.0, min(self.end, other.end) - max(self.start, other.start))

    def gap(self, other: Interval) -> Seconds:
        """Seconds between the two intervals; 0.0 where they touch or overlap."""
        return max(0.0, max(self.start, other.start) - min(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word.

    Attributes:
        text: as recognised, punctuation attached, no surrounding white space.
        start: seconds from the start of the recording.
        end: seconds from the start of the recording.
        probability: the recogniser's own, in [0, 1].
    """

    text: str
    start: Seconds
    end: Seconds
    probability: float = 1.0

    def __post_init__(self) -> None:
        _check_times(self.start, self.end)

    @property
    def interval(self) -> Interval:
        """The word's place in time."""
        return Interval(self.start, self.end)


@dataclass(frozen=True, slots=True)
class SpeakerSegment:
    """A stretch in which one voice speaks; segments of different speakers may overlap.

    Attributes:
        start: seconds.
        end: seconds.
        speaker: an arbitrary label, such as ``SPEAKER_00``; never an identity.
    """

    start: Seconds
    end: Seconds
    speaker: str

    def __post_init__(self) -> None:
        _check_times(self.start, self.end)

    @property
    def interval(self) -> Interval:
        """The segment's place in time."""
        return Interval(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's continuous speech: what cues are looked for in.

    Attributes:
        index: place in the call, from 0.
        speaker: diarisation label.
        role: what the speaker is in the call.
        words: in time order, never empty.
        channel: 0 (left) or 1 (right) where each party has a channel, else None.
    """

    index: int
    speaker: str
    role: Role
    words: tuple[Word, ...]
    channel: int | None = None

    def __post_init__(self) -> None:
        if not self.words:
            raise InvalidInterval(f"turn {self.index} has no words; a turn is made of at least one")

    @property
    def start(self) -> Seconds:
        """Seconds at which the first word starts."""
        return self.words[0].start

    @property
    def end(self) -> Seconds:
        """Seconds at which the last word to stop stops."""
        return max(word.end for word in self.words)

    @property
    def interval(self) -> Interval:
        """The turn's place in time."""
        return Interval(self.start, self.end)

    @property
    def text(self) -> str:
        """The words, joined by single spaces."""
        return quote(self.words)


@dataclass(frozen=True, slots=True)
class Cue:
    """One occurrence of a listening behaviour, placed in time, with its evidence.

    Attributes:
        cue: the behaviour's name, such as ``apology``.
        turn: index of the turn it was heard in.
        start: seconds at which the quoted words start.
        end: seconds at which they end.
        quote: exactly the words between ``start`` and ``end`` of that turn.
        because: one sentence, for a learner, naming what made it a cue.
        confidence: in [0, 1]; see the cue's own file for what it means there.
        refers_to: index of the turn it answers (what was paraphrased), or None.
        details: facts that the rule read from the words, each a name and what it is: ``("kind", "fault")``.
            No name twice; the cue's own file says which there are.
    """

    cue: str
    turn: int
    start: Seconds
    end: Seconds
    quote: str
    because: str
    confidence: float
    refers_to: int | None = None
    details: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        _check_times(self.start, self.end)

    @property
    def id(self) -> str:
        """A name for this occurrence; the same when the call is analysed again or read from a file."""
        return f"{self.cue}@{self.start:.3f}"

    def detail(self, name: str) -> str | None:
        """What a detail is, or None where the cue has none of that name."""
        return dict(self.details).get(name)

    @property
    def interval(self) -> Interval:
        """The quoted words' place in time."""
        return Interval(self.start, self.end)


def quote(words: Sequence[Word]) -> str:
    """Join words as they are read: single spaces between them."""
    return " ".join(word.text for word in words)


def turn_from_text(
    index: int, speaker: str, role: Role, text: str, start: Seconds = 0.0, pace: Seconds = 0.4
) -> Turn:
    """Make a turn of plain text, each word ``pace`` seconds long: for transcripts that carry no times.

    Example:
        >>> turn = turn_from_text(0, "agent", "agent", "Good morning", start=2.0)
        >>> turn.text, turn.start, turn.end
        ('Good morning', 2.0, 2.8)
    """
    words = tuple(
        Word(text=word, start=start + n * pace, end=start + (n + 1) * pace)
        for n, word in enumerate(text.split() or ["…"])
    )
    return Turn(index=index, speaker=speaker, role=role, words=words)


def turns_from_text(said: Iterable[tuple[str, Role, str]]) -> tuple[Turn, ...]:
    """Make the turns of a call that carries no times, one after the other.

    Args:
        said: of each turn, in the order spoken: speaker, role, words.

    Example:
        >>> [turn.start for turn in turns_from_text([("A", "agent", "Good morning"), ("B", "customer", "Hi")])]
        [0.0, 0.8]
    """
    turns: list[Turn] = []
    for index, (speaker, role, text) in enumerate(said):
        turns.append(turn_from_text(index, speaker, role, text, start=turns[-1].end if turns else 0.0))
    return tuple(turns)


def renumbered(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The same turns, their ``index`` counting from 0 in the order given."""
    return tuple(replace(turn, index=index) for index, turn in enumerate(turns))


def _check_times(start: Seconds, end: Seconds) -> None:
    if not (math.isfinite(start) and math.isfinite(end)):
        raise InvalidInterval(f"found times {start}–{end}; both must be finite numbers of seconds")
    if end < start:
        raise InvalidInterval(f"found an end ({end} s) before its start ({start} s)")
