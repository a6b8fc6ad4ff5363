"""Sample calls set right: what follows is what an analysis of the right words would have given."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from observe.analysis.corrected import corrected
from observe.analysis.suggestions import listen
from observe.annotation import quote
from observe.corrections import (
    Correction,
    MergeSpeakers,
    Reassign,
    RenameSpeaker,
    SplitTurn,
    apply,
    tell,
    words_typed,
)
from observe.cues import Context, find
from observe.io import document, rttm, vtt
from observe.observation import Consent, Observation, Provenance, Recording
from observe.schemes import load_all
from observe.turns import dynamics
from observe.ui.player.data import player_data

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
STEMS = ("billing_resolved", "broadband_escalated", "delivery_mishandled", "garden_enquiry")


def analysed(call):
    """The observation of a call, by the rules."""
    heard = listen(call.turns, None, None, load_all(), "en")
    return Observation(
        Recording("call.wav", "0" * 64, 600.0, 2, 16000),
        Consent("role-play", "A. Tutor", "2026-03-02T14:10:00+00:00"),
        Provenance("0.1.0", (), {"cues": "rules"}, {"cues": 1.0}, "2026-03-02T14:20:00+00:00"),
        call.turns,
        heard.cues,
        heard.dynamics,
        heard.findings,
        call.roles,
        call.segments,
    )


def entries(call, *edits):
    return tuple(
        Correction(number, "Ada", NOW, (edit,), tell(call, (edit,))) for number, edit in enumerate(edits, 1)
    )


@pytest.mark.parametrize("stem", STEMS)
def test_without_a_correction_a_call_is_heard_as_it_was(sample, stem):
    seen = analysed(sample(stem))
    again = corrected(seen, (), None, load_all(), now=NOW)
    assert (again.turns, again.cues, again.findings) == (seen.turns, seen.cues, seen.findings)
    assert again.dynamics == seen.dynamics
    assert again.edits == ()


@pytest.mark.parametrize("stem", STEMS)
def test_a_call_wrongly_heard_and_set_right_is_heard_as_the_right_one(sample, stem):
    right = sample(stem)
    turn = max(right.turns, key=lambda one: len(one.words))
    part = turn.words[2:6]
    wrong = apply(
        right.turns,
        right.segments,
        right.roles,
        [Reassign(part[0].start, part[-1].end, turn.speaker, "SPEAKER_07")],
    )
    assert "SPEAKER_07" in wrong.speakers
    back = apply(wrong.turns, wrong.segments, wrong.roles, [MergeSpeakers("SPEAKER_07", turn.speaker)])
    assert back.turns == right.turns
    assert find(back.turns, Context()) == find(right.turns, Context())
    typed = words_typed(turn, turn.text.replace(turn.words[3].text, "mumble"))
    misheard = apply(right.turns, (), (), typed)
    heard_anew = words_typed(misheard.turns[turn.index], turn.text)
    assert [t.text for t in apply(misheard.turns, (), (), heard_anew).turns] == [t.text for t in right.turns]


def test_every_cue_of_a_corrected_call_quotes_the_words_at_its_seconds(sample):
    call = sample("billing_resolved")
    turn = call.turns[10]
    typed = words_typed(turn, turn.text.replace("Mr Cooper.", "Mister Martin Cooper then."))
    seen = corrected(analysed(call), entries(call, *typed), None, load_all(), now=NOW)
    for cue in seen.cues:
        words = [w for w in seen.turns[cue.turn].words if cue.start <= w.start and w.end <= cue.end]
        assert cue.cue == "long_silence" or cue.quote == quote(words)
    assert any("Martin" in cue.quote for cue in seen.cues if cue.cue == "customer_name")


def test_exports_follow_and_the_document_is_read_back_with_its_log(sample):
    call = sample("garden_enquiry")
    turn = call.turns[8]
    log = entries(call, *words_typed(turn, turn.text.replace("Julia.", "Juliet.")))
    log += (Correction(9, "Ben", NOW, (SplitTurn(turn.words[3].start, turn.speaker),), tell(call, ())),)
    seen = corrected(analysed(call), log, None, load_all(), now=NOW)
    text = document.dumps(seen)
    again = document.loads(text)
    assert document.dumps(again) == text
    assert (again.edits[0].before, again.edits[0].after) == ("Julia.", "Juliet.")
    assert "Juliet." in vtt.dumps(again.turns)
    assert "Julia" not in vtt.dumps([again.turns[8]])
    assert rttm.dumps(again.segments, "call") == rttm.dumps(call.segments, "call")
    assert seen.dynamics == dynamics.measure(seen.turns)
    assert again.provenance.seconds == {"cues": 1.0}


def test_a_name_for_a_voice_is_shown_where_its_label_or_role_was(sample):
    call = sample("garden_enquiry")
    voice = call.turns[0].speaker
    seen = corrected(analysed(call), entries(call, RenameSpeaker(voice, "Peter <Oak>")), None, load_all())
    assert "<v Peter &lt;Oak&gt;>Good morning" in vtt.dumps(seen.turns, seen.names)
    data = player_data(seen, (), audio="", levels="")
    assert [lane["label"] for lane in data["lanes"]] == ["Peter <Oak> (agent)", "Customer"]
    assert data["turns"][0]["who"] == "Peter <Oak> (agent)"
