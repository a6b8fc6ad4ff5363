"""A recording as a file: the endings it may have, that it is there, and the sum that names it in the store."""

from __future__ import annotations

import hashlib
from pathlib import Path

from observe.errors import AudioUnreadable

#: What is taken from a folder, and what the uploader offers to choose. A file that is named outright is tried
#: whatever it is called: what it really holds is found out when it is decoded.
ENDINGS = tuple(
    "wav w64 mp3 mpga mp2 m4a m4b mp4 m4v mov 3gp 3g2 aac ogg oga ogv opus flac webm weba mka mkv avi flv amr "
    "awb gsm g722 wma wmv aif aiff aifc au caf wv tta ape ac3 voc".split()
)


def check_present(path: Path) -> None:
    """Refuse what cannot be a recording, before any of it is read.

    Raises:
        AudioUnreadable: the file is missing, is no file, or is empty.
    """
    try:
        if not path.exists():
            raise AudioUnreadable(f"found no file at {path}; expected a recording", "Check the path")
        if not path.is_file():
            raise AudioUnreadable(f"{path} is not a file; expected a recording", "Name the recording itself")
        size = path.stat().st_size
    except OSError as error:
        raise AudioUnreadable(
            f"{path} cannot be reached ({error.strerror})", "Check the path and the permissions of its folder"
        ) from error
    if size == 0:
        raise AudioUnreadable(
            f"{path.name} is empty (0 bytes); expected a recording", "Copy it again from where it was made"
        )


def sha256_of(path: Path) -> str:
    """The SHA-256 of a recording's bytes, in hexadecimal: its name in the store.

    Raises:
        AudioUnreadable: the file is missing, empty or may not be read.
    """
    check_present(path)
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise AudioUnreadable(
            f"{path.name} cannot be read ({error.strerror})", "Check the file's permissions"
        ) from error
