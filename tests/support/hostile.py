"""Text that tries to be more than text, in every place of a store where people and recordings bring text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import yaml

from observe import marking
from observe.analysis.correcting import correct
from observe.annotation import turn_from_text
from observe.assessment import (
    Checked,
    Decided,
    Disputed,
    FeedbackAccepted,
    FeedbackGiven,
    Mark,
    Moment,
    Opened,
    Person,
    SelfMarked,
)
from observe.audio.file import sha256_of
from observe.corrections import CorrectWords, CustomerName, RenameSpeaker
from observe.io import document
from observe.observation import Observation, RoleFound, SchemeUsed
from observe.schemes import Scheme, load_all, own_folders
from observe.store import Fault, Store, open_store
from tests.support import seeding

#: What becomes an element of the class ``planted``, or text that is all of an element, is no longer text.
SHORT = "<b class=planted>b</b>**planted-strong**:red[planted-red]"
MARKUP = (
    f"{SHORT} <img class=planted src=x onerror=window.hit=1><script>window.hit=1</script>"
    "<iframe class=planted srcdoc='<script>parent.hit=1</script>'></iframe> *planted-em* `planted-code` "
    "~~planted-del~~ [planted-link](javascript:window.hit=1) ![planted-pic](http://planted.invalid/x.png) "
    "www.planted.invalid :material/delete: :smile: :blue-badge[planted-badge] $planted-math$ -> ${window.hit=1}"
)
TURNED = "\u202eturned-round\u202c \u2067set-apart\u2069 \u200fmark"
EMOJI = "👩\u200d👩\u200d👧\u200d👦 🇬🇧 👍🏽"
FLOOD = "Z" + "\u0301\u0336\u0489" * 60
LONG = "x" * 10_000
EVERYTHING = f"{MARKUP} {TURNED} {EMOJI} {FLOOD} {LONG}"
#: As much of it as a unit's text may hold.
POINT = f"{TURNED} {EMOJI} {FLOOD[:20]} {SHORT} <img class=planted src=x onerror=window.hit=1> {LONG}"[:400]
NAME = f"{SHORT} \u202e{EMOJI} "
ADA, LEE = Person(f"{NAME} Ada", "assessor"), Person(f"{NAME} Lee", "learner")
BEN = Person(f"{NAME} Ben", "assessor")
QUINN, ABE = Person(f"{NAME} Quinn", "team_leader"), Person(f"{NAME} Abe", "administrator")
PEOPLE = {person.duty: person for person in (ADA, LEE, QUINN, ABE)} | {None: None}
UNIT = "hostile-unit"


def seed(folder: Path) -> int:
    """Fill a data folder with it; gives the id of the call that people have worked on."""
    unit = _unit(folder)
    with open_store(folder, database="") as store:
        first = _keep(store, folder, f"{SHORT} \u202e{EMOJI}.flac", b"\0", unit)
        for place, name in enumerate((f"{'x' * 10_000}.flac", f"{FLOOD}.flac", f"{TURNED}.flac"), start=2):
            _keep(store, folder, name, b"\0" * place, unit)
        number = _corrected(store, first)
        _worked(store, number, unit)
        waiting = store.jobs.enqueue(_recording(store, folder, b"\0" * 9), {"customer_name": SHORT})
        store.jobs.claim("w")
        store.jobs.fail(waiting.id, "w", Fault("decode", EVERYTHING, EVERYTHING))
        store.jobs.enqueue(_recording(store, folder, b"\0" * 10), {})
    return number


def _unit(folder: Path) -> Scheme:
    """A unit of the centre's own, hostile in all that it says."""
    own = {
        "id": UNIT,
        "title": f"{SHORT} {TURNED} {EMOJI} {FLOOD[:20]}",
        "version": "1",
        "source": SHORT,
        "situations": {"upset": {"means": SHORT, "any_of": ["dissatisfaction"]}},
        "criteria": [
            {
                "id": "sorry",
                "number": 1,
                "text": POINT,
                "note": POINT,
                "heard": "partly",
                "cues": ["apology"],
                "opportunity": "upset",
                "elsewhere": [POINT],
            },
            {
                "id": "checks",
                "number": 2,
                "text": f"{TURNED} {EMOJI} {FLOOD[:20]} {SHORT}",
                "heard": "on_call",
                "cues": ["paraphrase"],
                "opportunity": "always",
            },
        ],
        "watch": [{"text": POINT, "cues": ["next_step"]}],
    }
    (place,) = own_folders(folder)
    place.mkdir(parents=True)
    (place / "hostile.yaml").write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
    return next(scheme for scheme in load_all((place,)) if scheme.id == UNIT)


