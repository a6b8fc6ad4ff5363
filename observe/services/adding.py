"""Recordings from a page into the store and the queue: each by itself, so that one bad file stops no other."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from observe import consent as consents
from observe.analysis.pipeline import Options
from observe.analysis.recording import Request
from observe.errors import ObserveError, unforeseen
from observe.files import make_folder, writing
from observe.observation import Consent
from observe.store import Store

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


@dataclass(frozen=True, slots=True)
class Upload:
    """A recording that somebody chose.

    Attributes:
        name: of its file.
        content: its bytes, read from the beginning.
        consent: under which it is to be kept.
    """

    name: str
    content: BinaryIO
    consent: Consent


T = TypeVar("T")
Outcome = tuple[list[int], list[Refusal]]


def samples() -> tuple[Path, ...]:
    """The sample calls that came with the program; none where it was installed without them."""
    return tuple(
        sorted(path for path in SAMPLES.glob("*") if path.suffix in (".flac", ".ogg", ".wav", ".opus"))
    )


@contextmanager
def as_file(folder: Path, name: str, content: BinaryIO) -> Iterator[Path]:
    """An upload as a file, under its own name; deleted when the block ends, by when the store has its copy.

    Raises:
        StoreUnusable: the disk is full or the folder cannot be written.
    """
    make_folder(folder)
    with writing(folder), tempfile.TemporaryDirectory(dir=folder, prefix="uploads-") as place:
        path = Path(place) / plain_name(name)
        content.seek(0)
        with path.open("wb") as file:
            shutil.copyfileobj(content, file)
        yield path


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


def add_uploads(
    store: Store, uploads: Sequence[Upload], options: Options, report: Callable[[int, str], None]
) -> Outcome:
    """Keep each recording under its consent and queue it; numbers of the jobs, and what was refused.

    Args:
        store: where to.
        uploads: one after the other, so that no more than one lies on the disk twice.
        options: for all of them.
        report: told, before each, how many went before it and what it is called.
    """
    places = itertools.count()

    def add(upload: Upload) -> int:
        report(next(places), upload.name)
        with as_file(store.folder, upload.name, upload.content) as path:
            kept = store.recordings.keep(path, upload.consent)
        return store.jobs.enqueue(kept.sha256, Request(options=options).as_dict()).id

    return _each([(upload.name, upload) for upload in uploads], add)


def refusal(store: Store, sha256: str, consent: Consent, file: str) -> str:
    """Why the store would not keep these bytes under that consent; empty where it would."""
    try:
        store.recordings.permit(sha256, consent, file)
    except ObserveError as error:
        return error.message
    return ""


def here(store: Store) -> frozenset[str]:
    """Sums of the recordings that are analysed already, or will be."""
    active = store.jobs.list(["queued", "running"])
    return frozenset({row.sha256 for row in store.observations.list()} | {job.sha256 for job in active})


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
        except Exception as error:  # a fault of observe's own must not cost the others
            refusals.append(Refusal(name, str(unforeseen(error, "store"))))
    return jobs, refusals
