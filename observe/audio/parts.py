"""The parts of a file: recordings joined end to end.

Recorders that restart, and people who join files, put whole recordings one after another; FFmpeg reads the
first of them. A part is promised bytes only by a size that its writer knew: not by a placeholder, which a
writer that could not go back leaves there, nor by an estimate.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterator
from pathlib import Path

from observe.audio.boxes import EBML, asf, matroska, matroska_heads, movie, ogg_links
from observe.audio.part import Bytes, Part
from observe.audio.waves import aiff, caf, riff, sun, wave, wave64, wavpack, wavpack_heads

#: No part is looked for beyond so many: each would be opened by itself.
MOST_PARTS = 1000


def parts_of(path: Path) -> tuple[Part, ...]:
    """The parts of a file in their order; one for almost every file.

    Args:
        path: a file of at least a byte.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = list(_found(data))
    return tuple(found[:MOST_PARTS]) or (Part(0, path.stat().st_size),)


def _found(data: Bytes) -> Iterator[Part]:
    head = data[:16]
    if head[:4] in (b"RIFF", b"RF64", b"RIFX") and head[8:12] == b"WAVE":
        yield from _one_after_another(data, wave)
    elif head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        yield from _one_after_another(data, aiff)
    elif head[:4] == b".snd":
        yield from _one_after_another(data, sun)
    elif head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        yield from _one_after_another(data, movie)
    elif head[:4] == EBML:
        yield from _split_at(data, matroska_heads(data), matroska)
    elif head[:4] == b"fLaC":
        yield from _split_at(data, _every(data, b"fLaC\x00\x00\x00\x22", b"fLaC\x80\x00\x00\x22"))
    elif head[:4] == b"OggS":
        yield from _split_at(data, ogg_links(data))
    elif head[:5] == b"#!AMR":
        yield from _split_at(data, _every(data, data[:9].partition(b"\n")[0] + b"\n"))
    elif head[:4] == b"FLV\x01":
        yield from _split_at(data, _every(data, *(b"FLV\x01" + bytes([has]) + b"\0\0\0\x09" for has in (4, 5))))
    elif head[:4] == b"RIFF":
        yield riff(data)
    elif head[:16] == bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"):
        yield asf(data)
    elif head[:4] == b"caff":
        yield from _split_at(data, _every(data, b"caff\0\x01\0\0desc"), caf)
    elif head[:4] == b"riff":
        yield from _split_at(data, _every(data, head[:16]), wave64)
    elif head[:4] == b"wvpk":
        yield from _split_at(data, wavpack_heads(data), wavpack)


def _one_after_another(data: Bytes, part_at: Callable[[Bytes, int], Part | None]) -> Iterator[Part]:
    place = 0
    while place < len(data):
        part = part_at(data, place)
        if part is None or part.end <= place:
            return
        yield part
        place = part.end


def _split_at(
    data: Bytes,
    heads: list[int],
    part: Callable[[Bytes, int, int], Part] = lambda _, start, end: Part(start, end),
) -> Iterator[Part]:
    for start, end in zip(heads, [*heads[1:], len(data)], strict=True):
        yield part(data, start, end)


def _every(data: Bytes, *heads: bytes) -> list[int]:
    """Where each of the heads begins, in order; 0 is the first in any case."""
    places = {0}
    for head in heads:
        place = data.find(head, 1)
        while place > 0:
            places.add(place)
            place = data.find(head, place + 1)
    return sorted(places)
