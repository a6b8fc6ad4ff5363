"""Makes recordings in the formats people have, from a tone that can be recognised after decoding."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

Samples = npt.NDArray[np.float32]


def tone(seconds: float, rate: int, hertz: float = 440.0, level: float = 0.3) -> Samples:
    """A sine, float32 mono."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def encode(path: Path, samples: Samples, rate: int, codec: str, container: str | None = None) -> Path:
    """Write samples, shape (n,) or (channels, n), with the named FFmpeg codec."""
    rows = np.atleast_2d(samples)
    layout = "stereo" if rows.shape[0] == 2 else "mono"
    with av.open(str(path), "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate)
        stream.codec_context.layout = layout
        stream.codec_context.time_base = Fraction(1, rate)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(rows), format="fltp", layout=layout)
        frame.sample_rate = rate
        size = stream.codec_context.frame_size or 1024
        resampler = av.AudioResampler(
            format=stream.codec_context.format.name, layout=layout, rate=rate, frame_size=size
        )
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    return path


@pytest.fixture
def make_tone() -> Callable[..., Samples]:
    return tone


@pytest.fixture
def write_audio() -> Callable[..., Path]:
    return encode
