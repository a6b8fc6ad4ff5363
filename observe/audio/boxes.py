"""MP4, Matroska, ASF and Ogg: where each recording in a file begins and ends."""

from __future__ import annotations

from observe.audio.part import Bytes, Part, against, is_name, is_placeholder

#: The first bytes of every Matroska and WebM file, and of its segment.
EBML, SEGMENT = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"


def movie(data: Bytes, start: int) -> Part | None:
    """MP4, M4A and MOV: boxes, until another file's first box."""
    place, indexed = start, False
    while place + 8 <= len(data):
        size, name = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(data[place + 8 : place + 16], "big")
        if name == b"ftyp" and place > start and indexed:
            return Part(start, place, whole=True)
        if size < 8 or not is_name(name.replace(b"\xa9", b"c")):
            return Part(start, len(data))
        indexed = indexed or name == b"moov"
        if place + size > len(data):
            missing = place + size - len(data)
            return Part(start, len(data), 1.0 + missing / (len(data) - start))
        place += size
    return Part(start, len(data), whole=True)


def matroska_heads(data: Bytes) -> list[int]:
    """Where each Matroska or WebM file begins; 0 is the first in any case."""
    places = [0]
    place = data.find(EBML, 1)
    while place > 0:
        head = data[place : place + 64]
        if b"webm" in head or b"matroska" in head:
            places.append(place)
        place = data.find(EBML, place + 4)
    return places


def matroska(data: Bytes, start: int, end: int) -> Part:
    """Matroska or WebM: its segment says how many bytes it has, unless it was written live."""
    place = data.find(SEGMENT, start, start + 256)
    if place < 0:
        return Part(start, end)
    length = 8 - data[place + 4].bit_length() + 1
    size = int.from_bytes(data[place + 4 : place + 4 + length], "big") & (2 ** (7 * length) - 1)
    if size == 2 ** (7 * length) - 1 or size == 0:
        return Part(start, end)  # written live: nobody knew
    promised = place + 4 + length + size - start
    return Part(start, end, max(1.0, promised / (end - start)), whole=promised <= end - start)


def asf(data: Bytes) -> Part:
    """WMA and its kin: the sound says how many bytes it has."""
    place = int.from_bytes(data[16:24], "little")
    size = int.from_bytes(data[place + 16 : place + 24], "little")
    if is_placeholder(size, 64) or size < 50:
        return Part(0, len(data))
    return against(data, place + size)


def ogg_links(data: Bytes) -> list[int]:
    """Where each link of a chain begins: at a stream's first page that follows another's sound."""
    places, place, in_heads = [0], 0, True
    while place >= 0 and place + 27 <= len(data):
        first = bool(data[place + 5] & 2)
        if first and not in_heads:
            places.append(place)
        in_heads = first
        segments = data[place + 26]
        after = place + 27 + segments + sum(data[place + 27 : place + 27 + segments])
        place = after if data[after : after + 4] == b"OggS" else data.find(b"OggS", place + 4)
    return places
