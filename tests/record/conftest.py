"""Evidence records to look at: two sample calls with assessments, and calls nobody would like to meet."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pytest

from docs.records import make as made
from observe.annotation import turn_from_text
from observe.assessment import Decided, Entry, Mark, Moment, Opened, Person, Signed, Subject, standing_of
from observe.assessment.seal import seal
from observe.observation import Consent, Dynamics, Finding, Observation, Provenance, Recording
from observe.schemes import Criterion, Scheme
from tests.support import seeding

#: Seconds that the word processor may take over all documents of a test: it starts from a cold disk.
PATIENCE = 300
ASSESSOR = Person("Łukasz Wójcik-李 😀", "assessor")


@dataclass(frozen=True)
class Case:
    """What a record is made of."""

    observation: Observation
    scheme: Scheme
    standing: object

    @property
    def parts(self):
        """What ``content.make`` and ``export`` take."""
        return self.observation, self.scheme, self.standing


@pytest.fixture(scope="session")
def cases():
    """The two sample calls: ``signed`` and ``draft``."""
    return {name: Case(*parts) for name, parts in made.calls().items()}


@pytest.fixture
def desk():
    """Makes a desk at which people act on the well-handled call."""
    return lambda stem="billing_resolved": made.Desk(seeding.observation_of(stem), made.load(made.UNIT))


def case_of(
    quotes,
    *,
    points=1,
    text="Says sorry.",
    comment="Heard it.",
    sign=True,
    turns=None,
    name=ASSESSOR.name,
    learner="Zoë محمد",
    unit="A unit made up for its tests",
):
    """A call with a point a quote at least, all decided as met by one assessor, and signed unless told."""
    person = Person(name, "assessor")
    words = turns if turns is not None else [("agent", quote) for quote in quotes]
    spoken = tuple(
        turn_from_text(place, role, role, said, start=10.0 * place) for place, (role, said) in enumerate(words)
    )
    scheme = Scheme(
        id="made-up",
        title=unit,
        version="2.0",
        source="nowhere.txt",
        criteria=tuple(
            Criterion(id=f"point-{n}", number=n, text=f"{text} {n}", heard="on_call", cues=("apology",))
            for n in range(1, points + 1)
        ),
    )
    findings = tuple(
        Finding("made-up", c.id, "no_opportunity", (), "Nothing was heard.") for c in scheme.criteria
    )
    observation = Observation(
        Recording("a call.wav", "c" * 64, 3700.0, 1, 8000),
        Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00", "2027-03-02"),
        Provenance("0.1.0", (), {}, {}, "2026-03-03T10:00:00+00:00"),
        spoken,
        (),
        Dynamics({}, (), (), {}, {}),
        findings,
    )
    subject = Subject("c" * 64, "made-up", "2.0")
    names = [criterion.id for criterion in scheme.criteria]
    events = [Opened(learner, person.name, False)]
    for place, criterion in enumerate(names):
        moments = (Moment(10.0 * place, 10.0 * place + 4, quotes[place]),) if place < len(quotes) else ()
        events.append(Decided(Mark(criterion, "met", comment, moments)))
    entries = [_entry(number, subject, person, event) for number, event in enumerate(events, 1)]
    if sign:
        marks = standing_of(subject, names, entries).marks_of(person.name)
        entries.append(_entry(len(entries) + 1, subject, person, Signed(person.name, seal(subject, marks))))
    return Case(observation, scheme, standing_of(subject, names, entries))


def _entry(number, subject, person, event):
    return Entry(number, subject, 1, person, made.BEGIN, event)


@pytest.fixture
def case():
    """`case_of`, for tests that make their own call."""
    return case_of


class Pages:
    """A PDF as a reader sees it."""

    def __init__(self, data: bytes) -> None:
        self._document = pypdfium2.PdfDocument(data)

    def __len__(self) -> int:
        return len(self._document)

    def text(self, number: int) -> str:
        """The words of a page, white space and places to break as single spaces."""
        return squeezed(self._document[number].get_textpage().get_text_range())

    @property
    def whole(self) -> str:
        """The words of all pages."""
        return squeezed(" ".join(self.text(number) for number in range(len(self))))

    @property
    def bookmarks(self) -> list[str]:
        """Their titles, in order."""
        return [mark.get_title().replace("\u200b", "") for mark in self._document.get_toc()]

    def ink(self, number: int) -> tuple[float, float, float, float]:
        """How much white is left, top, right and bottom of what is printed on a page, in millimetres."""
        dots_per_mm = 2.0
        page = self._document[number].render(scale=dots_per_mm * 25.4 / 72).to_numpy()[..., :3]
        dark = page.min(axis=2) < 200
        rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
        height, width = dark.shape
        edges = (columns[0], rows[0], width - 1 - columns[-1], height - 1 - rows[-1])
        return tuple(edge / dots_per_mm for edge in edges)


def squeezed(text: str) -> str:
    """Text without regard to white space, soft breaks and the hyphen that a line end brings."""
    for gone in ("\u200b", "\ufffe", "\u00ad", "\u0002"):
        text = text.replace(gone, "")
    return "".join(text.split())


@pytest.fixture(scope="session")
def shown(tmp_path_factory):
    """Opens Word documents in a word processor and gives their pages, in the order given."""
    program = shutil.which("soffice")
    if not program:
        if os.environ.get("OBSERVE_SKIP_OFFICE") == "1":
            pytest.skip("no LibreOffice, and OBSERVE_SKIP_OFFICE is 1")
        pytest.fail(
            "LibreOffice is missing; install the Debian package: apt-get install libreoffice-writer-nogui "
            "(or set OBSERVE_SKIP_OFFICE=1 to do without these tests)",
            pytrace=False,
        )
    home = tmp_path_factory.mktemp("office")

    def show(*documents: bytes) -> list[Pages]:
        folder = tmp_path_factory.mktemp("documents")
        paths = [folder / f"{number}.docx" for number in range(len(documents))]
        for path, data in zip(paths, documents, strict=True):
            path.write_bytes(data)
        subprocess.run(
            [
                program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--convert-to",
                "pdf", "--outdir", folder, *paths,
            ],
            env={**os.environ, "HOME": str(home)},
            timeout=PATIENCE,
            check=True,
            capture_output=True,
        )  # fmt: skip
        return [Pages(path.with_suffix(".pdf").read_bytes()) for path in paths]

    return show
