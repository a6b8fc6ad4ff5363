"""The store's protocol: what the pipeline, the worker and the app may ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from observe.assessment.analysed import Analysed
from observe.assessment.events import Entry, Event, Moment, Subject
from observe.assessment.people import Person
from observe.observation import Consent
from observe.store.correcting import Corrections
from observe.store.queueing import Jobs
from observe.store.records import Added, Covered, Figures, Heard, KeptRecording, StoredObservation
from observe.store.workspace import Workspace

if TYPE_CHECKING:
    from observe.schemes import Scheme


class Recordings(Protocol):
    """Recordings, kept once by sha256, each under a consent."""

    def permit(self, sha256: str, consent: Consent, file: str) -> None:
        """Pass only where these bytes may be read under the consent offered: ask before the first look at them.

        Args:
            sha256: of the recording, kept here or not.
            consent: offered for it.
            file: what the recording is called, for the message.

        Raises:
            ConsentInvalid: consent for these bytes was withdrawn, or a consent ran out.
        """

    def keep(self, path: Path, consent: Consent, sha256: str | None = None) -> KeptRecording:
        """Copy a recording into the data folder, unless its bytes are there already, and note the consent.

        Args:
            path: the recording.
            consent: read beforehand.
            sha256: of its bytes, where the caller has it already; a copy is checked against it.

        Raises:
            ConsentInvalid: consent for these bytes was withdrawn; ``give_consent`` is how it is given anew.
            AudioUnreadable: the file is missing, or changed while it was copied.
            StoreUnusable: no room, or the folder cannot be written; nothing half-written is left.
        """

    def get(self, sha256: str) -> KeptRecording:
        """The recording of that sum.

        Raises:
            NotFound: none is kept.
        """

    def list(self) -> tuple[Covered, ...]:
        """Every kept recording with what is on record about consent for it, the newest first."""

    def consent(self, sha256: str) -> Consent:
        """The consent that now covers a kept recording: ask before every use of it.

        Raises:
            NotFound: none is kept.
            ConsentInvalid: it was withdrawn, or its ``retain_until`` is past.
        """

    def consented(self) -> frozenset[str]:
        """sha256 of the kept recordings that ``consent`` would give a consent for now."""

    def give_consent(self, sha256: str, consent: Consent) -> None:
        """Note a consent given outright, also after a withdrawal, and for bytes that are not kept yet."""

    def change_consent(self, sha256: str, consent: Consent) -> None:
        """Note other terms of a consent that was not withdrawn, such as another last day.

        Raises:
            NotFound: none is kept.
            ConsentInvalid: it was withdrawn, so that only ``give_consent`` may say otherwise.
        """

    def withdraw(self, sha256: str, by: str) -> bool:
        """Note that consent was withdrawn and stop its jobs; also for bytes not kept, which then never will be.

        Returns:
            Whether the recording is kept here.
        """


class Observations(Protocol):
    """Observations, every version of them."""

    def add(self, document: str) -> StoredObservation:
        """Store an observation document (the JSON that ``observe.io.document.dumps`` writes) as a new version.

        Raises:
            DocumentInvalid: it is not such a document.
            NotFound: its recording is not kept here; keep it first.
        """

    def document(self, observation: int) -> str:
        """The document, exactly as it was added.

        Raises:
            NotFound: no observation has that id.
        """

    def get(self, observation: int) -> StoredObservation:
        """The row of that observation.

        Raises:
            NotFound: no observation has that id.
        """

    def latest(self, sha256: str) -> StoredObservation | None:
        """The newest version for a recording, or None."""

    def list(self, *, versions: bool = False) -> tuple[StoredObservation, ...]:
        """Newest first: the latest of each recording, or, with ``versions``, every one."""

    def heard(self, after: int = 0) -> Mapping[int, Heard]:
        """What was heard in each observation with an id greater than ``after``, by its id; it never changes."""

    def figures(self, after: int = 0) -> Mapping[int, Figures]:
        """Each observation with an id greater than ``after`` in figures, by its id; they never change."""

    def moments(self, observations: Iterable[int]) -> Mapping[int, tuple[Moment, ...]]:
        """The moments of the cues heard in some observations, in time order, by the observation's id."""

    def analysed(self, observations: Iterable[int]) -> Mapping[int, Analysed]:
        """What was heard in some observations, without the words of the call, by the observation's id."""

    def saying(self, sought: Sequence[str]) -> tuple[frozenset[int], ...]:
        """For each word or phrase sought, the ids of the observations in whose transcript it is found.

        Letter case and punctuation at a word's edges do not count; a part of a word is enough. A phrase lies
        within one turn. Every version counts.

        Args:
            sought: words or phrases; one in which nothing is left to look for is found nowhere.
        """


