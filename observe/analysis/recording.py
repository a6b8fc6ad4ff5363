"""One recording through the pipeline and into the store: what the command line and the worker both call.

Consent is asked first, before a byte of the recording is read; one process at a time works on a recording.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from observe.analysis.correcting import bring_up_to_date
from observe.analysis.pipeline import Cues, Engines, Options, analyse
from observe.analysis.report import Report, silent
from observe.annotation import Seconds
from observe.audio.file import sha256_of
from observe.audio.peaks import peaks_of
from observe.audio.playback import playback_copy
from observe.errors import UsageError
from observe.files import check_room
from observe.io import document
from observe.observation import Consent, Observation
from observe.schemes import Scheme, load, load_all, own_folders
from observe.store import Job, StoredObservation
from observe.transcribe.whisper import Device

if TYPE_CHECKING:
    from observe.store import Store


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that is asked for, the same for a batch of recordings.

    Attributes:
        options: for the pipeline.
        model: Whisper's name or folder.
        device: ``auto``, ``cpu`` or ``cuda``.
        scheme: id of the one scheme to mark by; None for every installed one.
    """

    options: Options = field(default_factory=Options)
    model: str = "base"
    device: Device = "auto"
    scheme: str | None = None

    def as_dict(self) -> dict[str, object]:
        """The request as JSON values: what a job keeps."""
        return self.options.as_dict() | {"model": self.model, "device": self.device, "scheme": self.scheme}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Request:
        """The request that ``as_dict`` gave.

        Raises:
            UsageError: it holds something unknown.
        """
        own = {key: values[key] for key in ("model", "device", "scheme") if key in values}
        rest = {key: value for key, value in values.items() if key not in own}
        try:
            return cls(options=Options(**rest), **own)
        except TypeError as error:
            raise UsageError(
                f"found options that this version does not know ({error})", "Queue it again"
            ) from error


def schemes_for(request: Request, store: Store) -> tuple[Scheme, ...]:
    """The schemes to mark by: the one asked for, or every installed one and the centre's own.

    Raises:
        UsageError: no scheme has that id.
        SchemeInvalid: a file breaks a rule of the format.
    """
    folders = own_folders(store.folder)
    return (load(request.scheme, folders),) if request.scheme else load_all(folders)


def analyse_file(
    path: Path,
    consent: Consent,
    engines: Engines,
    schemes: Sequence[Scheme],
    options: Options,
    store: Store,
    *,
    name: str | None = None,
    report: Report = silent,
    wait: Seconds = 0.0,
) -> tuple[StoredObservation, Observation]:
    """Analyse a recording and store what was found, and the recording itself once.

    Args:
        path: the recording.
        consent: read beforehand.
        engines: recogniser and diariser.
        schemes: whose criteria to suggest findings for.
        options: what the user asked for.
        store: where it goes.
        name: what people call the recording, where that is not the path's own name.
        report: told how far it is.
        wait: seconds to wait for another process that works on the same recording; negative waits for ever.

    Returns:
        The stored row and the observation. Where nothing is new since the latest version, that version.

    Raises:
        AlreadyRunning: another process is at it.
        ConsentInvalid: consent for this recording was withdrawn or has run out.
        ObserveError: whatever the pipeline and the store raise.
    """
    sha256 = sha256_of(path)
    store.recordings.permit(sha256, consent, name or path.name)  # before a sample of it is decoded
    workspace = store.workspace(sha256)
    with workspace.lock(wait):
        check_room(store.folder, path.stat().st_size)  # now, and not after minutes of work
        # Before they are marked by, so that what marked a stored observation can always be had.
        schemes = tuple(store.schemes.keep(scheme) for scheme in schemes)
        observation = analyse(
            path, sha256, consent, engines, schemes, options, name=name, cache=workspace, report=report
        )
        report("store", 0.0)
        kept = store.recordings.keep(path, consent, sha256)
        # So that the first to open the call need not wait for its sound.
        peaks_of(playback_copy(kept.path, sha256, store.folder))
        originals = store.corrections.originals(sha256)
        before = document.loads(store.observations.document(originals[0])) if originals else None
        if before is None or not _says_the_same(before, observation):
            store.observations.add(document.dumps(observation))
        # What people corrected counts in this version as well, as far as it still fits.
        return bring_up_to_date(store, sha256, lambda: engines.meaning)


def job_runner(store: Store, build: Callable[[str, Device, Cues], Engines]) -> Callable[[Job, Report], int]:
    """What a worker calls for each job; engines stay loaded while the jobs ask for the same.

    Args:
        store: the worker's.
        build: gives engines for a model, a device and whether meaning is heard.
    """
    loaded: dict[tuple[str, Device, Cues], Engines] = {}

    def run(job: Job, report: Report) -> int:
        request = Request.from_dict(dict(job.options))
        kept = store.recordings.get(job.sha256)
        key = (request.model, request.device, request.options.cues)
        if key not in loaded:
            loaded.clear()  # two sets of models may not fit a laptop's memory
            loaded[key] = build(*key)
        stored, _ = analyse_file(
            kept.path,
            store.recordings.consent(job.sha256),
            loaded[key],
            schemes_for(request, store),
            request.options,
            store,
            name=kept.file,
            report=report,
        )
        peaks_of(
            playback_copy(kept.path, job.sha256, store.folder)
        )  # so that the first to open it need not wait
        return stored.id

    return run


def _says_the_same(one: Observation, other: Observation) -> bool:
    """Whether two observations differ only in when, and how fast, they were made."""
    return document.dumps(_timeless(one)) == document.dumps(_timeless(other))


def _timeless(observation: Observation) -> Observation:
    # A bare basis on the command line is taken down anew each time; that alone is nothing new.
    provenance = replace(observation.provenance, seconds={}, created_at="")
    return replace(observation, provenance=provenance, consent=replace(observation.consent, recorded_at=""))
