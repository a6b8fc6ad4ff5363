"""A store seeded with the sample calls as their references tell them: no model takes part."""

from __future__ import annotations

import json
from pathlib import Path

from observe import dynamics, marking, roles
from observe.annotation import Cue, Turn, Word
from observe.audio.file import sha256_of
from observe.io import document
from observe.observation import Consent, Observation, Provenance, Recording
from observe.schemes import load_all
from observe.store import Store

SAMPLES = Path(__file__).resolve().parents[2] / "recordings_sample"
CONSENT = Consent("role-play", "A. Tutor", "2026-03-02T14:10:00+00:00")


def observation_of(stem: str, recording: Path | None = None) -> Observation:
    """What a faultless analysis of a sample call would give."""
    reference = json.loads((SAMPLES / f"{stem}.reference.json").read_text(encoding="utf-8"))
    turns = tuple(
        Turn(
            index=turn["index"],
            speaker=turn["speaker"],
            role=turn["role"],
            words=tuple(Word(word["text"], word["start"], word["end"], 0.9) for word in turn["words"]),
            channel=turn["channel"],
        )
        for turn in reference["turns"]
    )
    heard = tuple(
        Cue(
            cue=cue["cue"],
            turn=cue["turn"],
            start=cue["start"],
            end=cue["end"],
            quote=cue["quote"],
            because="The script has it here.",
            confidence=1.0,
            refers_to=cue["refers_to"],
        )
        for cue in reference["cues"]
    )
    path = recording or SAMPLES / reference["file"]
    created = f"2026-03-0{len(stem) % 9 + 1}T14:20:00+00:00"
    return Observation(
        recording=Recording(
            path.name,
            sha256_of(path),
            reference["duration_s"],
            reference["channels"],
            reference["sample_rate_hz"],
        ),
        consent=CONSENT,
        provenance=Provenance("0.1.0", (), {}, {"transcribe": 4.0}, created),
        turns=turns,
        cues=heard,
        dynamics=dynamics.measure(turns),
        findings=tuple(finding for scheme in load_all() for finding in marking.mark(scheme, turns, heard)),
        roles=roles.find(turns),
    )


def keep(store: Store, observation: Observation, recording: Path) -> int:
    """Store an observation and its recording; returns its id."""
    store.recordings.keep(recording, CONSENT)
    return store.observations.add(document.dumps(observation)).id
