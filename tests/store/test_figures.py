"""Pictures over many calls are drawn from figures and moments, written once for each observation."""

from __future__ import annotations

import json
from datetime import date

import pytest
from sqlalchemy import text

from observe.observation import Consent
from observe.store import Counted
from observe.store.database import open_database
from observe.store.figures import figures_of

EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")


def said(role, *times):
    return {
        "role": role,
        "words": [{"text": "word", "start": start, "end": end, "probability": 0.9} for start, end in times],
    }


def heard(cue, start, end, quote):
    return {"cue": cue, "start": start, "end": end, "quote": quote}


CALL = {
    "recording": {"duration_s": 20.0},
    "consent": {"recorded_at": "2026-03-02T14:10:00+00:00"},
    "provenance": {"created_at": "2026-04-01T09:00:00+00:00"},
    "turns": [said("agent", (1.0, 4.0)), said("customer", (3.0, 6.0)), said("agent", (12.0, 15.0))],
    "cues": [
        heard("thanks", 13.0, 14.0, "thank you"),
        heard("apology", 1.0, 2.0, "sorry"),
        heard("thanks", 3.0, 4.0, "thanks"),
    ],
    "dynamics": {"silences": [{"start": 6.0, "end": 12.0}]},
}


def test_the_time_of_a_call_is_shared_out_without_a_remainder():
    time = figures_of(CALL)["figures"]["time"]
    assert time == {"agent": 5.0, "customer": 2.0, "other": 0.0, "both": 1.0, "pause": 6.0, "silence": 6.0}
    assert sum(time.values()) == CALL["recording"]["duration_s"]


def test_each_kind_of_cue_is_counted_with_the_second_it_was_heard_first():
    assert figures_of(CALL)["figures"]["cues"] == {"apology": [1, 1.0], "thanks": [2, 3.0]}


def test_the_day_is_that_of_the_consent_and_else_of_the_analysis():
    assert figures_of(CALL)["figures"]["day"] == "2026-03-02"
    unsaid = {**CALL, "consent": {"recorded_at": "at the desk"}}
    assert figures_of(unsaid)["figures"]["day"] == "2026-04-01"


def test_a_call_of_which_no_word_was_heard_has_figures_too():
    silent = {**CALL, "turns": [], "cues": [], "dynamics": {"silences": []}}
    found = figures_of(silent)
    assert found["figures"]["time"]["pause"] == CALL["recording"]["duration_s"]
    assert found["moments"] == []


def test_the_store_gives_figures_and_moments_as_the_document_has_them(store, kept, document):
    data = json.loads(document(kept.sha256))
    added = store.observations.add(json.dumps(data)).id
    figures = store.observations.figures()[added]
    assert figures.day == date.fromisoformat(data["consent"]["recorded_at"][:10])
    assert figures.cues == {"apology": Counted(1, data["cues"][0]["start"])}
    (moment,) = store.observations.moments([added])[added]
    assert (moment.quote, moment.cue) == (data["cues"][0]["quote"], data["cues"][0]["id"])
    assert sum(figures.time.values()) == pytest.approx(data["recording"]["duration_s"])
    assert store.observations.figures(added) == {}
    assert store.observations.moments([added + 1]) == {}


def test_observations_from_before_there_were_figures_have_them_too(bare_place, recording, document):
    store = bare_place.open()
    kept = store.recordings.keep(recording("old.wav", b"old"), EXPLICIT)
    added = store.observations.add(document(kept.sha256)).id
    before = store.observations.figures(), store.observations.moments([added])
    store.close()
    old = open_database(bare_place.folder, bare_place.url)
    with old.writing() as session:
        for newer in ("observation_figures", "observation_analysed", "drafts"):
            session.execute(text(f"DROP TABLE {newer}"))
        session.execute(text("UPDATE alembic_version SET version_num = '0006'"))
    old.close()
    anew = bare_place.open()
    assert (anew.observations.figures(), anew.observations.moments([added])) == before
