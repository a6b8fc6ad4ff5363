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

from observe.assessment import Decided, Mark, Moment, Opened, Person, Signed, Subject, standing_of
from observe.assessment.seal import seal
from observe.io import document
from observe.schemes import load
from observe.store import open_store

_SPEC = util.spec_from_file_location("seeding", Path(__file__).with_name("seeding.py"))
seeding = util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(seeding)

UNIT = load("resolve-problems")
POINTS = [criterion.id for criterion in UNIT.criteria]
ADA, LEE = Person("Ada Assessor", "assessor"), Person("Lee Learner", "learner")
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


class Desk:
    """People at work in the store that the app uses."""

    def __init__(self, folder, calls):
        self.folder, self.calls = folder, calls

    def does(self, stem, person, event):
        """Somebody does something to a call; gives the entry."""
        with open_store(self.folder, database="") as store:
            row = store.observations.get(self.calls[stem])
            subject = Subject(row.sha256, UNIT.id, UNIT.version)
            return store.assessments.add(subject, row.id, person, event, criteria=POINTS).entry

    def standing(self, stem):
        """Where a call's assessment stands."""
        with open_store(self.folder, database="") as store:
            subject = Subject(store.observations.get(self.calls[stem]).sha256, UNIT.id, UNIT.version)
            return standing_of(subject, POINTS, store.assessments.entries(subject))

    def opens(self, stem, *, assessor=ADA, learner=LEE.name, scenario="late delivery"):
        """A call is opened for blind marking."""
        return self.does(stem, ADA, Opened(learner, assessor.name, True, scenario))

    def decides(self, stem, person=ADA, decision="met", points=POINTS):
        """Somebody decides points, all of them alike."""
        for point in points:
            moment = Moment(10.0, 12.5, "so it was the March bill")
            self.does(stem, person, Decided(Mark(point, decision, "heard it", (moment,))))

    def signs(self, stem, person=ADA):
        """Somebody signs what they decided."""
        standing = self.standing(stem)
        return self.does(
            stem, person, Signed(person.name, seal(standing.subject, standing.marks_of(person.name)))
        )

    def signed(self, stem, **how):
        """A call is opened, decided and signed."""
        self.opens(stem, **how)
        self.decides(stem)
        self.signs(stem)
        return self


@pytest.fixture
def desk(seeded, empty):
    """People at work on the sample calls."""
    return Desk(empty, seeded)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture(scope="session")
def contrast():
    """Gives the contrast of two colours, ``#rrggbb``, as WCAG 2.2 computes it."""

    def between(one: str, other: str) -> float:
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    return between


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
