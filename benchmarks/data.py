"""Where the recordings to measure on are; they are other people's and stay outside the project."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


class DataMissing(Exception):
    """What is to be measured on is not on this machine."""


def shared(*parts: str) -> Path:
    """A file or folder of the shared data: beside the project, or where ``OBSERVE_SHARED`` says.

    Raises:
        DataMissing: it is not there.
    """
    root = Path(os.environ.get("OBSERVE_SHARED", PROJECT.parent / "shared"))
    path = root.joinpath("data", *parts)
    if not path.exists():
        raise DataMissing(f"{path.name} is not in {root.name}/data; name the folder with OBSERVE_SHARED")
    return path


def telephone_sample(suffix: str) -> Path:
    """The 30 s telephone call that comes inside pyannote.audio (MIT): ``.wav``, ``.rttm`` or ``.stm``."""
    found = find_spec("pyannote.audio")
    if found is None or not found.submodule_search_locations:
        raise DataMissing("pyannote.audio is not installed")
    return Path(found.submodule_search_locations[0]) / "sample" / f"sample{suffix}"
