"""A call as corrections see it: its turns and voices, kept in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from observe.annotation import Role, Seconds, SpeakerSegment, Turn, Word, renumbered
from observe.corrections.edits import TOLERANCE_S, DoesNotFit
from observe.observation import Observation, RoleFound
from observe.turns.align import TURN_PAUSE_S


@dataclass(frozen=True, slots=True)
class Call:
    """What corrections change of a call.

    Attributes:
        turns: in order of their start.
        segments: who speaks when.
        roles: what each voice was taken for, and the name shown for it.
        customer_name: what the customer is called; None where nobody said.
    """

    turns: tuple[Turn, ...]
    segments: tuple[SpeakerSegment, ...] = ()
    roles: tuple[RoleFound, ...] = ()
    customer_name: str | None = None

    @property
    def speakers(self) -> tuple[str, ...]:
        """The voices' labels, in order of first appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))

    def role(self, speaker: str) -> Role:
        """What a voice is in the call."""
        by_turns: dict[str, Role] = {turn.speaker: turn.role for turn in self.turns}
        told: dict[str, Role] = {found.speaker: found.role for found in self.roles}
        return by_turns.get(speaker) or told.get(speaker, "other")


def call_of(observation: Observation) -> Call:
    """What corrections may change of an observation."""
    name = observation.provenance.options.get("customer_name")
    return Call(
        observation.turns,
        observation.segments,
        observation.roles,
        customer_name=str(name) if name else None,
    )


def new_voice(call: Call) -> str:
    """A label that no voice of the call has."""
    taken = {*call.speakers, *(one.speaker for one in call.roles)}
    return next(label for n in range(len(taken) + 1) if (label := f"SPEAKER_{n:02d}") not in taken)


def ordered(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Turns in the order of their start, numbered anew."""
    return renumbered(sorted(turns, key=lambda turn: (turn.start, turn.words[-1].end, turn.speaker)))


def flowing(turns: Sequence[Turn], changed: set[int]) -> tuple[Turn, ...]:
    """The turns, those that changed hands joined to their speaker's own before and after, as speech flows."""
    made: list[Turn] = []
    fresh: list[bool] = []
    for place, turn in enumerate(turns):
        latest = made[-1] if made else None
        if (
            latest is not None
            and latest.speaker == turn.speaker
            and (place in changed or fresh[-1])
            and turn.start - latest.end <= TURN_PAUSE_S
        ):
            made[-1] = replace(latest, words=in_order(latest.words + turn.words))
            fresh[-1] = True
        else:
            made.append(turn)
            fresh.append(place in changed)
    return ordered(made)


def in_order(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words in the order of their start."""
    return tuple(sorted(words, key=lambda word: (word.start, word.end)))


def channel(call: Call, speaker: str) -> int | None:
    """The channel on which a voice is, where each party has one."""
    return next((turn.channel for turn in call.turns if turn.speaker == speaker), None)


def check_voice(call: Call, speaker: str, at: Seconds | None = None) -> None:
    """Pass where a voice speaks on the call, and at that second.

    Raises:
        DoesNotFit: it does not.
    """
    if speaker not in call.speakers:
        voices = ", ".join(call.speakers) or "none"
        raise DoesNotFit(f"found no voice {speaker}; expected one of {voices}", "Name a voice of this call")
    own = (turn for turn in call.turns if turn.speaker == speaker)
    if at is not None and not any(t.start - TOLERANCE_S <= at <= t.end + TOLERANCE_S for t in own):
        raise DoesNotFit(
            f"found that {speaker} does not speak at {at:.1f} s, as the voice that was meant did",
            "Say again which voice is which",
        )
