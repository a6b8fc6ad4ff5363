"""An observation whose texts are as hostile as the formats allow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from observe.annotation import Cue, Interval, SpeakerSegment, Turn, Word
from observe.observation import (
    Consent,
    Dynamics,
    EditMade,
    Finding,
    ModelUsed,
    Observation,
    Overlap,
    Provenance,
    Recording,
    RoleFound,
    SchemeUsed,
    Silence,
)

#: Texts that break careless writers: markup, entities, caption arrows, quotes, separators, direction marks.
HOSTILE = (
    "<script>alert(1)</script>",
    "Tom&Jerry&amp;",
    "00:00:01.000 --> 00:00:02.000",
    'she said "no"',
    "one, two; three\ttabs",
    "\u202eright to left\u202c \u200f",
    "=cmd()|calc",
    "naïve “quotes” – 你好 🎧",
)


def words(text: str, start: float, pace: float = 0.25) -> tuple[Word, ...]:
    return tuple(
        Word(word, start + n * pace, start + (n + 1) * pace, 0.5) for n, word in enumerate(text.split())
    )


@pytest.fixture
def hostile():
    turns = tuple(
        Turn(n, f"SPEAKER_{n % 2:02d}", ("agent", "customer")[n % 2], words(text, 3.0 * n))
        for n, text in enumerate(HOSTILE)
    )
    cues = tuple(
        Cue(
            "question",
            t.index,
            t.start,
            t.end,
            t.text,
            f"Because {t.text}.",
            0.5,
            refers_to=None if not t.index else 0,
            details=(("kind", t.text), (t.text, "open"))[: t.index],
        )
        for t in turns
    )
    return Observation(
        recording=Recording("=call <1>.wav", "a" * 64, 30.0, 1, 8000),
        consent=Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00", None),
        provenance=Provenance(
            "0",
            (ModelUsed("m", "r", "b" * 64),),
            {"speakers": 2},
            {"decode": 0.1234},
            "2026-03-02T14:10:00+00:00",
        ),
        turns=turns,
        cues=cues,
        dynamics=Dynamics(
            {"agent": 0.5, "customer": 0.5}, (Silence(1.0, 5.0),), (Overlap(1.0, 2.0, "agent"),), {}, {}
        ),
        findings=(
            Finding("a-scheme", "1", "shown", tuple(cue.id for cue in cues), "=SUM(A1)"),
            Finding("b-scheme", "1", "not_on_recording", (), "@cannot be heard"),
        ),
        roles=(RoleFound("SPEAKER_00", "agent", 0.5, "said <b>"),),
        segments=tuple(SpeakerSegment(t.start, t.end, t.speaker) for t in turns),
    )


@pytest.fixture
def everything(hostile):
    """An observation that says something in every part, with times that are whole and times to be rounded."""
    return replace(
        hostile,
        provenance=replace(
            hostile.provenance,
            options={
                "speakers": 2,
                "hotwords": ("a", "b"),
                "share": 0.123456,
                "none": None,
                "in": {"y": [1.23456]},
            },
        ),
        dynamics=Dynamics(
            {"agent": 1, "customer": 0},
            (Silence(1, 5.00049),),
            (Overlap(1.0, 2.0006, "agent"),),
            {"agent": 123.45678},
            {"customer": -0.12345},
        ),
        schemes=(SchemeUsed("manner", "1.0", "a" * 64),),
        findings=(
            *hostile.findings,
            Finding("a-scheme", "2", "opportunity_missed", (), "Because.", Interval(1, 2.0006)),
        ),
        roles=(RoleFound("SPEAKER_00", "agent", 1, "said <b>", "Zoë"),),
        edits=(
            EditMade(1, "Words corrected", "a", "b", "Ada", "2026-03-02T14:10:00+00:00", 1, 2.25555),
            EditMade(
                2, "Role", "x", "y", "Bo", "2026-03-02T14:10:00+00:00", state="does_not_fit", because="No."
            ),
        ),
    )
