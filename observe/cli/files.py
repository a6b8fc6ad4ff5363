"""Files of a batch: which recordings the paths name, what their documents are called, and writing those."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from observe.audio.file import ENDINGS
from observe.errors import AudioUnreadable, ObserveError, Stage, StoreUnusable, UsageError
from observe.observation import Observation

#: Bytes of a document's name without its ending: a disk takes 255, and an ending follows.
LONGEST_STEM = 200


def recordings(paths: Sequence[Path]) -> tuple[list[Path], list[tuple[Path, ObserveError]]]:
    """The files named and those in the folders named, each once; and, apart, the paths that name none.

    Hidden files in folders (``._call.wav``, which some systems write beside a copy) are passed over.
    """
    found: dict[Path, Path] = {}
    faults: list[tuple[Path, ObserveError]] = []
    for path in paths:
        try:
            files = _within(path) if path.is_dir() else [path]
        except ObserveError as error:
            faults.append((path, error))
            continue
        except OSError as error:
            faults.append((path, _unreachable(path, error)))
            continue
        for file in files:
            try:
                if not file.exists():
                    raise AudioUnreadable(f"found no file at {file}; expected a recording", "Check the path")
                _check_name(file)
                found.setdefault(file.resolve(), file)
            except ObserveError as error:
                faults.append((file, error))
            except OSError as error:
                faults.append((file, _unreachable(file, error)))
    return list(found.values()), faults


def _unreachable(path: Path, error: OSError) -> AudioUnreadable:
    return AudioUnreadable(f"{path} cannot be reached ({error.strerror})", "Check the path")


def _check_name(file: Path) -> None:
    try:
        file.name.encode()
    except UnicodeEncodeError as error:
        shown = file.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        raise AudioUnreadable(
            f"the file name {shown} holds bytes that are not UTF-8, as names from old archives do",
            "Rename the file and try again",
        ) from error


def _within(folder: Path) -> list[Path]:
    files = sorted(
        path
        for path in _all(folder)
        if path.suffix.lower().removeprefix(".") in ENDINGS and not path.name.startswith(".") and path.is_file()
    )
    if not files:
        raise UsageError(
            f"found no recordings in the folder {folder}; expected files such as .wav, .mp3, .m4a or .ogg",
            "Name the folder that holds them, or the recording itself",
        )
    return files


def _all(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in linked folders too; a folder that is reached twice is looked into once."""
    seen: set[str] = set()
    for place, inner, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(place)
        if real in seen:
            inner.clear()
            continue
        seen.add(real)
        yield from (Path(place) / name for name in names)


def stems(paths: Sequence[Path]) -> dict[Path, str]:
    """What to call each recording's documents: its stem, or its whole name where two share a stem.

    Capitals do not tell two names apart, because on some systems they do not tell two files apart.
    """
    shared = [path.stem.casefold() for path in paths]
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for path in paths:
        name = path.stem if shared.count(path.stem.casefold()) == 1 else path.name
        number = 2
        while name.casefold() in taken:
            name = f"{path.name}-{number}"
            number += 1
        taken.add(name.casefold())
        names[path] = _short(name)
    return names


def _short(name: str) -> str:
    """A name that leaves room for an ending; a longer one is cut, and a sum tells it from others."""
    if len(name.encode()) <= LONGEST_STEM:
        return name
    cut = name.encode()[: LONGEST_STEM - 9].decode(errors="ignore")
    return f"{cut}~{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def free(out: Path, stem: str, sha256: str) -> str:
    """The stem, or, where another recording's document has it already, the next that is free: ``001-2``.

    Args:
        out: the folder of the documents.
        stem: as ``stems`` gives it.
        sha256: of the recording: its own documents are written anew.
    """
    name, number = stem, 2
    while _is_anothers(out / f"{name}.observation.json", sha256):
        name = f"{stem}-{number}"
        number += 1
    return name


def _is_anothers(document: Path, sha256: str) -> bool:
    try:
        found = json.loads(document.read_text(encoding="utf-8"))["recording"]["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return False  # none is there, or it is no document of ours that could be kept for anybody
    return bool(found != sha256)


def make_folder(out: Path) -> None:
    """Make the folder for the documents, and see that it can be written before any slow work is done.

    Raises:
        StoreUnusable: it cannot be made or written.
    """
    probe = out / f".observe-{os.getpid()}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _unwritable(out, error) from error


def write(out: Path, stem: str, observation: Observation) -> None:
    """Write a recording's three documents, each whole or not at all.

    Raises:
        StoreUnusable: the folder cannot be written, or its disk is full.
    """
    from observe.files import write_whole
    from observe.io import document, rttm, vtt

    texts = {
        "rttm": rttm.dumps(observation.segments, stem),
        "vtt": vtt.dumps(observation.turns, observation.names),
        "observation.json": document.dumps(observation),
    }
    for ending, text in texts.items():
        try:
            write_whole(out / f"{stem}.{ending}", text.encode())
        except StoreUnusable as error:
            raise _unwritable(out, error.__cause__) from error


def write_lines(lines: Iterable[str], out: str, stage: Stage) -> None:
    """Write lines to a file that is either as it was before, or whole; ``-`` is standard output.

    Raises:
        StoreUnusable: the file cannot be written.
    """
    from observe.files import replacing

    if out == "-":
        for line in lines:
            print(line)
        return
    try:
        with replacing(Path(out)) as temporary, temporary.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    except StoreUnusable as error:
        reason = getattr(error.__cause__, "strerror", None) or str(error.__cause__)
        raise StoreUnusable(
            f"cannot write {out}: {reason}; expected a folder that can be written",
            "Name another place with --out",
            stage=stage,
        ) from error


def _unwritable(out: Path, error: BaseException | None) -> StoreUnusable:
    reason = getattr(error, "strerror", None) or str(error)
    return StoreUnusable(
        f"the folder {out} for the documents cannot be written ({reason})",
        "Name a folder you may write to with --out; what is analysed already is stored, and not done again",
        stage="export",
    )
