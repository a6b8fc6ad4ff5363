"""From a recording and what the engines say of it to an observation."""

from __future__ import annotations

import pytest

from observe.analysis.pipeline import Engines, Options, analyse
from observe.diarise import ChannelVoices
from observe.errors import NoSpeech, ObserveError, UsageError
from observe.io import document
from observe.schemes import load_all

DEFAULT = Options()


def run(path, engines, fakes, options=DEFAULT, **more):
    return analyse(path, "0" * 64, fakes.CONSENT, engines, load_all(), options, **more)


def test_parties_on_channels_of_their_own_are_never_diarised(stereo, fakes):
    engines = fakes.stereo_engines()
    found = run(stereo, engines, fakes)
    assert engines.diariser.asked == []
    assert found.recording.layout == "party_each"
    assert [(turn.channel, turn.speaker) for turn in found.turns] == [
        (0, "SPEAKER_00"),
        (1, "SPEAKER_01"),
        (0, "SPEAKER_00"),
        (1, "SPEAKER_01"),
    ]


def test_channels_that_change_places_are_put_right_and_it_is_said(stereo, fakes):
    engines = fakes.stereo_engines()
    engines.diariser.on_channels = ChannelVoices(swapped_at=8.0)
    found = run(stereo, engines, fakes)
    assert [(turn.channel, turn.speaker) for turn in found.turns] == [
        (0, "SPEAKER_00"),
        (1, "SPEAKER_01"),
        (0, "SPEAKER_00"),
    ]
    assert "At 00:08 the two people change channels" in found.recording.remarks[0]


def test_what_was_found_in_the_file_is_told(tmp_path, stereo, fakes):
    joined = tmp_path / "joined.wav"
    joined.write_bytes(stereo.read_bytes() * 2)
    found = run(joined, fakes.stereo_engines(), fakes)
    assert found.recording.duration_s == 2 * run(stereo, fakes.stereo_engines(), fakes).recording.duration_s
    assert found.recording.remarks[0].startswith("2 recordings lie one after another")


def test_one_channel_is_diarised_into_the_number_of_voices_asked_for(mono, fakes):
    engines = fakes.engines()
    found = run(mono, engines, fakes, Options(speakers=None))
    assert engines.diariser.asked == [None]
    assert {turn.channel for turn in found.turns} == {None}
    assert [turn.text for turn in found.turns] == [text for _, _, text in fakes.CALL]


def test_two_voices_that_are_nearly_surely_one_are_one_unless_a_person_says_two(mono, fakes):
    engines = fakes.engines()
    engines.diariser.one = 0.9
    assert len(run(mono, engines, fakes).roles) == 1
    assert len(run(mono, engines, fakes, Options(exactly=True)).roles) == 2
    engines.diariser.one = 0.5
    assert len(run(mono, engines, fakes).roles) == 2


@pytest.mark.parametrize("kind", ["mono", "stereo"])
def test_every_word_is_in_exactly_one_turn(kind, request, fakes):
    engines = fakes.engines() if kind == "mono" else fakes.stereo_engines()
    found = run(request.getfixturevalue(kind), engines, fakes)
    in_turns = sorted((w.start, w.text) for turn in found.turns for w in turn.words)
    assert in_turns == sorted((w.start, w.text) for w in fakes.spoken())


def test_words_outside_every_diarised_stretch_are_kept(mono, fakes):
    stray = fakes.words(15.0, "hello there")
    found = run(mono, fakes.engines(fakes.spoken() + stray), fakes)
    assert found.turns[-1].text.endswith("hello there")


def test_the_agent_and_the_customer_are_told_by_what_they_say(mono, fakes):
    found = run(mono, fakes.engines(), fakes)
    assert [turn.role for turn in found.turns] == ["agent", "customer", "agent", "customer"]
    assert {role.speaker: role.role for role in found.roles} == {
        "SPEAKER_00": "agent",
        "SPEAKER_01": "customer",
    }


def test_cues_quote_their_turn_and_findings_cite_them(mono, fakes):
    found = run(mono, fakes.engines(), fakes)
    assert "apology" in {cue.cue for cue in found.cues}
    assert all(cue.quote in found.turns[cue.turn].text for cue in found.cues)
    ids = {cue.id for cue in found.cues}
    assert all(set(finding.evidence) <= ids for finding in found.findings)
    assert {finding.scheme for finding in found.findings} == {scheme.id for scheme in load_all()}


@pytest.mark.parametrize("kind", ["mono", "stereo"])
def test_the_document_gives_the_observation_back(kind, request, fakes):
    engines = fakes.engines() if kind == "mono" else fakes.stereo_engines()
    found = run(request.getfixturevalue(kind), engines, fakes)
    text = document.dumps(found)
    assert document.dumps(document.loads(text)) == text
    assert document.loads(text).turns == found.turns


