"""Corrections are kept in order, for good, under consent; what they made is told from what was analysed."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from observe.corrections import (
    CorrectWords,
    CustomerName,
    JoinTurns,
    MergeSpeakers,
    Reassign,
    RenameSpeaker,
    SetRole,
    SplitTurn,
    Told,
    taken_back,
)
from observe.errors import ConsentInvalid, DocumentInvalid, NotFound, StoreUnusable, UsageError

EVERY_KIND = (
    RenameSpeaker("SPEAKER_00", "Grace “Jo” <b>", 1.25),
    SetRole("SPEAKER_01", "agent"),
    MergeSpeakers("SPEAKER_02", "SPEAKER_01", 7.0),
    Reassign(1.0, 2.125, "SPEAKER_00", "SPEAKER_01"),
    SplitTurn(3.3, "SPEAKER_00"),
    JoinTurns(3.3, "SPEAKER_00"),
    CorrectWords(4.0, 5.0, "SPEAKER_01", "Mr Cooker", "Mr Cooper"),
    CustomerName("Zoë Cooper"),
)
TOLD = Told("Words corrected", "Mr Cooker", "Mr Cooper", 4.0, 5.0)


def test_every_kind_of_correction_comes_back_as_it_was_with_who_and_when(store, kept, clock):
    first = store.corrections.add(kept.sha256, "  Ada  Assessor ", EVERY_KIND, TOLD)
    clock.forward(60)
    second = store.corrections.add(kept.sha256, "Ben", EVERY_KIND[:1], Told("Name"))
    assert store.corrections.of_recording(kept.sha256) == (first, second)
    assert (first.by, first.edits, first.told) == ("Ada Assessor", EVERY_KIND, TOLD)
    assert second.at == clock.time
    assert second.id > first.id


def test_the_log_is_the_same_from_another_process_of_the_same_database(store, place, kept):
    added = store.corrections.add(kept.sha256, "Ada", EVERY_KIND, TOLD)
    assert place.open().corrections.of_recording(kept.sha256) == (added,)


def test_taking_back_is_an_entry_of_its_own_and_can_be_taken_back(store, kept):
    made = store.corrections.add(kept.sha256, "Ada", EVERY_KIND[:1], TOLD)
    undone = store.corrections.take_back(kept.sha256, "Ben", made.id)
    log = store.corrections.of_recording(kept.sha256)
    assert [entry.by for entry in log] == ["Ada", "Ben"]
    assert taken_back(log) == {made.id}
    with pytest.raises(UsageError, match="taken back already"):
        store.corrections.take_back(kept.sha256, "Cy", made.id)
    store.corrections.take_back(kept.sha256, "Ada", undone.id)
    assert taken_back(store.corrections.of_recording(kept.sha256)) == {undone.id}


def test_a_number_of_another_recording_takes_nothing_back(store, kept, recording):
    from observe.observation import Consent

    other = store.recordings.keep(
        recording("other.wav", b"others"), Consent("explicit", "A", "2026-03-02T14:10:00+00:00")
    )
    made = store.corrections.add(kept.sha256, "Ada", EVERY_KIND[:1], TOLD)
    with pytest.raises(NotFound, match=f"no correction {made.id}"):
        store.corrections.take_back(other.sha256, "Ada", made.id)
    assert store.corrections.of_recording(other.sha256) == ()


@pytest.mark.parametrize("by", ["", "   ", "x" * 121])
def test_a_correction_without_a_name_is_refused(store, kept, by):
    with pytest.raises(UsageError, match="found a name of"):
        store.corrections.add(kept.sha256, by, EVERY_KIND, TOLD)
    assert store.corrections.of_recording(kept.sha256) == ()


def test_nothing_is_corrected_without_consent_or_recording(store, kept):
    with pytest.raises(NotFound, match="no recording"):
        store.corrections.add("f" * 64, "Ada", EVERY_KIND, TOLD)
    store.recordings.withdraw(kept.sha256, "Ada")
    with pytest.raises(ConsentInvalid, match="consent was withdrawn"):
        store.corrections.add(kept.sha256, "Ada", EVERY_KIND, TOLD)


@pytest.mark.parametrize("change", ["UPDATE corrections SET by_name = 'X'", "DELETE FROM corrections"])
def test_the_database_itself_refuses_to_change_or_delete_a_correction(store, kept, change):
    made = store.corrections.add(kept.sha256, "Ada", EVERY_KIND, TOLD)
    with pytest.raises(StoreUnusable, match="never changed or deleted"), store._database.writing() as session:
        session.execute(text(change))
    assert store.corrections.of_recording(kept.sha256) == (made,)


def test_what_was_made_with_corrections_is_told_from_what_was_analysed(store, kept, document):
    analysed = store.observations.add(document(kept.sha256))
    made = store.observations.add(document(kept.sha256))
    store.corrections.note(made.id, analysed.id, 7)
    assert store.corrections.made_of(made.id) == (analysed.id, 7)
    assert store.corrections.made_of(analysed.id) is None
    again = store.observations.add(document(kept.sha256))
    assert store.corrections.originals(kept.sha256) == (again.id, analysed.id)
    assert store.corrections.originals("f" * 64) == ()


def test_a_stored_correction_of_an_unknown_kind_is_told_plainly(store, kept):
    with store._database.writing() as session:
        session.execute(
            text(
                "INSERT INTO corrections (sha256, by_name, at, edits, told)"
                " VALUES (:sum, 'Ada', '2026-01-01 09:00:00', :edits, '{\"what\": \"x\"}')"
            ),
            {"sum": kept.sha256, "edits": '[{"edit": "sing"}]'},
        )
    with pytest.raises(DocumentInvalid, match="of the kind 'sing'"):
        store.corrections.of_recording(kept.sha256)


def test_people_are_known_by_their_corrections_and_not_by_what_they_took_back(store, kept, clock):
    first = store.corrections.add(kept.sha256, "Ada", EVERY_KIND[:1], TOLD)
    clock.forward(60)
    store.corrections.add(kept.sha256, "Ada", EVERY_KIND[1:], TOLD)
    last = clock.time
    clock.forward(60)
    store.corrections.take_back(kept.sha256, "Ben", first.id)
    assert store.corrections.people() == {"Ada": (2, last)}
