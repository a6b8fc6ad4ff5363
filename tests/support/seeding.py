"""Calls for a store, the samples as their references tell them: no model takes part."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from observe import marking
from observe.annotation import Cue, Seconds, Turn, Word
from observe.assessment import Event, Person, Signed, Standing, Subject, standing_of
from observe.assessment.seal import seal
from observe.audio.file import sha256_of
from observe.io import document
from observe.observation import Consent, Observation, Provenance, Recording
from observe.schemes import Scheme, load_all
from observe.store import Store, open_store
from observe.turns import dynamics, roles

SAMPLES = Path(__file__).resolve().parents[2] / "recordings_sample"
CONSENT = Consent("role-play", "A. Tutor", "2026-03-02T14:10:00+00:00")
#: The calls that most tests are content with.
STEMS = ("garden_enquiry", "delivery_mishandled", "billing_resolved")
CREATED = "2026-03-01T14:20:00+00:00"


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
    seen = observed(path, turns, heard, reference["duration_s"], reference["channels"])
    created = f"2026-03-0{len(stem) % 9 + 1}T14:20:00+00:00"
    return replace(
        seen,
        recording=replace(seen.recording, sample_rate_hz=reference["sample_rate_hz"]),
        provenance=replace(seen.provenance, created_at=created),
        roles=roles.find(turns),
    )


def observed(
    path: Path, turns: tuple[Turn, ...], heard: tuple[Cue, ...], seconds: Seconds, channels: int = 1
) -> Observation:
    """What an analysis that hears just that would give of a recording, marked by every unit."""
    return Observation(
        recording=Recording(path.name, sha256_of(path), seconds, channels, 16_000),
        consent=CONSENT,
        provenance=Provenance("0.1.0", (), {}, {"transcribe": 4.0}, CREATED),
        turns=turns,
        cues=heard,
        dynamics=dynamics.measure(turns),
        findings=tuple(finding for scheme in load_all() for finding in marking.mark(scheme, turns, heard)),
    )


@dataclass(frozen=True)
class Repeated:
    """Calls one after the other, as one long call.

    Attributes:
        turns: of all of them, on no channel in particular.
        cues: of all of them.
        seconds: how long it is.
        calls: those that it is made of, in order.
    """

    turns: tuple[Turn, ...]
    cues: tuple[Cue, ...]
    seconds: Seconds
    calls: tuple[Observation, ...]


def repeated(calls: Sequence[Observation], at_least: Seconds) -> Repeated:
    """Calls again and again, until so many seconds are full."""
    turns: list[Turn] = []
    cues: list[Cue] = []
    used: list[Observation] = []
    start = 0.0
    while start < at_least:
        call = calls[len(used) % len(calls)]
        first = len(turns)
        turns += [_later(turn, first + place, start) for place, turn in enumerate(call.turns)]
        cues += [
            replace(cue, turn=cue.turn + first, start=cue.start + start, end=cue.end + start, refers_to=None)
            for cue in call.cues
        ]
        used.append(call)
        start += call.recording.duration_s
    return Repeated(tuple(turns), tuple(cues), start, tuple(used))


def _later(turn: Turn, index: int, seconds: Seconds) -> Turn:
    words = tuple(replace(word, start=word.start + seconds, end=word.end + seconds) for word in turn.words)
    return replace(turn, index=index, words=words, channel=None)


def keep(store: Store, observation: Observation, recording: Path) -> int:
    """Store an observation and its recording; returns its id."""
    store.recordings.keep(recording, CONSENT)
    return store.observations.add(document.dumps(observation)).id


def seed(folder: Path) -> dict[str, int]:
    """Keep the sample calls in a data folder that holds no others; gives each call's id by stem."""
    made, ids = _seeded_once()
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return dict(ids)


@cache
def _seeded_once() -> tuple[Path, dict[str, int]]:
    """A data folder with the sample calls to copy from, gone when the process ends, and their ids."""
    folder = Path(tempfile.mkdtemp(prefix="observe-seeded-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder, _seed(folder)


def _seed(folder: Path) -> dict[str, int]:
    with open_store(folder, database="") as store:
        ids = {}
        for stem in STEMS:
            observation = observation_of(stem)
            ids[stem] = keep(store, observation, SAMPLES / observation.recording.file)
        return ids


def does(store: Store, number: int, unit: Scheme, person: Person, event: Event) -> Standing:
    """Somebody does something to the assessment of a stored call by a unit; gives where it stands then."""
    row = store.observations.get(number)
    subject = Subject(row.sha256, unit.id, unit.version)
    store.assessments.add(subject, row.id, person, event, criteria=unit.criterion_ids)
    return standing_of(subject, unit.criterion_ids, store.assessments.entries(subject))


def sign(store: Store, number: int, unit: Scheme, person: Person) -> Standing:
    """Somebody signs all that they decided of it."""
    row = store.observations.get(number)
    subject = Subject(row.sha256, unit.id, unit.version)
    before = standing_of(subject, unit.criterion_ids, store.assessments.entries(subject))
    return does(store, number, unit, person, Signed(person.name, seal(subject, before.marks_of(person.name))))
