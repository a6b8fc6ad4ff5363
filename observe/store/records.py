"""What the store gives back: plain, frozen rows. Times of day are aware datetimes in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from observe.annotation import Seconds
from observe.assessment.events import Entry
from observe.errors import ObserveError
from observe.observation import Basis, Consent
from observe.turns.dynamics import TALK, Portion

JobState = Literal["queued", "running", "done", "failed", "cancelled"]
STATES: tuple[JobState, ...] = ("queued", "running", "done", "failed", "cancelled")

#: What a worker is told when it reports: go on, stop because someone asked, or stop because it lost the job.
JobClaim = Literal["yours", "cancelled", "lost"]


@dataclass(frozen=True, slots=True)
class KeptRecording:
    """A recording in the data folder.

    Attributes:
        sha256: of its bytes, in hexadecimal; its name in the store.
        file: the name it first came under, without folders.
        path: where its bytes are.
        size_bytes: their number.
        kept_at: when it came in.
        consent: the latest given for it; whether it still stands is for ``Recordings.consent`` to say.
    """

    sha256: str
    file: str
    path: Path
    size_bytes: int
    kept_at: datetime
    consent: Consent


@dataclass(frozen=True, slots=True)
class ConsentOnRecord:
    """A kept recording, and what is on record about consent for it.

    Attributes:
        sha256: of its bytes.
        file: the name it first came under.
        kept_at: when it came in.
        consent: the latest given for it.
        withdrawn_by: who withdrew it, or took the withdrawal down; None where it was not withdrawn since.
        withdrawn_at: when, or None.
        observation: id of its newest analysis, or None where there is none.
    """

    sha256: str
    file: str
    kept_at: datetime
    consent: Consent
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    observation: int | None


@dataclass(frozen=True, slots=True)
class StoredObservation:
    """An observation as a list shows it, without its document.

    Attributes:
        id: what the user calls it by; never given twice.
        sha256: of its recording.
        file: the recording's name.
        version: 1 for the first analysis of that recording, then 2, 3, …
        latest: no later version is stored.
        created_at: when it was analysed.
        duration_s: length of the recording, in seconds.
        basis: of the consent it was made under.
        cues: how many were found.
        findings: number of findings by scheme, then by outcome.
        seconds: time each stage took, as its document says.
    """

    id: int
    sha256: str
    file: str
    version: int
    latest: bool
    created_at: datetime
    duration_s: Seconds
    basis: Basis
    cues: int
    findings: Mapping[str, Mapping[str, int]]
    seconds: Mapping[str, Seconds]

    @property
    def outcomes(self) -> dict[str, int]:
        """Number of findings by outcome, over all schemes."""
        totals: dict[str, int] = {}
        for counts in self.findings.values():
            for outcome, number in counts.items():
                totals[outcome] = totals.get(outcome, 0) + number
        return totals


@dataclass(frozen=True, slots=True)
class CuesAndOutcomes:
    """What was heard in an observation, as lists are filtered by it.

    Attributes:
        cues: the kinds of cue that were heard.
        outcomes: of each point, by the scheme's id and the point's.
    """

    cues: frozenset[str]
    outcomes: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Counted:
    """How often a kind of cue was heard in a call.

    Attributes:
        times: heard.
        first: seconds at which it was heard first.
    """

    times: int
    first: Seconds


@dataclass(frozen=True, slots=True)
class Figures:
    """A call in figures, for what is shown over many calls.

    Attributes:
        day: that stands for the call's own: when its consent was taken down.
        time: what the call's time is made of, in seconds.
        silences: how many lasted more than three seconds.
        longest: the longest of them, in seconds; 0 where there was none.
        cues: each kind that was heard.
    """

    day: date
    time: Mapping[Portion, Seconds]
    silences: int
    longest: Seconds
    cues: Mapping[str, Counted]

    @property
    def talk(self) -> Seconds:
        """In which somebody spoke."""
        return sum(self.time[portion] for portion in TALK)


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding an event to an assessment.

    Attributes:
        entry: the event as it was kept.
        meanwhile: what others did about the same point (or, like it, about the whole) that the person who
            added it had not seen; in order. Who may see it is for `observe.assessment.sight` to say.
    """

    entry: Entry
    meanwhile: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a job failed: an ``ObserveError``, kept.

    Attributes:
        stage: the part of the pipeline it came from.
        message: what was found, and what was expected.
        hint: what to do next.
    """

    stage: str
    message: str
    hint: str = ""

    @classmethod
    def of(cls, error: ObserveError) -> Fault:
        """The fault that an error describes."""
        return cls(error.stage, error.message, error.hint)


@dataclass(frozen=True, slots=True)
class Job:
    """A recording waiting for, in, or past analysis.

    Attributes:
        id: its number.
        sha256: of the recording.
        file: the recording's name.
        options: what the user asked for; JSON values.
        state: see ``STATES``.
        stage: of the pipeline, the last one reported; "" before the first.
        progress: of the whole, in [0, 1].
        resumed: the part of ``progress`` that came from an earlier run's stages and took no time.
        created_at: when it was queued.
        started_at: when its latest attempt began, or None.
        updated_at: when anything about it last changed.
        finished_at: when it was done, failed or cancelled, or None.
        fault: why it failed, or None.
        worker: which process has it, or had it last; "" before the first.
        heartbeat_at: when that process was last known to live, or None.
        attempts: how often it was taken up.
        cancel_requested: someone asked a running job to stop.
        observation: id of the observation it led to, or None.
    """

    id: int
    sha256: str
    file: str
    options: Mapping[str, object]
    state: JobState
    stage: str
    progress: float
    resumed: float
    created_at: datetime
    started_at: datetime | None
    updated_at: datetime
    finished_at: datetime | None
    fault: Fault | None
    worker: str
    heartbeat_at: datetime | None
    attempts: int
    cancel_requested: bool
    observation: int | None

    @property
    def active(self) -> bool:
        """It waits or runs."""
        return self.state in ("queued", "running")
