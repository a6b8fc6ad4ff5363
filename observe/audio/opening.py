"""Opening a file, or a part of it, with the readers that are allowed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import av

from observe.audio.part import Part

#: FFmpeg's readers for sound and for video with sound. A playlist is none of them: it would have other files
#: read, for which nobody gave consent.
READERS = (
    "aac,ac3,aiff,alaw,amr,amrnb,amrwb,ape,asf,au,avi,caf,dts,eac3,flac,flv,g722,g726,gsm,matroska,webm,mov,mp4,"
    "m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,mulaw,ogg,sbc,tta,voc,w64,wav,wv"
)


@contextmanager
def opened(path: Path, part: Part, *, alone: bool) -> Iterator[av.container.InputContainer]:
    """A part of a file, opened; ``alone`` where it is all of the file."""
    options = {"format_whitelist": READERS} | ({"ignore_length": "1"} if part.beyond else {})
    if alone:
        # Absolute, so that no name ("concat:…") is taken for one of FFmpeg's protocols.
        with av.open(str(path.absolute()), metadata_errors="ignore", options=options) as container:
            yield container
        return
    with (
        io.BufferedReader(_Window(path, part.start, part.end)) as window,
        av.open(window, metadata_errors="ignore", options=options) as container,
    ):
        yield container


class _Window(io.RawIOBase):
    """A stretch of a file as a file of its own."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        self._file: BinaryIO = path.open("rb")
        self._start, self._end, self._place = start, end, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._end - self._start}[whence]
        self._place = max(0, origin + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        self._file.seek(self._start + self._place)
        got = self._file.read(max(0, min(len(view), self._end - self._start - self._place)))
        view[: len(got)] = got
        self._place += len(got)
        return len(got)

    def close(self) -> None:
        self._file.close()
        super().close()
