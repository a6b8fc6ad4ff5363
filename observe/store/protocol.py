"""The store's protocol: what the pipeline, the worker and the app may ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from observe.annotation import Seconds
from observe.assessment.events import Entry, Event, Subject
from observe.assessment.people import Person
from observe.observation import Consent
from observe.store.correcting import Corrections
from observe.store.records import Added, Fault, Heard, Job, JobState, KeptRecording, Standing, StoredObservation
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

    def consent(self, sha256: str) -> Consent:
        """The consent that now covers a kept recording: ask before every use of it.

        Raises:
            NotFound: none is kept.
            ConsentInvalid: it was withdrawn, or its ``retain_until`` is past.
        """

    def give_consent(self, sha256: str, consent: Consent) -> None:
        """Note a consent given outright, also after a withdrawal, and for bytes that are not kept yet."""

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


class Jobs(Protocol):
    """The queue between the app and its workers."""

    def enqueue(self, sha256: str, options: Mapping[str, object]) -> Job:
        """Queue a kept recording, or give the job back that waits or runs with the same options.

        Raises:
            NotFound: no such recording is kept.
            ConsentInvalid: its consent was withdrawn or has run out.
        """

    def get(self, job: int) -> Job:
        """The job of that number.

        Raises:
            NotFound: there is none.
        """

    def list(self, states: Iterable[JobState] | None = None) -> tuple[Job, ...]:
        """Newest first: all, or those in the states given."""

    def states(self) -> Mapping[str, JobState]:
        """The state of each recording's newest job, by the recording's sha256."""

    def claim(self, worker: str) -> Job | None:
        """Take the oldest queued job, now running under ``worker``, or None; no two workers get the same."""

    def report(self, job: int, worker: str, stage: str, progress: float, *, resumed: bool = False) -> Standing:
        """Say how far a running job is.

        Args:
            job: its number.
            worker: who reports.
            stage: of the pipeline.
            progress: of the whole, in [0, 1]; never falls.
            resumed: what was gained since the last report came from an earlier run.

        Returns:
            Whether to go on: ``cancelled`` and ``lost`` mean stop.
        """

    def beat(self, job: int, worker: str) -> Standing:
        """Say that the worker lives; the same answer as ``report``."""

    def finish(self, job: int, worker: str, observation: int | None) -> bool:
        """Mark it done. False, and nothing changes, where the job is no longer that worker's."""

    def fail(self, job: int, worker: str, fault: Fault) -> bool:
        """Mark it failed. False, and nothing changes, where the job is no longer that worker's."""

    def release(self, job: int, worker: str) -> bool:
        """Put a running job back in the queue (or let go of it, where cancelling was asked); False as above."""

    def cancel(self, job: int) -> Job:
        """Cancel a queued job at once, a running one at its next report; one that is over stays as it is.

        Raises:
            NotFound: there is none.
        """

    def retry(self, job: int) -> Job:
        """Queue a failed or cancelled job again, its attempts counted from 0; others stay as they are.

        Raises:
            NotFound: there is none.
            ConsentInvalid: its consent was withdrawn or has run out.
        """

    def reclaim(self, *, older_than: Seconds = 120.0, attempts: int = 3) -> tuple[Job, ...]:
        """Take running jobs from workers not heard of for ``older_than`` seconds.

        They go back to the queue, or, after that many attempts, fail: a recording that kills its worker
        must not do so for ever.
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
