"""A folder of weights to carry to a machine without network: files, sums, licences, and how to use it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from observe.errors import ObserveError, StoreUnusable, UsageError
from observe.weights.check import STAMP, check, folder
from observe.weights.manifest import Model, installed_file, models_root, read
from observe.weights.sources import Report

SUMS, MANIFEST, LICENCES, HOW = "SHA256SUMS", "manifest.toml", "LICENCES.txt", "HOW-TO-USE.txt"
_TEXTS = Path(__file__).resolve().parent / "licences"
_BESIDE = {SUMS, MANIFEST, LICENCES, HOW, ".lock"}
_USE = """Weights for observe, to be used on a machine without network.

Either set OBSERVE_MODELS to this folder, or copy the folders of the models into the program's own folder of
weights (models/ of a checkout). Then, on that machine:

    observe models verify

reads every file and compares it with the checksum the program knows; `sha256sum -c SHA256SUMS` does so without
observe. Whose the models are and what you may do with them: LICENCES.txt.
"""


def export(
    into: Path,
    names: Sequence[str] = (),
    *,
    root: Path | None = None,
    manifest_file: Path | None = None,
    report: Report = lambda what, done, total: None,
) -> tuple[Model, ...]:
    """Write the folder, whole or not at all; an earlier export there is replaced.

    Args:
        into: the folder to make; it may be there if it is empty or an earlier export.
        names: of models; none means those that the program needs, and the optional ones that are here.
        root: folder of the models' folders; by default `models_root`.
        manifest_file: by default the manifest that came with the program.
        report: told of progress.

    Returns:
        The models that are in it.

    Raises:
        UsageError: no model has a given name, or the folder holds something else or cannot be replaced.
        WeightsMissing: a model is not here.
        WeightsCorrupt: a model's file is not what the manifest promises, here or as it was copied.
        StoreUnusable: the folder cannot be written.
    """
    root, manifest_file = root or models_root(), manifest_file or installed_file()
    manifest = read(manifest_file)
    models = tuple(manifest.model(name) for name in dict.fromkeys(names)) or tuple(
        model for model in manifest.models if model.default or (root / model.name).is_dir()
    )
    into = into.expanduser().absolute()
    _check_free(into, root)
    for model in models:
        folder(model.name, root=root, manifest=manifest)
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{into.name}-", dir=into.parent) as temporary:
            made = Path(temporary) / "made"
            _fill(made, models, root, manifest_file, report)
            if into.exists():
                into.rename(Path(temporary) / "before")
            made.rename(into)
    except OSError as error:
        if isinstance(error, ObserveError):
            raise
        raise StoreUnusable(
            f"{into} cannot be written: {error.strerror or error}",
            "Make room or give write access there, or name another folder.",
            stage="weights",
        ) from error
    return models


def _check_free(into: Path, root: Path) -> None:
    if os.path.ismount(into):
        raise UsageError(f"{into} is the top of a disk", "Name a folder on it, which is then made.")
    if root.resolve().is_relative_to(into.resolve()):
        raise UsageError(f"the program's own weights lie in {into}", "Name another folder.")
    if into.exists() and not into.is_dir():
        raise UsageError(f"{into} is a file; expected a folder to make", "Name another one.")
    if into.is_dir() and any(into.iterdir()) and (strange := _strange(into)):
        raise UsageError(
            f"{into} is not empty, and no earlier export: it holds {strange}",
            "Name a folder that is empty or not there yet.",
        )


def _strange(into: Path) -> str:
    """The first thing in a folder that an export does not have; empty where it is an export."""
    if not (into / SUMS).is_file():
        return min(path.name for path in into.iterdir())
    listed = {line.partition("  ")[2] for line in (into / SUMS).read_text(encoding="utf-8").splitlines()}
    for path in sorted(into.rglob("*")):
        name = path.relative_to(into).as_posix()
        if not path.is_dir() and path.name != STAMP and name not in listed | _BESIDE:
            return name
    return ""


def _fill(made: Path, models: Sequence[Model], root: Path, manifest_file: Path, report: Report) -> None:
    sums = []
    for model in models:
        done = 0
        for file in model.files:
            target = made / model.name / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            with (root / model.name / file.path).open("rb") as source, target.open("wb") as copy:
                while block := source.read(1 << 20):
                    done += copy.write(block)
                    report(model.name, done, model.size)
            check(target, file, "Its copy has been thrown away; try another disk.")
            sums.append(f"{file.sha256}  {model.name}/{file.path}\n")
    shutil.copyfile(manifest_file, made / MANIFEST)
    (made / LICENCES).write_text("".join(_licences(models)), encoding="utf-8")
    (made / HOW).write_text(_USE, encoding="utf-8")
    (made / SUMS).write_text("".join(sums), encoding="utf-8")


def _licences(models: Sequence[Model]) -> Iterator[str]:
    for model in models:
        yield f"{model.name}: {model.licence}, {model.holder}\n"
        yield f"    published as {model.upstream}, {model.revision}\n"
    for licence in sorted({model.licence for model in models}):
        text = (_TEXTS / f"{licence}.txt").read_text(encoding="utf-8")
        yield f"\n\n{licence}\n{'=' * len(licence)}\n\n{text}"
