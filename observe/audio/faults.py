"""Why a file is refused, in words for whoever chose it; what FFmpeg says of it is for nobody."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

from observe.errors import AudioUnreadable

KINDS = "WAV, MP3, M4A, Ogg, Opus, FLAC, WebM or AMR"


def without_sound(called: str, holds: Sequence[str]) -> AudioUnreadable:
    """The file holds something, and no sound."""
    return AudioUnreadable(
        f"found no sound in {called} (it holds {', '.join(holds) or 'nothing'}); expected an audio track",
        "Export the call with its sound and try again",
    )


def unknown_coding(called: str, path: Path) -> AudioUnreadable:
    """There is sound, in a coding that nothing here decodes."""
    return AudioUnreadable(
        f"the sound in {called} is coded in a way that observe does not know{_coding(path)}; expected {KINDS}",
        "Export the call as WAV or MP3 from the system that recorded it",
    )


def not_audio(called: str, path: Path, *, cut: bool) -> AudioUnreadable:
    """The file cannot be decoded; ``cut`` where its header promises bytes that are not there."""
    return AudioUnreadable(
        f"{called} does not decode as audio ({_seems(path, cut=cut)})",
        f"Expected {KINDS}: play the file to check it, or export again",
    )


def _seems(path: Path, *, cut: bool) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
        rest = file.read(1024 * 1024)
    if head[4:8] in (b"ftyp", b"mdat", b"wide") and b"moov" not in head + rest:
        return "its index is missing, as where a copy or a recorder was stopped"
    if cut:
        return "its end is missing, as where a copy or a recorder was stopped"
    if not head.strip(b"\0"):
        return "it begins with nothing but zeros, as where a copy was stopped"
    if all(byte in b"\t\r\n\f" or byte >= 32 for byte in head) and _is_text(head):
        return "it holds text"
    if head[:4] == b"%PDF" or head[:2] == b"PK":
        return "it is a document or an archive"
    return "its bytes are those of no recording that observe knows, or are damaged"


def _is_text(head: bytes) -> bool:
    try:
        head[: len(head) - 3].decode()
    except UnicodeDecodeError:
        return False
    return True


def _coding(path: Path) -> str:
    """What the file calls its coding, in brackets, where it can be told."""
    with path.open("rb") as file:
        head = file.read(256 * 1024)
    if head[:4] in (b"RIFF", b"RF64") and (at := head.find(b"fmt ")) > 0 and len(head) >= at + 10:
        (tag,) = struct.unpack_from("<H", head, at + 8)
        return f" (WAV coding 0x{tag:04X})"
    if (at := head.find(b"stsd")) > 0 and head[at + 16 : at + 20].isascii():
        return f" (it is called {head[at + 16 : at + 20].decode(errors='replace').strip()!r} there)"
    return ""
