"""How loud a recording is, fifty times a second: what a waveform is drawn from, so that no browser decodes it.

Taken once from the copy for playing and kept beside it, one byte a level. The loudest hundredth of a recording
fills the scale, so that a quiet telephone line can be read as well as a loud one.
"""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.resampler import AudioResampler
from filelock import FileLock

from observe.errors import AudioUnreadable
from observe.store.folder import write_whole

#: Levels a second: a pixel or two each at the closest look at the timeline.
PER_SECOND = 50
#: Fine enough for a level, and a whole number of samples for each.
_RATE_HZ = 8000
_WINDOW = _RATE_HZ // PER_SECOND
#: The share of all levels that may go over the top of the scale: a click on the line would flatten a call.
_CLIPPED = 0.01
_FAINTEST = 1e-4  # below this a recording is taken for silent, not for quiet

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
    top = float(np.quantile(loudest, 1 - _CLIPPED, method="higher")) if loudest.size else 0.0
    scaled = loudest * (255 / max(top, _FAINTEST))
    found: Levels = np.rint(np.minimum(scaled, 255)).astype(np.uint8)
    return found


def _levels_in(copy: Path) -> Levels:
    found: list[Samples] = []
    rest: Samples | None = None
    try:
        with av.open(str(copy)) as source:
            sound = source.streams.audio[0]
            resampler = AudioResampler(format="fltp", layout=sound.codec_context.layout, rate=_RATE_HZ)
            for frame in source.decode(sound):
                for block in resampler.resample(frame):
                    rest = _gather(block, rest, found)
            for block in resampler.resample(None):
                rest = _gather(block, rest, found)
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise AudioUnreadable(
            f"the copy for playing cannot be decoded ({error})", "Add the recording again"
        ) from error
    if rest is not None and rest.shape[1]:
        found.append(np.abs(rest).max(axis=1, keepdims=True))
    if not found:
        raise AudioUnreadable("the copy for playing holds no sound", "Add the recording again")
    return levels(np.concatenate(found, axis=1))


def _gather(block: av.AudioFrame, rest: Samples | None, found: list[Samples]) -> Samples:
    """Note the loudest of each whole window; gives what is left of a window."""
    new: Samples = block.to_ndarray().astype(np.float32, copy=False)
    samples = new if rest is None else np.concatenate([rest, new], axis=1)
    windows = samples.shape[1] // _WINDOW
    whole = np.abs(samples[:, : windows * _WINDOW])
    found.append(whole.reshape(len(samples), windows, _WINDOW).max(axis=2))
    return samples[:, windows * _WINDOW :]
