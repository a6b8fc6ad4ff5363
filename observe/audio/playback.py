"""A compact copy of a recording for the browser: AAC in MP4, its index first, so that seeking is exact.

Every current browser plays it, and its index says which bytes hold which moment, so a browser asks for just
those. The copy keeps the recording's own clock: what is heard at 12.3 s in one is heard at 12.3 s in the other.
It is made once for each recording and put in place whole.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from filelock import FileLock

from observe.audio.line import Samples
from observe.audio.mixing import mix_of, upright
from observe.audio.reading import reading
from observe.errors import AudioUnreadable
from observe.files import make_folder, replacing

MEDIA_TYPE = "audio/mp4"
FOLDER = "playback"
#: Plenty for speech; telephone sound has nothing above 4 kHz.
RATE_HZ = 24_000
BITS_PER_CHANNEL = 40_000


def playback_copy(recording: Path, sha256: str, data_folder: Path) -> Path:
    """Where the copy is; it is made first where there is none yet.

    Safe from several threads and processes at once: one makes it, the others wait.

    Args:
        recording: the kept recording.
        sha256: its name in the store.
        data_folder: the store's folder.

    Raises:
        AudioUnreadable: the recording is missing or cannot be decoded.
        StoreUnusable: the data folder is full or cannot be written.
    """
    target = data_folder / FOLDER / sha256[:2] / f"{sha256}.m4a"
    if target.is_file():
        return target
    make_folder(target.parent)
    with FileLock(target.with_suffix(".lock")):
        if not target.is_file():
            if not recording.is_file():
                raise AudioUnreadable(
                    "the recording's file is no longer in the data folder; expected it beside its observation",
                    "Add the recording again: its words and cues are kept",
                )
            with replacing(target) as temporary:
                _encode(recording, temporary)
    return target


def _encode(recording: Path, target: Path) -> None:
    try:
        # The same reading as the analysis has: the same channels, and the same clock.
        found = reading(recording, "the recording")
        mix = upright(mix_of(found), found)
        layout = "stereo" if mix.rows == 2 else "mono"
        # The index goes first, or a browser must fetch the end of the file before it can play.
        with av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as copy:
            out = copy.add_stream("aac", rate=RATE_HZ, options={"aac_coder": "fast"})
            out.codec_context.layout = layout
            out.bit_rate = BITS_PER_CHANNEL * (2 if layout == "stereo" else 1)
            heard = 0
            for block in found.blocks(RATE_HZ):
                heard += _write(copy, out, mix.of(block), layout, heard)
            if not heard:
                raise AudioUnreadable("found no sound in the recording; expected at least a second of it")
            copy.mux(out.encode(None))
    except (av.FFmpegError, ValueError) as error:
        said = f" ({error.message})" if isinstance(error, AudioUnreadable) else ""
        raise AudioUnreadable(
            f"the recording cannot be made ready for playing{said}", "Add the recording again"
        ) from error


def _write(
    copy: av.container.OutputContainer, out: av.AudioStream, block: Samples, layout: str, position: int
) -> int:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout=layout)
    frame.sample_rate, frame.pts, frame.time_base = RATE_HZ, position, Fraction(1, RATE_HZ)
    copy.mux(out.encode(frame))
    return int(block.shape[1])
