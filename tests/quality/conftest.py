"""A centre at work: people who open, decide, sign and check, held to the rules of who may do what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from observe.annotation import Cue
from observe.assessment import (
    Checked,
    Decided,
    Entry,
    Mark,
    Moment,
    Opened,
    Person,
    Signed,
    Subject,
    TakenBack,
    standing_of,
)
from observe.assessment.analysed import Analysed
from observe.assessment.seal import seal
from observe.assessment.sight import check
from observe.observation import Consent, Finding, Provenance
from observe.quality import Case
from observe.schemes import parse

SCHEME = parse(
    """
id: unit
title: A unit
version: "1.0"
source: made for this test
situations:
  upset: {means: an unhappy customer, any_of: [dissatisfaction]}
criteria:
  - {id: listens, number: 1, text: Listens., heard: on_call, cues: [paraphrase], opportunity: always}
  - {id: soothes, number: 2, text: Soothes., heard: on_call, cues: [empathy], opportunity: upset}
  - {id: writes, number: 3, text: Writes it up., heard: not_on_recording, elsewhere: [complaint log]}
watch:
  - {text: Blames someone., cues: [blame]}
""",
    "unit.yaml",
)
POINTS = tuple(criterion.id for criterion in SCHEME.criteria)


class _Centre:
    """Assessments of many calls, each event checked as the store checks it."""

    def __init__(self, scheme=SCHEME) -> None:
        self.scheme = scheme
        self.entries: list[Entry] = []
        self.heard: dict[str, list[Analysed]] = {}
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self._numbers = count(1)

    def person(self, name, duty="assessor"):
        return Person(name, duty)

    def call(self, name, outcomes=("shown", "no_opportunity", "not_on_recording"), *, cues=(), day=None):
        """A call that was analysed; analysed again where it was before."""
        made = day or self.now.date().isoformat()
        evidence = tuple(cue.id for cue in cues)
        number = sum(map(len, self.heard.values())) + 1
        findings = tuple(
            Finding(
                self.scheme.id,
                criterion.id,
                outcome,
                evidence if outcome in ("shown", "opportunity_missed") else (),
                "The machine's reason.",
            )
            for criterion, outcome in zip(self.scheme.criteria, outcomes, strict=True)
        )
        self.heard.setdefault(name, []).append(
            Analysed(
                number,
                f"{name}.wav",
                Consent("role-play", "A. Tutor", f"{made}T09:00:00+00:00"),
                Provenance("0.1.0", (), {}, {}, f"{made}T10:00:00+00:00"),
                tuple(cues),
                findings,
            )
        )
        return name

    def subject(self, call):
        return Subject((call.encode().hex() * 64)[:64], self.scheme.id, self.scheme.version)

    def standing(self, call):
        return standing_of(self.subject(call), [c.id for c in self.scheme.criteria], self.entries)

    def does(self, call, person, event):
        if call not in self.heard:
            self.call(call)
        check(person, self.standing(call), event)
        self.now += timedelta(minutes=1)
        number = self.heard[call][-1].observation
        self.entries.append(Entry(next(self._numbers), self.subject(call), number, person, self.now, event))
        return self.entries[-1]

    def opens(self, call, assessor="Ada", learner="Lee", *, blind=True, scenario=""):
        return self.does(call, self.person(assessor), Opened(learner, assessor, blind, scenario))

    def decides(self, call, assessor, **decisions):
        """Decide points; a decision is a word, or a word and the moments it rests on."""
        for criterion, said in decisions.items():
            decision, *moments = (said,) if isinstance(said, str) else said
            self.does(
                call, self.person(assessor), Decided(Mark(criterion, decision, "heard so", tuple(moments)))
            )

    def signs(self, call, assessor="Ada"):
        person = self.person(assessor)
        standing = self.standing(call)
        return self.does(call, person, Signed(assessor, seal(standing.subject, standing.marks_of(assessor))))

    def marks(self, call, assessor="Ada", decision="met", **others):
        """Open where needed, decide every point and sign."""
        if self.standing(call).opening is None:
            self.opens(call, assessor)
        self.decides(call, assessor, **{c.id: others.get(c.id, decision) for c in self.scheme.criteria})
        return self.signs(call, assessor)

    def checks(self, call, verdict="accepted", criterion=None, *, by="Quinn"):
        return self.does(
            call, self.person(by, "team_leader"), Checked(verdict, criterion, action="Listen again")
        )

    def takes_back(self, call, entry):
        return self.does(call, entry.by, TakenBack(entry.id))

    def days_pass(self, days):
        self.now += timedelta(days=days)

    @property
    def cases(self):
        return [Case(self.standing(call), self.scheme, tuple(heard)) for call, heard in self.heard.items()]


@pytest.fixture
def centre():
    return _Centre()


@pytest.fixture
def cue():
    def make(name="paraphrase", start=10.0, confidence=0.9, quote="so you mean the March bill"):
        return Cue(name, 0, start, start + 2.0, quote, "It repeats the customer's words.", confidence)

    return make


@pytest.fixture
def at():
    def make(start, end=None):
        return Moment(start, start + 1.0 if end is None else end, "words")

    return make
