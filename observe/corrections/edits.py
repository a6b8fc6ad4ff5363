"""What a person may correct, each a small fact that says where in the recording it holds.

Words are addressed by seconds of the recording, never by their number, so that a correction still means the
same when the call is analysed again: a stretch holds the words whose middle lies in it. Times do not change.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from observe.annotation import Interval, Role, Seconds, Word
from observe.errors import ObserveError, Stage, UsageError

LONGEST_NAME, LONGEST_TEXT = 60, 4000
#: Two analyses of one recording place a word within this of each other.
TOLERANCE_S: Seconds = 0.1


class DoesNotFit(ObserveError, ValueError):
    """A correction speaks of something that this transcript does not have."""

    stage: Stage = "turns"


@dataclass(frozen=True, slots=True)
class RenameSpeaker:
    """A name to show for a voice, in place of its label; an empty one takes the name away.

    Attributes:
        speaker: the voice's label.
        name: to show.
        at: a second at which that voice speaks, so that no other voice of that label is ever meant; None where
            the label alone is to tell.
    """

    speaker: str
    name: str
    at: Seconds | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", _line(self.name, "a shown name", LONGEST_NAME))


@dataclass(frozen=True, slots=True)
class SetRole:
    """What a voice is in the call. Two of them swap agent and customer.

    Attributes:
        speaker: the voice's label.
        role: agent, customer or other.
        at: as in ``RenameSpeaker``.
    """

    speaker: str
    role: Role
    at: Seconds | None = None


@dataclass(frozen=True, slots=True)
class MergeSpeakers:
    """Two voices are one person's.

    Attributes:
        speaker: label of the voice that is to go.
        into: label of the voice that it is.
        at: as in ``RenameSpeaker``, of the voice that is to go.
    """

    speaker: str
    into: str
    at: Seconds | None = None

    def __post_init__(self) -> None:
        if self.speaker == self.into:
            raise UsageError(f"found {self.speaker} twice; expected two voices to merge", "Name another voice")


@dataclass(frozen=True, slots=True)
class Reassign:
    """Words that somebody else says: a whole turn, or a stretch of one.

    Attributes:
        start: seconds at which the first of the words starts.
        end: seconds at which the last ends.
        speaker: label of the voice they were given to.
        to: label of the voice that says them, one of the call's or a new one (`new_voice`).
    """

    start: Seconds
    end: Seconds
    speaker: str
    to: str

    def __post_init__(self) -> None:
        Interval(self.start, self.end)
        if self.speaker == self.to:
            raise UsageError(f"found {self.to} on both sides; those words are theirs", "Name another voice")


@dataclass(frozen=True, slots=True)
class SplitTurn:
    """One turn is two.

    Attributes:
        at: seconds at which the first word of the second part starts.
        speaker: label of who speaks.
    """

    at: Seconds
    speaker: str


@dataclass(frozen=True, slots=True)
class JoinTurns:
    """A speaker's turn goes on in their next: the opposite of ``SplitTurn``.

    Attributes:
        at: seconds at which the second of the two turns starts.
        speaker: label of who speaks.
    """

    at: Seconds
    speaker: str


@dataclass(frozen=True, slots=True)
class CorrectWords:
    """Words that were misheard, and what is said in truth.

    Attributes:
        start: seconds at which the first of the misheard words starts.
        end: seconds at which the last ends.
        speaker: label of who says them.
        was: the words as they stood, so that no others are ever replaced.
        text: the words said; empty where nothing is.
    """

    start: Seconds
    end: Seconds
    speaker: str
    was: str
    text: str

    def __post_init__(self) -> None:
        Interval(self.start, self.end)
        object.__setattr__(self, "text", _line(self.text, "words", LONGEST_TEXT))


@dataclass(frozen=True, slots=True)
class CustomerName:
    """What the customer is called, so that it is known when the agent says it; empty where nobody knows."""

    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", _line(self.name, "the customer's name", LONGEST_NAME))


Edit = RenameSpeaker | SetRole | MergeSpeakers | Reassign | SplitTurn | JoinTurns | CorrectWords | CustomerName


def is_within(word: Word, start: Seconds, end: Seconds) -> bool:
    """Whether a word belongs to a stretch: its middle lies in it."""
    return start <= (word.start + word.end) / 2 <= end


def _line(text: str, what: str, longest: int) -> str:
    """Text as one line that any file can hold: without line breaks, control characters and half characters."""
    plain = "".join(
        " " if one.isspace() else one for one in text if one.isspace() or unicodedata.category(one)[0] != "C"
    )
    plain = " ".join(plain.split())
    if len(plain) > longest:
        raise UsageError(f"found {what} of {len(plain)} characters; expected at most {longest}", "Shorten it")
    return plain
