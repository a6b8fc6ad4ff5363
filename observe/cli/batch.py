"""A batch of recordings, one after another: what one of them meets never costs the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from observe import consent as consents
from observe.analysis import engines
from observe.analysis.pipeline import Engines
from observe.analysis.recording import Request, analyse_file, schemes_for
from observe.analysis.report import Report
from observe.cli import files
from observe.cli.progress import Progress
from observe.errors import ObserveError, Stage, unforeseen
from observe.io import document
from observe.observation import Consent
from observe.schemes import Scheme
from observe.store import open_store

if TYPE_CHECKING:
    from observe.store import Store


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one recording: a document, or a fault.

    Attributes:
        path: as it was named.
        document: of the observation.
        error: what went wrong.
        shared: the fault is not this recording's own: it stops all that are left.
    """

    path: Path
    document: dict[str, Any] | None = None
    error: ObserveError | None = None
    shared: bool = False


def each(
    paths: Sequence[Path], consent: str | None, request: Request, out: Path, *, quiet: bool
) -> Iterator[Done]:
    """Analyse one after another and give what became of each, as it ends.

    Args:
        paths: recordings and folders of them.
        consent: as the user gave it; None to find the record beside each recording.
        request: what is asked for.
        out: folder for the documents.
        quiet: show no progress.
    """
    found, faults = files.recordings(paths)
    for path, error in faults:
        yield Done(path, error=error)
    covered: dict[Path, Consent] = {}
    for path in found:
        try:
            covered[path] = consents.read(consent, path)
        except ObserveError as error:
            yield Done(path, error=error)
        except Exception as error:  # what one name meets must not cost the rest of a batch
            yield Done(path, error=unforeseen(error, "consent"))
    if not covered:
        return
    left = dict(covered)
    try:
        files.make_folder(out)
        with open_store() as store, Progress(len(covered), quiet=quiet) as progress:
            schemes = schemes_for(request, store)
            machinery = engines.build(request.model, request.device, request.options.cues)
            names = files.stems(found)
            for path, given in covered.items():
                del left[path]
                yield _one(path, given, machinery, schemes, request, store, progress, out, names[path])
    except ObserveError as error:
        # What all of them need is wanting: none of those left can be done.
        yield from (Done(path, error=error, shared=True) for path in left)


def _one(
    path: Path,
    consent: Consent,
    machinery: Engines,
    schemes: Sequence[Scheme],
    request: Request,
    store: Store,
    progress: Progress,
    out: Path,
    stem: str,
) -> Done:
    reached = _Reached()
    try:
        with progress.recording(path.name, store) as shown:
            stored, observation = analyse_file(
                path, consent, machinery, schemes, request.options, store, report=reached.then(shown)
            )
        files.write(out, files.free(out, stem, observation.recording.sha256), observation)
    except ObserveError as error:
        return Done(path, error=error)
    except Exception as error:  # a fault of observe's own must not cost the rest of a batch
        return Done(path, error=unforeseen(error, reached.stage))
    progress.done(path.name, stored.id, observation)
    return Done(path, document.as_dict(observation))


class _Reached:
    """The stage that an analysis has reached."""

    stage: Stage = "decode"

    def then(self, report: Report) -> Report:
        """A report that notes the stage and passes it on."""

        def noting(stage: str, share: float, *, cached: bool = False) -> None:
            self.stage = cast(Stage, stage)
            report(stage, share, cached=cached)

        return noting
