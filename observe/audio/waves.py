"""WAV and its kin: what their headers promise, and what lies after the end that they declare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from observe.audio.part import Bytes, Part, against, is_name, is_placeholder

#: Bytes after a recording's declared end that are too few to be sound anybody would miss.
FEW_BYTES = 1024
#: Trailers that players write after the sound.
TRAILERS = (b"ID3", b"TAG", b"APETAGEX", b"LYRICSBEGIN")


def wave(data: Bytes, start: int) -> Part | None:
    """A WAV file at ``start``, or None where none begins there."""
    if data[start : start + 4] not in (b"RIFF", b"RF64", b"RIFX") or data[start + 8 : start + 12] != b"WAVE":
        return None
    number = _reader(data, "big" if data[start : start + 4] == b"RIFX" else "little")
    place, wide = start + 12, 0
    while place + 8 <= len(data):
        name, size = data[place : place + 4], number(place + 4)
        if name == b"ds64":
            wide = number(place + 16, 8)
        if name == b"data":
            return _wave_with_sound(
                data, start, place + 8, wide if size == 2**32 - 1 and wide else size, number
            )
        if not is_name(name):
            break
        place += 8 + size + size % 2
    return Part(start, len(data))


def _wave_with_sound(data: Bytes, start: int, first: int, size: int, number: Callable[..., int]) -> Part:
    there = len(data) - first
    if is_placeholder(size):
        return Part(start, _next_wave(data, first))
    if size > there:
        riff = number(start + 4) + 8
        # The other size in the header knows better where it fits what is there.
        return Part(start, len(data), 1.0 if abs(start + riff - len(data)) <= 1 else size / max(there, 1))
    end = _after_chunks(data, first + size)
    if end >= len(data) or data[end : end + 4] in (b"RIFF", b"RF64", b"RIFX"):
        return Part(start, end, whole=True)
    after = _next_wave(data, end)
    if _is_sound(data, end, after):
        return Part(start, after, beyond=True)
    return Part(start, after, whole=True)


def _after_chunks(data: Bytes, place: int) -> int:
    """The byte after the chunks that follow the sound: titles, markers, padding."""
    while place + 8 <= len(data):
        padded = place + place % 2
        for at in dict.fromkeys((padded, place)):
            name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
            if name in (b"RIFF", b"RF64", b"RIFX"):
                return at
            if is_name(name) and at + 8 + size <= len(data) + 1:
                place = at + 8 + size
                break
        else:
            return place
    return min(place + place % 2, len(data)) if len(data) - place < 8 else place


def _next_wave(data: Bytes, place: int) -> int:
    """Where another WAV file begins after ``place``, or the end."""
    while (found := data.find(b"RIFF", place)) >= 0:
        if data[found + 8 : found + 12] == b"WAVE":
            return found
        place = found + 1
    return len(data)


def _is_sound(data: Bytes, start: int, end: int) -> bool:
    """Whether bytes after the declared end are sound: many, not all nil, no trailer and no text."""
    if end - start < FEW_BYTES or any(data[start : start + len(mark)] == mark for mark in TRAILERS):
        return False
    sample = data[start : min(end, start + 64 * 1024)]
    if sum(32 <= byte < 127 or byte in (9, 10, 13) for byte in sample) > 0.9 * len(sample):
        return False
    return any(
        data[place : min(end, place + 1024 * 1024)].strip(b"\0") for place in range(start, end, 1024 * 1024)
    )


def _reader(data: Bytes, order: Literal["big", "little"]) -> Callable[..., int]:
    def number(place: int, size: int = 4) -> int:
        return int.from_bytes(data[place : place + size], order)

    return number


def riff(data: Bytes) -> Part:
    """AVI: one recording, however many RIFF chunks it has; the last of them may be cut."""
    place = 0
    while data[place : place + 4] == b"RIFF":
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        if is_placeholder(size):
            return Part(0, len(data))
        place += 8 + size + size % 2
    return against(data, place)


def wave64(data: Bytes, start: int, end: int) -> Part:
    """Sony Wave64."""
    place = start + 40
    while place + 24 <= end:
        name, size = data[place : place + 4], int.from_bytes(data[place + 16 : place + 24], "little")
        if name == b"data":
            known = size >= 24 and not is_placeholder(size, 64)
            return Part(start, end, max(1.0, (size - 24) / max(end - place - 24, 1)) if known else 1.0)
        place += max(24, size + -size % 8)
    return Part(start, end)


def wavpack_heads(data: Bytes) -> list[int]:
    """Where each WavPack file begins: at a block that counts from 0 again."""
    places, place = [0], 0
    while place >= 0:
        begins = data[place + 25] >> 3 & 1  # the first block of those for several channels
        if place and begins and data[place + 16 : place + 20] == bytes(4):
            places.append(place)
        # Titles may lie between two files.
        place = data.find(b"wvpk", place + 8 + int.from_bytes(data[place + 4 : place + 8], "little"))
    return places


def wavpack(data: Bytes, start: int, end: int) -> Part:
    """WavPack: a block that goes on beyond the end has been cut."""
    place = start
    while data[place : place + 4] == b"wvpk" and place < end:
        place += 8 + int.from_bytes(data[place + 4 : place + 8], "little")
    return Part(start, end, max(1.0, (place - start) / (end - start)))


def aiff(data: Bytes, start: int) -> Part | None:
    """AIFF or AIFC at ``start``, or None where none begins there."""
    if data[start : start + 4] != b"FORM":
        return None
    size = int.from_bytes(data[start + 4 : start + 8], "big")
    if is_placeholder(size):
        return Part(start, len(data))
    end = start + 8 + size + size % 2
    there = len(data) - start
    return Part(start, min(end, len(data)), max(1.0, (8 + size) / there), whole=8 + size <= there)


def sun(data: Bytes, start: int) -> Part | None:
    """A Sun (``.au``) file at ``start``, or None where none begins there."""
    if data[start : start + 4] != b".snd":
        return None
    first, size = (int.from_bytes(data[start + at : start + at + 4], "big") for at in (4, 8))
    after = data.find(b".snd\0\0\0", start + 4)
    end = after if after > 0 else len(data)
    there = max(end - start - first, 1)
    if is_placeholder(size):
        return Part(start, end)
    return Part(start, end, max(1.0, size / there), whole=size <= there)


def caf(data: Bytes, start: int, end: int) -> Part:
    """Apple's CAF."""
    place = start + 8
    while place + 12 <= end:
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 12], "big")
        if name == b"data":
            there = end - place - 12
            return Part(start, end, 1.0 if size >= 2**63 else max(1.0, size / max(there, 1)))
        place += 12 + size
    return Part(start, end)