class Assessments(Protocol):
    """What people did to assessments: events that are added, never changed and never deleted."""

    def add(
        self,
        subject: Subject,
        observation: int,
        by: Person,
        event: Event,
        *,
        criteria: Sequence[str],
        seen: int = 0,
    ) -> Added:
        """Keep an event, where that person may add it to the assessment as it stands at that moment.

        Of two who act at once both are kept, and the second is told what the first did.

        Args:
            subject: what is marked.
            observation: id of the observation that the person is looking at.
            by: who does it.
            event: what they do.
            criteria: ids of the scheme's points, in its order.
            seen: number of the last entry that the person was shown (``Standing.last``).

        Raises:
            NotAllowed: that person may not do it, or something else has to come first.
            NotFound: the recording is not kept here, or that observation is none of it.
            ConsentInvalid: consent for the recording was withdrawn or has run out.
        """

    def entries(self, subject: Subject) -> tuple[Entry, ...]:
        """Everything done to one assessment, in order; also where consent no longer stands."""

    def of_recording(self, sha256: str) -> tuple[Entry, ...]:
        """Everything done to the assessments of a recording, by whatever scheme, in order."""

    def all(self) -> tuple[Entry, ...]:
        """Everything that anyone did, in order."""

    def count(self) -> int:
        """How many entries there are: while that stays the same, so does everything that ``all`` gives."""


class Schemes(Protocol):
    """The text of every marking scheme that was ever marked by, whatever becomes of its file."""

    def keep(self, scheme: Scheme) -> Scheme:
        """Keep a scheme's text, unless it is there already.

        Returns:
            The scheme as it is called here: where another text of it came earlier under the same version, its
            own is that version, ``+``, and the first digits of its sum, such as ``1.0+ab12cd``.

        Raises:
            UsageError: it was not read from a text.
        """

    def get(self, scheme: str, version: str, sha256: str | None = None) -> Scheme:
        """The scheme that ``keep`` gave.

        Args:
            scheme: its id.
            version: as ``keep`` called it.
            sha256: of its text, where that is known; None for whichever text is called so here.

        Raises:
            NotFound: no such text of that scheme is kept.
            SchemeInvalid: this version of observe cannot read the text any more.
        """


class Store(Protocol):
    """Recordings, observations, schemes, assessments, corrections, jobs, and a workspace for each recording."""

    @property
    def folder(self) -> Path:
        """The data folder."""

    @property
    def recordings(self) -> Recordings:
        """The recordings."""

    @property
    def observations(self) -> Observations:
        """The observations."""

    @property
    def schemes(self) -> Schemes:
        """The schemes' texts."""

    @property
    def assessments(self) -> Assessments:
        """What people did."""

    @property
    def corrections(self) -> Corrections:
        """What people corrected."""

    @property
    def jobs(self) -> Jobs:
        """The queue."""

    def workspace(self, sha256: str) -> Workspace:
        """Where the finished stages of one recording's analysis are kept, so that a later run can go on."""

    def now(self) -> datetime:
        """The store's clock, in UTC."""

    def close(self) -> None:
        """Let go of the database."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
