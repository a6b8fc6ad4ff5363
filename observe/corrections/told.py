"""A correction in words: what was done, where, and how it read before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from observe.annotation import Seconds, Turn, quote
from observe.corrections.call import Call
from observe.corrections.edits import (
    CorrectWords,
    CustomerName,
    Edit,
    JoinTurns,
    MergeSpeakers,
    Reassign,
    RenameSpeaker,
    SetRole,
    SplitTurn,
    is_within,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a correction did, for people.

    Attributes:
        what: in a few words.
        before: how it stood.
        after: how it stands now.
        start: seconds, where it is about a stretch of the call; else None.
        end: seconds, or None.
    """

    what: str
    before: str = ""
    after: str = ""
    start: Seconds | None = None
    end: Seconds | None = None


def tell(call: Call, edits: Sequence[Edit]) -> Told:
    """What corrections made together do to a call, as it stands before them."""
    if len(edits) > 1 and all(isinstance(edit, SetRole) for edit in edits):
        voices = [edit for edit in edits if isinstance(edit, SetRole)]
        before = ", ".join(f"{who(call, one.speaker)}: {call.role(one.speaker)}" for one in voices)
        after = ", ".join(f"{who(call, one.speaker)}: {one.role}" for one in voices)
        return Told("Agent and customer swapped", before, after)
    told = [_tell(call, edit) for edit in edits]
    if not told:
        return Told("Nothing")
    return Told(
        told[0].what,
        " … ".join(one.before for one in told),
        " … ".join(one.after for one in told),
        told[0].start,
        told[-1].end,
    )


def who(call: Call, speaker: str) -> str:
    """The name shown for a voice, or its label."""
    return next((one.name for one in call.roles if one.speaker == speaker and one.name), speaker)


def _tell(call: Call, edit: Edit) -> Told:
    match edit:
        case RenameSpeaker(speaker, name):
            return Told("Name shown for a voice", who(call, speaker), name or speaker)
        case SetRole(speaker, role):
            return Told(f"Role of {who(call, speaker)}", call.role(speaker), role)
        case MergeSpeakers(speaker, into):
            return Told("Two voices made one", f"{who(call, speaker)} and {who(call, into)}", who(call, into))
        case Reassign(start, end, speaker, to):
            words = _heard(call, start, end, speaker)
            return Told(
                "Given to another speaker",
                f"{who(call, speaker)}: “{words}”",
                f"{who(call, to)}: “{words}”",
                start,
                end,
            )
        case SplitTurn(at, speaker):
            turn = _turn(call, at, speaker)
            if turn is None:
                return Told("Turn split", start=at, end=at)
            parts = [quote([w for w in turn.words if later == (w.start >= at)]) for later in (False, True)]
            return Told("Turn split", turn.text, " | ".join(parts), turn.start, turn.end)
        case JoinTurns(at, speaker):
            second = _turn(call, at, speaker)
            own = [t for t in call.turns if t.speaker == speaker and second and t.index < second.index]
            if second is None or not own:
                return Told("Turns joined", start=at, end=at)
            parts = [own[-1].text, second.text]
            return Told("Turns joined", " | ".join(parts), " ".join(parts), own[-1].start, second.end)
        case CorrectWords(start, end, _, was, text):
            return Told("Words corrected", was, text, start, end)
        case CustomerName(name):
            return Told("Customer’s name", call.customer_name or "", name)


def _turn(call: Call, at: Seconds, speaker: str) -> Turn | None:
    return next((t for t in reversed(call.turns) if t.speaker == speaker and t.start <= at <= t.end), None)


def _heard(call: Call, start: Seconds, end: Seconds, speaker: str) -> str:
    own = (turn for turn in call.turns if turn.speaker == speaker)
    return quote([word for turn in own for word in turn.words if is_within(word, start, end)])
