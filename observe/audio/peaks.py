"""How loud a recording is, fifty times a second: what a waveform is drawn from, so that no browser decodes it.

Taken once from the copy for playing and kept beside it, one byte a level. The loudest hundredth of a recording
fills the scale, so that a quiet telephone line can be read as well as a loud one.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.resampler import AudioResampler
from filelock import FileLock

from observe.audio.playback import RATE_HZ
from observe.errors import AudioUnreadable
from observe.files import write_whole

#: Levels a second: a pixel or two each at the closest look at the timeline.
PER_SECOND = 50
#: Samples that a level stands for.
WINDOW = RATE_HZ // PER_SECOND
#: The share of all levels that may go over the top of the scale: a click on the line would flatten a call.
CLIPPED = 0.01
#: Below this a recording is taken for silent, not for quiet.
FAINTEST = 1e-4

Samples = npt.NDArray[np.float32]
Levels = npt.NDArray[np.uint8]


def peaks_of(copy: Path) -> bytes:
    """The levels of a copy for playing; they are taken first where nobody has yet.

    Safe from several threads and processes at once: one takes them, the others wait.

    Args:
        copy: as ``observe.audio.playback.playback_copy`` makes it.

    Returns:
        A byte that tells the number of channels, then a byte for each level, channel by channel.

    Raises:
        AudioUnreadable: the copy cannot be decoded.
        StoreUnusable: the data folder is full or cannot be written.
    """
    target = copy.with_suffix(".peaks")
    if not target.is_file():
        with FileLock(target.with_suffix(".peaks.lock")):
            if not target.is_file():
                levels = _levels_in(copy)
                write_whole(target, bytes([len(levels)]) + levels.tobytes())
    return target.read_bytes()


def levels(loudest: Samples) -> Levels:
    """The loudest sample of each window as a level from 0 to 255.

    Args:
        loudest: magnitudes, shape (n_channels, n_windows).

    Example:
        >>> levels(np.array([[0.0, 0.1, 0.2]], np.float32))
        array([[  0, 128, 255]], dtype=uint8)
    """
    top = float(np.quantile(loudest, 1 - CLIPPED, method="higher")) if loudest.size else 0.0
    scaled = loudest * (255 / max(top, FAINTEST))
    found: Levels = np.rint(np.minimum(scaled, 255)).astype(np.uint8)
    return found


def _levels_in(copy: Path) -> Levels:
    found: list[Samples] = []
    try:
        with av.open(str(copy)) as source:
            sound = source.streams.audio[0]
            # In blocks of a second: an hour is a hundred thousand frames.
            blocks = AudioResampler("fltp", sound.codec_context.layout, RATE_HZ, frame_size=RATE_HZ)
            for frame in chain(source.decode(sound), [None]):
                found += [_loudest(block.to_ndarray().astype(np.float32)) for block in blocks.resample(frame)]
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise AudioUnreadable("the copy for playing cannot be decoded", "Add the recording again") from error
    if not found:
        raise AudioUnreadable("the copy for playing holds no sound", "Add the recording again")
    return levels(np.concatenate(found, axis=1))


def _loudest(samples: Samples) -> Samples:
    """The largest magnitude of each window, shape (n_channels, n_windows); the last may be short."""
    windows = -(-samples.shape[1] // WINDOW)
    whole = np.pad(np.abs(samples), ((0, 0), (0, windows * WINDOW - samples.shape[1])))
    found: Samples = whole.reshape(len(samples), windows, WINDOW).max(axis=2)
    return found
