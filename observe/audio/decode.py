"""Decode what people have into float32 samples at 16 kHz, one row a channel.

PyAV carries FFmpeg's decoders inside its wheel: WAV (PCM, A-law, µ-law, GSM), MP3, M4A/AAC, Ogg/Opus, FLAC,
WebM, AMR and others need nothing else on the machine. `docs/recordings.md` tells what is done with each kind of
file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from observe.annotation import Seconds
from observe.audio.file import check_present
from observe.audio.line import Samples
from observe.audio.mixing import mix_of
from observe.audio.reading import MISSING_S, reading
from observe.errors import AudioUnreadable

SAMPLE_RATE_HZ = 16_000
SHORTEST_S: Seconds = 0.5
LONGEST_S: Seconds = 6 * 3600.0

__all__ = ["LONGEST_S", "SAMPLE_RATE_HZ", "SHORTEST_S", "Audio", "Samples", "decode"]


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """A decoded recording.

    Attributes:
        channels: float32, shape (n_channels, n_samples), in [-1, 1], 16 kHz; 1 or 2 channels.
        stored_channels: as found in the file, in all its tracks.
        stored_rate_hz: as found in the file.
        remarks: what was found in the file, and set right, that a user should know; a sentence each.
    """

    channels: Samples
    stored_channels: int
    stored_rate_hz: int
    remarks: tuple[str, ...] = ()

    @property
    def duration_s(self) -> Seconds:
        """Length in seconds."""
        return float(self.channels.shape[1]) / SAMPLE_RATE_HZ


def decode(path: Path, name: str | None = None) -> Audio:
    """Decode a recording.

    Args:
        path: an audio file, or a video file that has sound.
        name: what people call it, where that is not the path's own name.

    Raises:
        AudioUnreadable: the file is missing, empty, not audio, has no sound, is cut short, or is shorter or
            longer than observe handles.
    """
    check_present(path)
    called = name or path.name
    try:
        found = reading(path, called)
        mix = mix_of(found)
        # In one array made for the length it seems to have: a 3 h call must not be held twice.
        expected = min(found.guess_s or 600.0, LONGEST_S) + 2 * MISSING_S
        samples: Samples = np.empty((mix.rows, int(expected * SAMPLE_RATE_HZ)), np.float32)
        filled = 0
        for block in found.blocks(SAMPLE_RATE_HZ):
            if filled + block.shape[1] > samples.shape[1]:
                wider = np.empty((mix.rows, samples.shape[1] * 3 // 2 + block.shape[1]), np.float32)
                wider[:, :filled] = samples[:, :filled]
                samples = wider
            samples[:, filled : filled + block.shape[1]] = mix.of(block)
            filled += block.shape[1]
            if filled > LONGEST_S * SAMPLE_RATE_HZ:
                break  # too long already, however much is still to come
    except OSError as error:
        if isinstance(error, AudioUnreadable):
            raise
        raise AudioUnreadable(
            f"{called} cannot be read ({error.strerror or 'its disk gives an error'})",
            "Check the file's permissions and its disk",
        ) from error
    audio = Audio(samples[:, :filled], found.rows, found.rate_hz, (*found.remarks, *mix.remarks))
    _check_length(called, audio.duration_s)
    return audio


def _check_length(name: str, duration: Seconds) -> None:
    if duration == 0:
        raise AudioUnreadable(
            f"{name} holds 0 s of sound; expected a call", "Copy it again from where it was made"
        )
    if duration < SHORTEST_S:
        raise AudioUnreadable(
            f"{name} lasts {duration:.2f} s; expected at least {SHORTEST_S} s", "Check that it is the call"
        )
    if duration > LONGEST_S:
        raise AudioUnreadable(
            f"{name} lasts {duration / 3600:.1f} h; expected at most {LONGEST_S / 3600:.0f} h",
            "Split it into calls",
        )
