"""Makes recordings in the formats people have, from a tone that can be recognised after decoding."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from tests.support.recordings import mux

Samples = npt.NDArray[np.float32]


def tone(seconds: float, rate: int, hertz: float = 440.0, level: float = 0.3) -> Samples:
    """A sine, float32 mono."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def encode(path: Path, samples: Samples, rate: int, codec: str, container: str | None = None) -> Path:
    """Write samples, shape (n,) or (channels, n), with the named FFmpeg codec."""
    return mux(path, [samples], codec=codec, container=container, rate=rate)


@pytest.fixture
def make_tone() -> Callable[..., Samples]:
    return tone


@pytest.fixture
def write_audio() -> Callable[..., Path]:
    return encode
