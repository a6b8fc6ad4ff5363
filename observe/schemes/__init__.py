"""Marking schemes: five that come with the program, and a centre's own beside them.

A scheme is one YAML file (`docs/schemes.md`). `parse` reads one from text, `load` and `load_all` the installed
ones; `observe.marking.points` applies them to a call.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from observe.errors import SchemeInvalid, UsageError
from observe.schemes.reading import MOST_BYTES, inspect, parse
from observe.schemes.scheme import Answered, Criterion, Hearable, Scheme, Situation, WatchPoint, Way

__all__ = [
    "Answered",
    "Criterion",
    "Hearable",
    "Scheme",
    "Situation",
    "WatchPoint",
    "Way",
    "inspect",
    "load",
    "load_all",
    "own_folders",
    "parse",
    "read_text",
]

BUNDLED = Path(__file__).parent


def own_folders(data: Path) -> tuple[Path, ...]:
    """Where a centre keeps its own schemes: ``schemes`` in the data folder."""
    return (data / "schemes",)


def load_all(folders: Sequence[Path] = ()) -> tuple[Scheme, ...]:
    """Every installed scheme: the program's own first, then those of ``folders``, each by file name.

    Args:
        folders: where else to look for ``*.yaml``; a folder that does not exist holds none.

    Raises:
        SchemeInvalid: a file breaks a rule of the format, or two files hold one id.
    """
    own = [*_bundled()]
    taken = {scheme.id: "the program's own" for scheme in own}
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        scheme = parse(read_text(path), path.name)
        if scheme.id in taken:
            raise SchemeInvalid(
                f"{path.name}: found the scheme id “{scheme.id}”, which is taken by {taken[scheme.id]}",
                "Give the scheme an id of its own",
            )
        taken[scheme.id] = path.name
        own.append(scheme)
    return tuple(own)


def load(scheme_id: str, folders: Sequence[Path] = ()) -> Scheme:
    """The installed scheme of that id.

    Raises:
        UsageError: there is none; names those there are.
        SchemeInvalid: a file breaks a rule of the format.
    """
    schemes = {scheme.id: scheme for scheme in load_all(folders)}
    if scheme_id not in schemes:
        raise UsageError(f"found the scheme id “{scheme_id}”; expected one of {', '.join(schemes)}")
    return schemes[scheme_id]


def read_text(path: Path) -> str:
    """The text of a scheme's file.

    Raises:
        SchemeInvalid: the file cannot be read, is too large, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            found = file.read(MOST_BYTES + 1)
        if len(found) > MOST_BYTES:
            raise SchemeInvalid(
                f"{path.name}: found more than {MOST_BYTES:,} bytes, the most a scheme may have"
            )
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SchemeInvalid(
            f"{path.name}: found bytes that are not UTF-8 text", "Save the file as UTF-8"
        ) from error
    except OSError as error:
        raise SchemeInvalid(
            f"{path}: {error.strerror or error}; expected a readable scheme", "Check the path"
        ) from error


@cache
def _bundled() -> tuple[Scheme, ...]:
    return tuple(parse(read_text(path), path.name) for path in sorted(BUNDLED.glob("*.yaml")))