def _keep(store: Store, folder: Path, name: str, more: bytes, unit: Scheme) -> int:
    """One call, whose recording is another for a few more bytes."""
    seen = seeding.observation_of("billing_resolved")
    recording = folder / "call.flac"
    recording.write_bytes((seeding.SAMPLES / seen.recording.file).read_bytes() + more)
    said = turn_from_text(0, SHORT, "other", EVERYTHING)
    turns = (said, *(replace(turn, index=turn.index + 1) for turn in seen.turns))
    cues = tuple(
        replace(cue, turn=cue.turn + 1, quote=EVERYTHING, because=EVERYTHING, refers_to=0) for cue in seen.cues
    )
    seen = replace(
        seen,
        recording=replace(seen.recording, file=name, sha256=sha256_of(recording)),
        turns=turns,
        cues=cues,
        findings=tuple(
            replace(finding, because=EVERYTHING)
            for finding in (*seen.findings, *marking.mark(unit, turns, cues))
        ),
        roles=tuple(
            RoleFound(speaker, role, 0.7, EVERYTHING)
            for speaker, role in dict.fromkeys((turn.speaker, turn.role) for turn in turns)
        ),
        schemes=tuple(SchemeUsed(one.id, one.version, one.sha256) for one in (*load_all(), unit)),
    )
    for scheme in (*load_all(), unit):
        store.schemes.keep(scheme)
    return seeding.keep(store, seen, recording)


def _corrected(store: Store, number: int) -> int:
    """The call with a voice named, the customer named and words put right."""
    row = store.observations.get(number)
    seen = _document(store, number)
    turn = seen.turns[1]
    correct(store, row.sha256, ADA.name, [RenameSpeaker(turn.speaker, f"{SHORT[:56]}\u202e")])
    correct(store, row.sha256, ADA.name, [CustomerName(SHORT)])
    word = turn.words[0]
    edit = CorrectWords(word.start, word.end, turn.speaker, word.text, f"{MARKUP} {EMOJI} {FLOOD}")
    stored, _ = correct(store, row.sha256, ADA.name, [edit])
    return stored.id


def _document(store: Store, number: int) -> Observation:
    return document.loads(store.observations.document(number))


def _worked(store: Store, number: int, unit: Scheme) -> None:
    moment = (Moment(10.0, 12.5, EVERYTHING),)

    def does(person: Person, event: object) -> None:
        seeding.does(store, number, unit, person, event)  # type: ignore[arg-type]

    does(ADA, Opened(LEE.name, ADA.name, True, EVERYTHING))
    for point in unit.criterion_ids:
        for person in (ADA, BEN):
            does(person, Decided(Mark(point, "met", EVERYTHING, moment)))
        does(LEE, SelfMarked(Mark(point, "not_yet", EVERYTHING, moment)))
    does(ADA, FeedbackGiven(EVERYTHING))
    seeding.sign(store, number, unit, ADA)
    does(LEE, FeedbackAccepted(EVERYTHING))
    does(LEE, Disputed(unit.criterion_ids[0], EVERYTHING))
    does(QUINN, Checked("returned", unit.criterion_ids[1], EVERYTHING))


def _recording(store: Store, folder: Path, more: bytes) -> str:
    path = folder / f"{SHORT.replace('/', '')}.flac"
    path.write_bytes((seeding.SAMPLES / "garden_enquiry.ogg").read_bytes() + more)
    return store.recordings.keep(path, replace(seeding.CONSENT, recorded_by=f"{SHORT} \u202e")).sha256
