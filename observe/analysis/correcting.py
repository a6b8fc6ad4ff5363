"""Corrections on stored calls: a person's correction in, a new version of the observation out.

Nothing is read from the sound again, so it takes a moment. The observation as it was analysed and every version
since are kept; the log of corrections says who changed what, and from what.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from observe.analysis.corrected import corrected
from observe.corrections import (
    Call,
    Correction,
    Edit,
    MergeSpeakers,
    RenameSpeaker,
    SetRole,
    apply,
    call_of,
    replay,
    tell,
)
from observe.errors import NotFound, UsageError, WeightsCorrupt, WeightsMissing
from observe.io import document
from observe.meaning import Meaning
from observe.observation import Observation
from observe.store import StoredObservation
from observe.store.schemes_used import schemes_of

if TYPE_CHECKING:
    from observe.store import Store

#: Gives the trained part, or None where it cannot be had.
Reading = Callable[[], Meaning | None]
#: Models by which an observation shows that the trained part took part in it.
_TRAINED = frozenset({"cue-adapter"})


@dataclass(frozen=True, slots=True)
class Current:
    """A recording's call as it stands.

    Attributes:
        original: id of the observation as it was analysed.
        observation: that observation.
        call: with every correction made that counts and fits.
        log: every correction, in order.
    """

    original: int
    observation: Observation
    call: Call
    log: tuple[Correction, ...]


@cache
def reading() -> Meaning | None:
    """The trained part, loaded once in a process; None where its weights are not here."""
    from observe.meaning.reader import Reader

    try:
        return Reader()
    except (WeightsMissing, WeightsCorrupt):
        return None


def current(store: Store, sha256: str) -> Current:
    """How a recording's call stands now.

    Raises:
        NotFound: no observation of it is stored.
    """
    for original in store.corrections.originals(sha256):
        observation = document.loads(store.observations.document(original))
        if observation.edits:
            continue  # made from another, by a process that was killed before it could say so
        log = store.corrections.of_recording(sha256)
        return Current(original, observation, replay(call_of(observation), log).call, log)
    raise NotFound(f"no observation of the recording {sha256[:12]}… is stored", "Analyse it first")


def correct(
    store: Store, sha256: str, by: str, edits: Sequence[Edit], read: Reading = reading
) -> tuple[StoredObservation, Observation]:
    """Make a correction, and store the call as it is with it.

    Args:
        store: where the call is kept.
        sha256: of the recording.
        by: name of who corrects it.
        edits: made, and taken back, together.
        read: gives the trained part; asked only where the call was analysed with it.

    Raises:
        DoesNotFit: it speaks of words or a voice that are not there now.
        UsageError: it would change nothing, or no name was given.
        NotFound: no observation of the recording is stored.
        ConsentInvalid: consent was withdrawn or has run out.
    """
    stands = current(store, sha256)
    call = stands.call
    anchored = tuple(_anchored(call, edit) for edit in edits)
    after = apply(call.turns, call.segments, call.roles, anchored, call.customer_name)
    if after == call:
        raise UsageError("found a correction that changes nothing", "Change something, or leave it as it is")
    store.corrections.add(sha256, by, anchored, tell(call, anchored))
    return bring_up_to_date(store, sha256, read)


def take_back(
    store: Store, sha256: str, by: str, number: int, read: Reading = reading
) -> tuple[StoredObservation, Observation]:
    """Take a correction back, and store the call as it is without it.

    Raises:
        NotFound: the recording has no correction of that number.
        UsageError: it is taken back already.
        ConsentInvalid: consent was withdrawn or has run out.
    """
    store.corrections.take_back(sha256, by, number)
    return bring_up_to_date(store, sha256, read)


def bring_up_to_date(
    store: Store, sha256: str, read: Reading = reading
) -> tuple[StoredObservation, Observation]:
    """The newest version of a call, made now where the latest analysis or correction is not in it yet.

    Raises:
        NotFound: no observation of the recording is stored.
    """
    while True:
        stands = current(store, sha256)
        upto = stands.log[-1].id if stands.log else 0
        latest = store.observations.latest(sha256)
        if latest is None:
            raise NotFound(f"no observation of the recording {sha256[:12]}… is stored", "Analyse it first")
        if not stands.log and latest.id == stands.original:
            return latest, stands.observation
        if store.corrections.made_of(latest.id) == (stands.original, upto):
            return latest, document.loads(store.observations.document(latest.id))
        seen = stands.observation
        trained = any(model.name in _TRAINED for model in seen.provenance.models)
        made = corrected(
            seen, stands.log, read() if trained else None, schemes_of(store, seen), now=store.now()
        )
        row = store.observations.add(document.dumps(made))
        store.corrections.note(row.id, stands.original, upto)
        # Round again: whoever corrected or analysed meanwhile is to be in the newest version too.


def swapped(call: Call) -> tuple[SetRole, ...]:
    """What swaps agent and customer.

    Raises:
        UsageError: there are not both on the call.
    """
    other = {"agent": "customer", "customer": "agent"}
    found = {speaker: call.role(speaker) for speaker in call.speakers}
    if not {"agent", "customer"} <= set(found.values()):
        raise UsageError(
            "found no agent and customer to swap; expected one of each", "Say what each voice is, one by one"
        )
    return tuple(
        SetRole(speaker, "customer" if role == "agent" else "agent")
        for speaker, role in found.items()
        if role in other
    )


def _anchored(call: Call, edit: Edit) -> Edit:
    """A correction about a voice, tied to a second at which that voice speaks."""
    if isinstance(edit, RenameSpeaker | SetRole | MergeSpeakers) and edit.at is None:
        own = [turn for turn in call.turns if turn.speaker == edit.speaker]
        longest = max(own, key=lambda turn: turn.end - turn.start, default=None)
        return replace(edit, at=round(longest.start, 3)) if longest is not None else edit
    return edit
