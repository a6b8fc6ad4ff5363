"""A recording in a file, with the bytes that its own header promises."""

from __future__ import annotations

import mmap
from dataclasses import dataclass

Bytes = mmap.mmap


@dataclass(frozen=True, slots=True)
class Part:
    """One recording in a file.

    Attributes:
        start: its first byte.
        end: the byte after its last one that is there.
        promised: how many times the bytes of sound that are there its header promises; 1 where it is whole or
            promises nothing.
        whole: its header says how many bytes it has, and they are there.
        beyond: there is sound after the end that its header declares.
    """

    start: int
    end: int
    promised: float = 1.0
    whole: bool = False
    beyond: bool = False


def is_placeholder(size: int, bits: int = 32) -> bool:
    """Whether a size is what a writer puts that cannot go back: nothing, the most there is, a round number.

    Example:
        >>> [is_placeholder(size) for size in (0, 0xFFFF_FFFF, 0x7FFF_F000, 0x1000_0000, 320_044)]
        [True, True, True, True, False]
    """
    if size == 0 or size >= 2**bits - 2**16 or 2 ** (bits - 1) - 2**16 <= size <= 2 ** (bits - 1) + 64:
        return True
    return size >= 2**28 and min(size % 2**28, 2**28 - size % 2**28) <= 64


def is_name(name: bytes) -> bool:
    """Whether four bytes can name a chunk or a box."""
    return len(name) == 4 and all(32 <= byte < 127 for byte in name)


def against(data: Bytes, promised: int) -> Part:
    """All of a file, against the number of bytes that it is promised to have."""
    return Part(0, len(data), max(1.0, promised / len(data)), whole=promised <= len(data) + 1)
