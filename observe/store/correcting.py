"""What may be asked of the store about corrections: its protocol."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from observe.corrections import Correction, Edit, Told


class Corrections(Protocol):
    """What people corrected, recording by recording: added, never changed and never deleted."""

    def add(self, sha256: str, by: str, edits: Sequence[Edit], told: Told) -> Correction:
        """Add what somebody corrected at one go.

        Args:
            sha256: of the recording.
            by: name of who corrected it.
            edits: at least one.
            told: the same in words.

        Raises:
            UsageError: there is nothing to add, or no name.
            NotFound: no such recording is kept.
            ConsentInvalid: its consent was withdrawn or has run out.
        """

    def take_back(self, sha256: str, by: str, number: int) -> Correction:
        """Add that an entry no longer counts; it stays in the log. Taking back a taking-back restores.

        Raises:
            NotFound: the recording has no entry of that number, or the recording is not kept.
            UsageError: it is taken back already, or no name was given.
            ConsentInvalid: consent was withdrawn or has run out.
        """

    def of_recording(self, sha256: str) -> tuple[Correction, ...]:
        """Every entry about a recording, in order."""

    def people(self) -> Mapping[str, tuple[int, datetime]]:
        """For each name that corrections were made under, how many, also of those taken back, and the last."""

    def note(self, observation: int, original: int, upto: int) -> None:
        """Say that a stored observation was made from another one and its corrections.

        Args:
            observation: id of the one that was made.
            original: id of the one as it was analysed.
            upto: number of the last correction that was looked at.
        """

    def made_of(self, observation: int) -> tuple[int, int] | None:
        """The ``original`` and ``upto`` noted for an observation, or None for one as it was analysed."""

    def originals(self, sha256: str) -> tuple[int, ...]:
        """Ids of a recording's observations as they were analysed, the newest first."""
