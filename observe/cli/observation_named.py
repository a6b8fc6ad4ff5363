"""The observation that somebody names on the command line: a stored one's number, or a path to a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from observe.errors import DocumentInvalid, UsageError

if TYPE_CHECKING:
    from observe.observation import Observation

#: Digits of the largest number that every database takes.
MOST_DIGITS = 9


def read(name: str) -> Observation | None:
    """The document at a path, or None where there is no such file.

    Raises:
        DocumentInvalid: it cannot be read, or is no observation.
    """
    from observe.io import document

    path = Path(name)
    if not path.is_file():
        return None
    try:
        return document.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise DocumentInvalid(f"{name} cannot be read ({error})", "Check the path") from error


def number(name: str) -> int:
    """The number of a stored observation.

    Raises:
        UsageError: it is none.
    """
    if not name.isdecimal() or len(name) > MOST_DIGITS:
        raise UsageError(
            f"found {name!r}, which is neither a file nor the number of a stored observation",
            "Numbers are printed by analyse and shown in the app",
        )
    return int(name)
