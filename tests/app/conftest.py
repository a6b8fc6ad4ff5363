"""Fixtures: a data folder seeded with the sample calls, and the app served from one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import util
from pathlib import Path

import pytest

from observe.io import document
from observe.store import open_store

_SPEC = util.spec_from_file_location("seeding", Path(__file__).with_name("seeding.py"))
seeding = util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(seeding)

STEMS = ("garden_enquiry", "delivery_mishandled", "billing_resolved")


@dataclass(frozen=True)
class Served:
    """The app under way.

    Attributes:
        url: where it answers.
        folder: its data folder.
        calls: id of each sample call's observation, by stem.
    """

    url: str
    folder: Path
    calls: dict[str, int]


def seed(folder: Path) -> dict[str, int]:
    with open_store(folder, database="") as store:
        ids = {}
        for stem in STEMS:
            observation = seeding.observation_of(stem)
            ids[stem] = seeding.keep(store, observation, seeding.SAMPLES / observation.recording.file)
        return ids


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty data folder, which the app uses."""
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path))
    monkeypatch.delenv("OBSERVE_DATABASE", raising=False)
    return tmp_path


@pytest.fixture
def seeded(empty):
    """A data folder with the sample calls, which the app uses; gives each call's id by stem."""
    return seed(empty)


@pytest.fixture
def billing() -> str:
    """The document of a sample call, not stored yet."""
    return document.dumps(seeding.observation_of("billing_resolved"))


def serve(folder: Path, *options: str) -> Iterator[str]:
    """Run ``observe app`` on a free port until the test is over; gives its address."""
    environment = {**os.environ, "OBSERVE_DATA": str(folder), "OBSERVE_DATABASE": ""}
    command = [sys.executable, "-m", "observe", "app", "--port", "0", *options]
    log = folder / "app.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)
        try:
            yield _address(process, log)
        finally:
            process.terminate()
            process.wait(60)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + 180
    while time.monotonic() < until:
        found = re.search(r"^observe is ready at (http://\S+)$", log.read_text(), re.MULTILINE)
        if found:
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"the app did not start: {log.read_text()}")


@pytest.fixture(scope="session")
def served(tmp_path_factory) -> Iterator[Served]:
    """The app, served from a seeded data folder without a worker, for tests that leave no trace in it."""
    yield from served_from(tmp_path_factory.mktemp("served"))


@pytest.fixture
def served_anew(tmp_path) -> Iterator[Served]:
    """The same for one test alone, which may change what is kept."""
    yield from served_from(tmp_path)


def served_from(folder: Path) -> Iterator[Served]:
    calls = seed(folder)
    for url in serve(folder, "--no-worker"):
        yield Served(url, folder, calls)
