"""Whether the files of a model are there, and are what the manifest promises."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, Literal

from observe.errors import WeightsCorrupt, WeightsMissing
from observe.observation import ModelUsed
from observe.weights.manifest import Manifest, Model, ModelFile, installed, models_root

STAMP = ".verified.json"
ModelState = Literal["verified", "present", "missing", "wrong"]


def folder(name: str, *, root: Path | None = None, manifest: Manifest | None = None) -> Path:
    """The folder with a model's files, every one of which has the promised checksum.

    A file is read once; after that a stamp in the folder vouches for it while its size and time of change
    stay as they were.

    Args:
        name: of the model, as in the manifest.
        root: folder of the models' folders; by default `models_root`.
        manifest: by default the one that came with the program.

    Raises:
        UsageError: the manifest has no such model.
        WeightsMissing: a file is not there.
        WeightsCorrupt: a file is not what the manifest promises.
    """
    model = (manifest or installed()).model(name)
    path = (root or models_root()) / model.name
    for file in model.files:
        if not (path / file.path).is_file():
            raise WeightsMissing(
                f"the weights of {name} are not complete: {path / file.path} is missing",
                f"Fetch them with `observe models pull {name}`.",
            )
    # Taken before reading: a file that changes meanwhile is then read again next time.
    seen = {file.path: _seen(path, file) for file in model.files}
    vouched = _stamp(path)
    unread = [file for file in model.files if vouched.get(file.path) != seen[file.path]]
    for file in unread:
        check(path / file.path, file, hint=f"Fetch it again with `observe models pull {name}`.")
    if unread:
        _write_stamp(path, seen)
    return path


def used(name: str, *, manifest: Manifest | None = None) -> ModelUsed:
    """How an observation's provenance names a model of the manifest.

    Raises:
        UsageError: the manifest has no such model.
    """
    model = (manifest or installed()).model(name)
    return ModelUsed(name=model.name, revision=model.revision, sha256=model.files[0].sha256)


def check(path: Path, file: ModelFile, hint: str, *, named: str = "") -> None:
    """Read a file and compare it with what the manifest promises.

    Args:
        path: of the file.
        file: what is promised.
        hint: what to do if it is not that.
        named: what a fault calls the file; its path unless told.

    Raises:
        WeightsCorrupt: they differ; the message has both sums.
    """
    found, size = sha256(path), path.stat().st_size
    if found != file.sha256:
        raise WeightsCorrupt(
            f"{named or path} has {size} bytes with sha256 {found}; "
            f"expected {file.size} bytes with sha256 {file.sha256}",
            hint,
        )


def state(model: Model, root: Path) -> ModelState:
    """What is known of a model without reading its files.

    ``verified``: all there, checksums seen to be right; ``present``: all there with the right sizes, not yet
    read; ``wrong``: a size differs; ``missing``: a file is not there.
    """
    path = root / model.name
    if not all((path / file.path).is_file() for file in model.files):
        return "missing"
    if any((path / file.path).stat().st_size != file.size for file in model.files):
        return "wrong"
    vouched = _stamp(path)
    read = all(vouched.get(file.path) == _seen(path, file) for file in model.files)
    return "verified" if read else "present"


def sha256(path: Path) -> str:
    """The checksum of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _seen(path: Path, file: ModelFile) -> dict[str, Any]:
    stat = (path / file.path).stat()
    return {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "sha256": file.sha256}


def _stamp(path: Path) -> dict[str, Any]:
    try:
        stamp = json.loads((path / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(path: Path, seen: dict[str, Any]) -> None:
    # A folder that cannot be written goes without: its files are then read every time.
    with contextlib.suppress(OSError):
        handle, temporary = tempfile.mkstemp(prefix=STAMP, dir=path)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(seen, stream, indent=1)
            Path(temporary).replace(path / STAMP)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
