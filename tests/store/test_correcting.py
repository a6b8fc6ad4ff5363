"""A stored call set right: a new version with all that follows, the original kept, every step undone by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from observe.analysis.correcting import bring_up_to_date, correct, current, swapped, take_back
from observe.corrections import (
    CorrectWords,
    CustomerName,
    DoesNotFit,
    JoinTurns,
    MergeSpeakers,
    RenameSpeaker,
    SetRole,
    SplitTurn,
    call_of,
    words_typed,
)
from observe.errors import ConsentInvalid, NotFound, UsageError
from observe.io import document
from observe.meaning import Judgements
from observe.observation import ModelUsed
from tests.support import misheard


@pytest.fixture
def analysed(store, kept):
    """The misheard call as it was analysed, stored."""
    return store.observations.add(document.dumps(misheard.observation(kept.sha256)))


@pytest.fixture
def sha256(analysed):
    return analysed.sha256


def put_right(seen):
    """What corrects the misheard name, as a person who types the turn anew."""
    turn = seen.turns[misheard.HERE]
    return words_typed(turn, turn.text.replace(misheard.MISHEARD, misheard.SAID))


def stored(store, number):
    return document.loads(store.observations.document(number))


def test_a_misheard_name_put_right_brings_its_cue_and_the_outcome_that_rests_on_it(store, analysed, sha256):
    before = stored(store, analysed.id)
    assert (misheard.names_heard(before), misheard.outcome(before)) == ([], "opportunity_missed")
    row, after = correct(store, sha256, "Ada", put_right(before))
    assert (row.version, row.latest) == (2, True)
    assert stored(store, row.id) == after
    assert (misheard.names_heard(after), misheard.outcome(after)) == (["Mr Cooper."], "shown")
    assert stored(store, analysed.id) == before


def test_the_log_in_the_document_keeps_the_original_words_with_who_and_when(store, analysed, sha256, clock):
    _, after = correct(store, sha256, "Ada", put_right(stored(store, analysed.id)))
    (edit,) = after.edits
    assert (edit.what, edit.before, edit.after) == ("Words corrected", misheard.MISHEARD, misheard.SAID)
    assert (edit.by, edit.at, edit.state) == ("Ada", clock.time.isoformat(timespec="seconds"), "counts")
    words = {word.text: word.probability for word in after.turns[misheard.HERE].words}
    assert words["Cooper."] == 1.0


def test_undone_the_call_is_as_it_was_and_the_correction_stays_in_the_log(store, analysed, sha256):
    before = stored(store, analysed.id)
    _, after = correct(store, sha256, "Ada", put_right(before))
    row, undone = take_back(store, sha256, "Ben", after.edits[0].number)
    assert row.version == 3
    assert (undone.turns, undone.cues, undone.findings) == (before.turns, before.cues, before.findings)
    assert [edit.state for edit in undone.edits] == ["taken_back"]


def test_a_swap_is_one_correction_and_swapping_again_is_another(store, analysed, sha256):
    before = stored(store, analysed.id)
    _, once = correct(store, sha256, "Ada", swapped(call_of(before)))
    assert [turn.role for turn in once.turns[:2]] == ["customer", "agent"]
    assert once.cues != before.cues
    _, twice = correct(store, sha256, "Ada", swapped(call_of(once)))
    assert (twice.turns, twice.cues) == (before.turns, before.cues)
    assert [edit.what for edit in twice.edits] == ["Agent and customer swapped"] * 2


def test_a_name_shown_for_a_voice_changes_neither_cue_nor_finding(store, analysed, sha256):
    before = stored(store, analysed.id)
    _, after = correct(store, sha256, "Ada", [RenameSpeaker("SPEAKER_00", "Grace")])
    assert after.names == {"SPEAKER_00": "Grace"}
    assert (after.turns, after.cues, after.findings) == (before.turns, before.cues, before.findings)


def test_the_customers_name_is_listened_for_and_said_in_the_document(store, kept):
    call = store.observations.add(document.dumps(misheard.observation(kept.sha256, "right Cooper.")))
    assert misheard.names_heard(stored(store, call.id)) == []
    _, after = correct(store, kept.sha256, "Ada", [CustomerName("Martin Cooper")])
    assert misheard.names_heard(after) == ["Cooper."]
    assert after.provenance.options["customer_name"] == "Martin Cooper"


def test_what_would_change_nothing_or_does_not_fit_is_refused_and_leaves_no_trace(store, analysed, sha256):
    with pytest.raises(UsageError, match="changes nothing"):
        correct(store, sha256, "Ada", [CustomerName("")])
    with pytest.raises(DoesNotFit, match="found no voice SPEAKER_09"):
        correct(store, sha256, "Ada", [MergeSpeakers("SPEAKER_09", "SPEAKER_00")])
    # The first of the two would fit.
    with pytest.raises(DoesNotFit, match="found no word of SPEAKER_00 inside a turn"):
        correct(store, sha256, "Ada", [SetRole("SPEAKER_00", "other"), SplitTurn(99.0, "SPEAKER_00")])
    with pytest.raises(UsageError, match="found a name of 0"):
        correct(store, sha256, " ", [RenameSpeaker("SPEAKER_00", "Grace")])
    store.recordings.withdraw(sha256, "Ada")
    with pytest.raises(ConsentInvalid, match="consent was withdrawn"):
        correct(store, sha256, "Ada", [RenameSpeaker("SPEAKER_00", "Grace")])
    assert store.corrections.of_recording(sha256) == ()
    assert [row.id for row in store.observations.list(versions=True)] == [analysed.id]


def test_a_recording_without_an_observation_cannot_be_corrected(store, kept):
    with pytest.raises(NotFound, match="no observation of the recording"):
        correct(store, kept.sha256, "Ada", [CustomerName("Cooper")])


def test_corrections_are_made_again_when_the_call_is_analysed_again(store, analysed, sha256):
    correct(store, sha256, "Ada", put_right(stored(store, analysed.id)))
    anew = replace(misheard.observation(sha256), provenance=_later(misheard.observation(sha256)))
    second = store.observations.add(document.dumps(anew))
    row, after = bring_up_to_date(store, sha256)
    assert row.id > second.id
    assert misheard.names_heard(after) == ["Mr Cooper."]
    assert store.corrections.made_of(row.id) == (second.id, after.edits[0].number)
    assert bring_up_to_date(store, sha256)[0].id == row.id


def test_a_correction_that_no_longer_fits_is_flagged_and_the_rest_still_made(store, analysed, sha256):
    before = stored(store, analysed.id)
    correct(store, sha256, "Ada", put_right(before))
    correct(store, sha256, "Ada", [RenameSpeaker("SPEAKER_00", "Grace")])
    store.observations.add(document.dumps(misheard.observation(sha256, "Mister Hooper.")))
    _, after = bring_up_to_date(store, sha256)
    assert [edit.state for edit in after.edits] == ["does_not_fit", "counts"]
    assert "Mister Hooper." in after.edits[0].because
    assert after.names == {"SPEAKER_00": "Grace"}


def test_a_later_correction_outlives_the_undoing_of_an_earlier_one(store, analysed, sha256):
    turn = stored(store, analysed.id).turns[8]
    at = turn.words[-1].start
    _, split = correct(store, sha256, "Ada", [SplitTurn(at, turn.speaker)])
    _, both = correct(store, sha256, "Ada", put_right(split))
    _, after = take_back(store, sha256, "Ada", both.edits[0].number)
    assert [edit.state for edit in after.edits] == ["taken_back", "counts"]
    assert len(after.turns) == len(misheard.SPOKEN)
    assert misheard.names_heard(after) == ["Mr Cooper."]


def test_a_correction_that_stood_on_one_undone_is_flagged(store, analysed, sha256):
    turn = stored(store, analysed.id).turns[8]
    at = turn.words[-1].start
    _, split = correct(store, sha256, "Ada", [SplitTurn(at, turn.speaker)])
    correct(store, sha256, "Ben", [JoinTurns(at, turn.speaker)])
    _, after = take_back(store, sha256, "Ada", split.edits[0].number)
    assert [edit.state for edit in after.edits] == ["taken_back", "does_not_fit"]
    assert len(after.turns) == len(misheard.SPOKEN)


def test_of_two_who_correct_at_once_both_corrections_are_in_the_newest_version(store, place, analysed, sha256):
    other = place.open()
    before = stored(store, analysed.id)
    call = current(store, sha256).call
    other.corrections.add(  # the other process has said it, and has not made its version yet
        sha256, "Ben", [RenameSpeaker("SPEAKER_01", "Martin")], misheard_told(call)
    )
    _, after = correct(store, sha256, "Ada", put_right(before))
    assert [edit.by for edit in after.edits] == ["Ben", "Ada"]
    assert after.names == {"SPEAKER_01": "Martin"}
    assert bring_up_to_date(other, sha256)[1] == after


def misheard_told(call):
    from observe.corrections import tell

    return tell(call, [RenameSpeaker("SPEAKER_01", "Martin")])


def test_a_process_killed_before_it_noted_its_version_corrects_nothing_twice(store, analysed, sha256):
    before = stored(store, analysed.id)
    row, after = correct(store, sha256, "Ada", [SplitTurn(before.turns[0].words[4].start, "SPEAKER_00")])
    orphan = store.observations.add(document.dumps(after))  # stored, and nobody said what it was made of
    assert current(store, sha256).original == analysed.id
    newest, again = bring_up_to_date(store, sha256)
    assert newest.id > orphan.id > row.id
    assert len(again.turns) == len(before.turns) + 1


class Listening:
    """A trained part that hears nothing, and counts how often it is asked."""

    models = (ModelUsed("cue-adapter", "1", "0" * 64),)

    def __init__(self):
        self.asked = 0

    def judge(self, _turns, _wanted):
        """Nothing, whatever was said."""
        self.asked += 1
        return Judgements({}, punctuated=True)


def test_the_trained_part_hears_a_corrected_call_only_where_it_heard_the_original(store, analysed, sha256):
    reader = Listening()
    correct(store, sha256, "Ada", [CustomerName("Cooper")], read=lambda: reader)
    assert reader.asked == 0
    trained = misheard.observation(sha256, models=Listening.models)
    store.observations.add(document.dumps(trained))
    _, heard = bring_up_to_date(store, sha256, read=lambda: reader)
    assert reader.asked == 1
    assert (heard.provenance.options["cues"], heard.provenance.models) == ("full", Listening.models)


def test_without_the_trained_part_the_new_version_says_that_rules_alone_decided(store, kept):
    store.observations.add(document.dumps(misheard.observation(kept.sha256, models=Listening.models)))
    _, after = correct(store, kept.sha256, "Ada", [CustomerName("Cooper")], read=lambda: None)
    assert after.provenance.options["cues"] == "rules"


def _later(seen):
    return replace(seen.provenance, created_at="2026-04-02T14:20:00+00:00")


def test_a_zero_length_stretch_of_words_cannot_be_pointed_at(store, analysed, sha256):
    with pytest.raises(DoesNotFit, match="found nothing between"):
        correct(store, sha256, "Ada", [CorrectWords(0.1, 0.1, "SPEAKER_00", "x", "y")])
