"""Fixtures: data folders for the pages to use, without a server."""

from __future__ import annotations

import pytest

from observe.assessment import Decided, Mark, Moment, Opened, Person, Signed, Subject, standing_of
from observe.assessment.seal import seal
from observe.io import document
from observe.schemes import load
from observe.store import open_store
from tests.support import seeding

UNIT = load("resolve-problems")
POINTS = [criterion.id for criterion in UNIT.criteria]
ADA, LEE = Person("Ada Assessor", "assessor"), Person("Lee Learner", "learner")


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """An empty data folder, which the app uses."""
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path))
    monkeypatch.delenv("OBSERVE_DATABASE", raising=False)
    return tmp_path


@pytest.fixture
def seeded(empty):
    """A data folder with the sample calls, which the app uses; gives each call's id by stem."""
    return seeding.seed(empty)


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
