"""Recordings from a page into the store and the queue: each by itself, so that one bad file stops no other."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from observe import consent as consents
from observe.analysis import Request
from observe.errors import ObserveError
from observe.observation import Consent
from observe.pipeline import Options
from observe.store import Store
from observe.store.folder import make_folder, writing

SAMPLES = Path(__file__).resolve().parents[2] / "recordings_sample"
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Refusal:
    """A recording that was not taken in.

    Attributes:
        file: its name.
        reason: what was found and what to do, in one line.
    """

    file: str
    reason: str


T = TypeVar("T")
Outcome = tuple[list[int], list[Refusal]]


def samples() -> tuple[Path, ...]:
    """The sample calls that came with the program; none where it was installed without them."""
    return tuple(
        sorted(path for path in SAMPLES.glob("*") if path.suffix in (".flac", ".ogg", ".wav", ".opus"))
    )


@contextmanager
def written(folder: Path, uploads: Iterable[tuple[str, BinaryIO]]) -> Iterator[list[Path]]:
    """The uploads as files, under their own names; gone when the block ends, by when the store has its copies.

    Raises:
        StoreUnusable: the disk is full or the folder cannot be written.
    """
    make_folder(folder)
    with writing(folder), tempfile.TemporaryDirectory(dir=folder, prefix="uploads-") as place:
        paths = []
        for number, (name, content) in enumerate(uploads):
            path = Path(place) / str(number) / plain_name(name)
            path.parent.mkdir()
            with path.open("wb") as file:
                shutil.copyfileobj(content, file)
            paths.append(path)
        yield paths


def plain_name(name: str) -> str:
    """A file name without folders or control characters, short enough for any file system.

    Example:
        >>> plain_name("../../etc/call 7.wav"), plain_name("..")
        ('call 7.wav', 'recording')
    """
    last = "".join(one for one in name.replace("\\", "/").rpartition("/")[2] if one.isprintable()).strip()
    if last in ("", ".", ".."):
        return "recording"
    stem, dot, ending = last.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = last, ""
    while len(stem.encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    return f"{stem or 'recording'}.{ending}" if ending else stem


def add_files(store: Store, paths: Sequence[Path], consent: Consent, options: Options) -> Outcome:
    """Keep each recording under a consent and queue it; numbers of the jobs, and what was refused."""

    def add(path: Path) -> int:
        kept = store.recordings.keep(path, consent)
        return store.jobs.enqueue(kept.sha256, Request(options=options).as_dict()).id

    return _each([(path.name, path) for path in paths], add)


def add_kept(store: Store, sha256: str, options: Options) -> Outcome:
    """Queue a recording that is kept already; its consent on record counts."""
    name = store.recordings.get(sha256).file
    return _each([(name, sha256)], lambda sum_: store.jobs.enqueue(sum_, Request(options=options).as_dict()).id)


def add_sample(store: Store, path: Path) -> Outcome:
    """Keep and queue a sample call under the consent record beside it."""

    def add(sample: Path) -> int:
        kept = store.recordings.keep(sample, consents.read(None, sample))
        return store.jobs.enqueue(kept.sha256, Request().as_dict()).id

    return _each([(path.name, path)], add)


def _each(named: Iterable[tuple[str, T]], add: Callable[[T], int]) -> Outcome:
    jobs: list[int] = []
    refusals: list[Refusal] = []
    for name, one in named:
        try:
            jobs.append(add(one))
        except ObserveError as error:
            refusals.append(Refusal(name, str(error)))
    return jobs, refusals
