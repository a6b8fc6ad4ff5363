"""The log of corrections: added to, never changed. Taking one back is an entry of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from observe.corrections.apply import apply
from observe.corrections.call import Call
from observe.corrections.edits import DoesNotFit, Edit
from observe.corrections.told import Told
from observe.observation import EditMade
from observe.undo import undone


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that a person did to a transcript.

    Attributes:
        id: its number; later entries have greater ones.
        by: name of who did it.
        at: when, with zone.
        edits: made together, and taken back together; empty where it takes another entry back.
        told: the same in words, as it was when it was made.
        takes_back: number of the entry that no longer counts, or None.
    """

    id: int
    by: str
    at: datetime
    edits: tuple[Edit, ...]
    told: Told
    takes_back: int | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    """A call with its log of corrections made.

    Attributes:
        call: as corrected.
        made: every correction in order, those taken back and those that do not fit included.
    """

    call: Call
    made: tuple[EditMade, ...]


def taken_back(log: Iterable[Correction]) -> frozenset[int]:
    """Numbers of the entries that no longer count; taking back a taking-back restores."""
    return undone({entry.id: entry.takes_back for entry in log if entry.takes_back is not None})


def replay(original: Call, log: Sequence[Correction]) -> Replayed:
    """Make all corrections that count, in the order they were made.

    One that does not fit, because the call was analysed again or an earlier one was taken back, is left out
    whole and says why: a person has to look at it.

    Args:
        original: as it was analysed.
        log: in any order.
    """
    dropped = taken_back(log)
    call = original
    made: list[EditMade] = []
    for entry in sorted(log, key=lambda each: each.id):
        if entry.takes_back is not None:
            continue
        record = _record(entry)
        if entry.id in dropped:
            made.append(replace(record, state="taken_back"))
            continue
        try:
            call = apply(call.turns, call.segments, call.roles, entry.edits, call.customer_name)
        except DoesNotFit as error:
            record = replace(
                record, state="does_not_fit", because=f"{error.message[:1].upper()}{error.message[1:]}."
            )
        made.append(record)
    return Replayed(call, tuple(made))


def _record(entry: Correction) -> EditMade:
    told = entry.told
    return EditMade(
        number=entry.id,
        what=told.what,
        start=told.start,
        end=told.end,
        before=told.before,
        after=told.after,
        by=entry.by,
        at=entry.at.isoformat(timespec="seconds"),
    )
