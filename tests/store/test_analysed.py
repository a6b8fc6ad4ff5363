"""What marking is set beside is written once for each observation, so that no page reads whole documents."""

from __future__ import annotations

import importlib
import json

from sqlalchemy import text

from observe.io import document as documents
from observe.observation import Consent
from observe.store.analysed import analysed_in, analysed_of
from observe.store.database import open_database
from tests.support.seeding import STEMS, observation_of

EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")
EDIT = {
    "number": 1, "what": "Words corrected", "before": "ham", "after": "hum", "by": "Ann",
    "at": "2026-03-02T14:10:00+00:00",
}  # fmt: skip


def test_what_is_kept_is_what_the_document_says():
    for stem in STEMS:
        written = documents.dumps(observation_of(stem))
        seen, kept = documents.loads(written), analysed_in(7, **analysed_of(json.loads(written)))
        assert (kept.observation, kept.file, kept.consent) == (7, seen.recording.file, seen.consent)
        assert kept.findings == seen.findings
        assert [(cue.id, cue.end, cue.quote, cue.confidence, cue.turn) for cue in kept.cues] == [
            (cue.id, cue.end, cue.quote, cue.confidence, cue.turn) for cue in seen.cues
        ]
        made, said = kept.provenance, seen.provenance
        assert (made.observe_version, made.models, made.created_at) == (
            said.observe_version, said.models, said.created_at,
        )  # fmt: skip


def test_corrections_are_counted(document):
    data = json.loads(document("a" * 64))
    assert analysed_in(1, **analysed_of(data)).edits == 0
    assert analysed_in(1, **analysed_of({**data, "edits": [EDIT, EDIT]})).edits == 2


def test_only_those_asked_for_are_read_however_many_they_are(store, kept, document):
    one, other = (store.observations.add(document(kept.sha256)).id for _ in range(2))
    assert set(store.observations.analysed([other])) == {other}
    assert set(store.observations.analysed(range(100_000))) == {one, other}
    assert store.observations.analysed([]) == {}
    assert [cue.quote for cue in store.observations.analysed([one])[one].cues] == ["I am sorry"]


def test_what_is_kept_goes_with_its_observation(store, kept, document):
    added = store.observations.add(document(kept.sha256)).id
    with store._database.writing() as session:
        session.execute(text("DELETE FROM observations"))
    assert store.observations.analysed([added]) == {}


def test_observations_from_before_have_it_too(bare_place, recording, document):
    store = bare_place.open()
    kept = store.recordings.keep(recording("old.wav", b"old"), EXPLICIT)
    added = [store.observations.add(document(kept.sha256)).id for _ in range(23)]
    before = store.observations.analysed(added)
    store.close()
    old = open_database(bare_place.folder, bare_place.url)
    with old.writing() as session:
        for newer in ("observation_analysed", "drafts"):
            session.execute(text(f"DROP TABLE {newer}"))
        session.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    old.close()
    assert len(before) == 23
    assert bare_place.open().observations.analysed(added) == before


def test_the_step_that_fills_it_stands_alone():
    step = importlib.import_module("observe.store.migrations.versions.0008_analysed")
    assert not [name for name, found in vars(step).items() if getattr(found, "__module__", "").startswith(
        "observe.") and found.__module__ != step.__name__]  # fmt: skip
    written = json.loads(documents.dumps(observation_of(STEMS[0])))
    assert step._analysed_of(written) == analysed_of(written)