def test_provenance_names_only_the_models_that_took_part(mono, stereo, fakes):
    heard = run(mono, fakes.engines(), fakes).provenance
    apart = run(stereo, fakes.stereo_engines(), fakes).provenance
    assert [model.name for model in heard.models] == ["fake-whisper", "fake-voices"]
    assert [model.name for model in apart.models] == ["fake-whisper", "fake-voices"]
    assert list(heard.seconds) == ["decode", "transcribe", "diarise", "turns", "cues", "marking"]
    assert heard.options["speakers"] == 2


def test_the_customers_name_is_listened_for(mono, fakes):
    engines = fakes.engines()
    run(mono, engines, fakes, Options(customer_name="Martin Cooper"))
    assert engines.transcriber.asked[0]["hotwords"] == ("Martin Cooper",)


def test_each_channel_finds_its_own_language_and_expects_what_the_first_surely_was(stereo, fakes):
    engines = fakes.stereo_engines()
    engines.transcriber.language = "es"
    run(stereo, engines, fakes)
    assert [(asked["language"], asked["expected"]) for asked in engines.transcriber.asked] == [
        (None, "en"),
        (None, "es"),
    ]
    engines = fakes.stereo_engines()
    engines.transcriber.language, engines.transcriber.sure = "es", False
    run(stereo, engines, fakes)
    assert {asked["expected"] for asked in engines.transcriber.asked} == {"en"}


def test_of_a_call_in_another_language_nothing_is_suggested_and_it_says_so(mono, fakes):
    engines = fakes.engines()
    engines.transcriber.language = "pl"
    found = run(mono, engines, fakes)
    assert (found.recording.language, found.cues, found.findings) == ("pl", (), ())
    assert found.turns
    assert found.dynamics.talk_share
    (remark,) = found.recording.remarks
    assert remark == (
        "This call is not in English but in Polish. "
        "Cues are for English, so none are looked for here and no outcome is suggested."
    )


def test_words_that_do_not_read_like_english_are_told_as_well(mono, fakes):
    dutch = fakes.words(0.5, "Sorry, dat is niet goed, wij gaan kijken. Is er nog iets?")
    found = run(mono, fakes.engines(dutch), fakes)
    assert (found.recording.language, found.cues, found.findings) == ("en", (), ())
    assert "do not read like English" in found.recording.remarks[0]


def test_a_language_that_was_not_sure_is_told_and_costs_no_suggestion(mono, fakes):
    engines = fakes.engines()
    engines.transcriber.sure = False
    found = run(mono, engines, fakes)
    assert found.cues
    assert found.recording.remarks == (
        "The language could not be told for sure, so the call was written down as English.",
    )


def test_of_an_english_call_there_is_nothing_to_remark(mono, fakes):
    assert run(mono, fakes.engines(), fakes).recording.remarks == ()


def test_no_words_at_all_is_a_fault_that_names_the_recording(mono, fakes):
    with pytest.raises(NoSpeech, match=r"no speech in the 16 s of call\.wav") as caught:
        run(mono, fakes.engines(()), fakes)
    assert caught.value.stage == "transcribe"


def test_one_silent_party_is_no_fault(stereo, fakes):
    found = run(stereo, fakes.engines(fakes.spoken(0), ()), fakes)
    assert {turn.channel for turn in found.turns} == {0}


def test_a_channel_for_the_agent_does_not_fit_one_channel(mono, fakes):
    engines = fakes.engines()
    with pytest.raises(UsageError, match="no channel for each party"):
        run(mono, engines, fakes, Options(agent_channel=0))
    assert engines.transcriber.asked == []


def test_the_agents_channel_overrules_what_is_said(stereo, fakes):
    found = run(stereo, fakes.stereo_engines(), fakes, Options(agent_channel=1))
    assert [turn.role for turn in found.turns] == ["customer", "agent", "customer", "agent"]
    assert {role.confidence for role in found.roles} == {1.0}


def test_a_full_memory_is_told_with_its_stage(mono, fakes):
    class Hungry(type(fakes.engines().diariser)):
        def diarise(self, *_args, **_more):
            raise MemoryError

    engines = Engines(fakes.engines().transcriber, Hungry())
    with pytest.raises(ObserveError, match="memory is full") as caught:
        run(mono, engines, fakes)
    assert caught.value.stage == "diarise"


def test_progress_rises_through_the_stages_in_order(mono, fakes):
    said = []
    run(mono, fakes.engines(), fakes, report=lambda stage, share, *, cached=False: said.append((stage, share)))
    order = ["decode", "transcribe", "diarise", "turns", "cues", "marking"]
    assert [stage for stage, _ in dict.fromkeys(said)] == sorted(
        [stage for stage, _ in dict.fromkeys(said)], key=order.index
    )
    assert {stage for stage, _ in said} == set(order)
