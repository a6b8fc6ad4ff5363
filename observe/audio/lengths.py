"""How long a recording says it is: a promise only where the sound's own header says so.

An estimate from the size and the first frames is none, nor is the length of a container that holds a picture
as well.
"""

from __future__ import annotations

import re
from pathlib import Path

from av import AudioStream
from av.container import InputContainer

from observe.annotation import Seconds
from observe.audio.part import Part

#: Containers whose streams say in samples how long they are.
COUNTED = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "tta", "ape"})
#: Containers that say how long the longest of what they hold is.
DECLARED = frozenset({"matroska,webm", "flv", "asf"})
#: Where the tag with the number of frames lies in an MPEG frame, after its four bytes.
XING_OFFSETS = (9, 13, 15, 17, 19, 21, 23, 32, 34)
_XING = re.compile(rb"(?:Xing|Info)")
_HEAD = 256 * 1024


def promised_s(path: Path, part: Part, container: InputContainer, stream: AudioStream) -> Seconds | None:
    """The seconds of sound that a stream's own header promises, or None where it says nothing.

    Args:
        path: the file.
        part: of it that is looked at.
        container: the part, opened.
        stream: the sound in it.
    """
    name = container.format.name
    if name in COUNTED and stream.duration and stream.time_base is not None:
        if name.startswith("mov") and _has(path, part, b"moof"):
            return None  # in fragments: what comes first cannot know how many follow
        return float(stream.duration * stream.time_base)
    with path.open("rb") as file:
        file.seek(part.start)
        head = file.read(min(_HEAD, part.end - part.start))
        if name == "mp3":
            return _of_mpeg(head + file.read(max(0, part.end - file.tell())))
    if name == "flac":
        return _of_flac(head)
    if name == "wv" and head[:4] == b"wvpk":
        samples = int.from_bytes(head[12:16], "little")
        return None if samples in (0, 2**32 - 1) or not stream.rate else samples / stream.rate
    return None


def declared_s(container: InputContainer) -> Seconds | None:
    """The length that a container declares for all that it holds, in seconds; None where it declares none."""
    if container.format.name not in DECLARED or not container.duration:
        return None
    return float(container.duration) / 1_000_000


def _has(path: Path, part: Part, box: bytes) -> bool:
    with path.open("rb") as file:
        place = part.start
        while place + 8 <= part.end:
            file.seek(place)
            head = file.read(16)
            size = int.from_bytes(head[:4], "big")
            if head[4:8] == box:
                return True
            if size == 1:
                size = int.from_bytes(head[8:16], "big")
            if size < 8:
                return False
            place += size
    return False


def _of_flac(head: bytes) -> Seconds | None:
    at = head.find(b"fLaC")
    if at < 0 or len(head) < at + 26:
        return None
    packed = int.from_bytes(head[at + 18 : at + 26], "big")
    rate, samples = packed >> 44, packed & (2**36 - 1)
    return samples / rate if rate and samples else None


#: Rates of MPEG 1; those of 2 are half of them, those of 2.5 a quarter.
_MPEG_RATES = (44_100, 48_000, 32_000)


def _of_mpeg(data: bytes) -> Seconds | None:
    """The sum of what every MP3 in the file promises, where they were joined."""
    total = 0.0
    for found in _XING.finditer(data):
        frame = _frame_before(data, found.start())
        flags = int.from_bytes(data[found.end() : found.end() + 4], "big")
        if frame is None or not flags & 1 or flags > 15:
            continue
        version, rate = frame
        frames = int.from_bytes(data[found.end() + 4 : found.end() + 8], "big")
        total += frames * (1152 if version == 3 else 576) / rate
    return total or None


def _frame_before(data: bytes, place: int) -> tuple[int, int] | None:
    """Version and rate of the layer III frame that holds a tag at ``place``."""
    for offset in XING_OFFSETS:
        at = place - offset - 4
        if at < 0 or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
            continue
        version, rate = data[at + 1] >> 3 & 3, data[at + 2] >> 2 & 3
        if version != 1 and rate != 3:
            return version, _MPEG_RATES[rate] // {3: 1, 2: 2, 0: 4}[version]
    return None
