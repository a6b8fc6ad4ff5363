"""A call of one sentence: the machine heard an apology, and suggests every point of two units for it."""

from __future__ import annotations

from dataclasses import replace

from observe.annotation import Cue, Interval, turn_from_text
from observe.observation import Consent, Dynamics, Finding, Observation, Provenance, Recording
from observe.schemes import load

UNIT, OTHER = load("deal-with-problems"), load("manage-complaints")
TURN = turn_from_text(0, "agent", "agent", "I am sorry about that bill", start=1.0, pace=0.5)
CUE = Cue("apology", 0, 1.0, 2.5, "I am sorry", "It says sorry.", 0.9)
CALL = Observation(
    recording=Recording("call.wav", "a" * 64, 60.0, 1, 8000),
    consent=Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00"),
    provenance=Provenance("0.1.0", (), {}, {}, "2026-03-02T14:20:00+00:00"),
    turns=(TURN,),
    cues=(CUE,),
    dynamics=Dynamics({}, (), (), {}, {}),
    findings=tuple(
        Finding(unit.id, name, "shown", (CUE.id,), f"{unit.id} {name} is shown")
        for unit in (UNIT, OTHER)
        for name in unit.criterion_ids
    ),
)
#: The same call, where the opportunity for every point was missed.
MISSED = replace(
    CALL,
    findings=tuple(
        replace(one, outcome="opportunity_missed", evidence=(), occasion=Interval(2.5, 4.0))
        for one in CALL.findings
    ),
)
