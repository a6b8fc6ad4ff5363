"""Observations keep every version, and lists show what documents say."""

import json

import pytest

from observe.errors import DocumentInvalid, NotFound
from observe.observation import Consent

EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")


def test_a_document_comes_back_as_it_was_added(store, kept, document):
    text = document(kept.sha256)
    added = store.observations.add(text)
    assert store.observations.document(added.id) == text


def test_a_list_shows_what_a_document_says(store, kept, document):
    store.observations.add(document(kept.sha256))
    (row,) = store.observations.list()
    assert (row.file, row.sha256, row.version, row.latest) == ("call.wav", kept.sha256, 1, True)
    assert (row.duration_s, row.basis, row.cues) == (61.5, "explicit", 1)
    assert row.created_at.isoformat() == "2026-06-01T09:05:00+00:00"
    assert row.findings == {"unit": {"shown": 2, "opportunity_missed": 1}, "other": {"no_opportunity": 1}}
    assert row.outcomes == {"shown": 2, "opportunity_missed": 1, "no_opportunity": 1}
    assert row.seconds == {"decode": 1.0, "transcribe": 9.0}


def test_analysing_again_adds_a_version_and_keeps_the_old(store, kept, document):
    first = store.observations.add(document(kept.sha256))
    second = store.observations.add(document(kept.sha256, "2026-06-02T09:00:00+02:00"))
    assert (first.version, second.version) == (1, 2)
    assert [row.id for row in store.observations.list()] == [second.id]
    assert [(row.id, row.latest) for row in store.observations.list(versions=True)] == [
        (second.id, True),
        (first.id, False),
    ]
    assert store.observations.latest(kept.sha256) == second
    assert not store.observations.get(first.id).latest


def test_the_newest_observation_is_listed_first(store, recording, document):
    one, two = (store.recordings.keep(recording(n, n.encode()), EXPLICIT) for n in ("one.wav", "two.wav"))
    newer = store.observations.add(document(one.sha256, "2026-06-03T09:00:00+00:00"))
    older = store.observations.add(document(two.sha256, "2026-06-02T09:00:00+00:00"))
    assert [row.id for row in store.observations.list()] == [newer.id, older.id]


def test_an_observation_needs_its_recording(store, document):
    with pytest.raises(NotFound, match="no recording 000000000000… is kept here"):
        store.observations.add(document("0" * 64))
    assert store.observations.list() == ()


def test_what_is_not_stored_is_said_not_to_be(store):
    assert store.observations.latest("0" * 64) is None
    for ask in (store.observations.get, store.observations.document):
        with pytest.raises(NotFound, match="no observation 7 is stored"):
            ask(7)


def without(key):
    def change(data):
        del data[key]

    return change


def with_value(part, key, value):
    def change(data):
        data[part][key] = value

    return change


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (without("recording"), "recording"),
        (without("cues"), "cues"),
        (with_value("consent", "basis", "hearsay"), "hearsay"),
        (with_value("provenance", "created_at", "2026-06-01T09:05:00"), "no time zone"),
        (with_value("provenance", "created_at", "yesterday"), "yesterday"),
        (with_value("recording", "duration_s", "long"), "long"),
    ],
)
def test_a_broken_document_is_refused_and_named(store, kept, document, change, found):
    data = json.loads(document(kept.sha256))
    change(data)
    with pytest.raises(DocumentInvalid, match=found):
        store.observations.add(json.dumps(data))
    assert store.observations.list() == ()


@pytest.mark.parametrize("text", ["", "[]", "{", "3"])
def test_text_that_is_no_document_is_refused(store, text):
    with pytest.raises(DocumentInvalid, match="an observation document was expected"):
        store.observations.add(text)
