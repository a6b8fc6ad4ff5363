"""What the player is given of a call."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from observe.annotation import Cue, Interval, Turn, Word, turn_from_text
from observe.observation import (
    Consent,
    Dynamics,
    Finding,
    Observation,
    Overlap,
    Provenance,
    Recording,
    Silence,
)
from observe.schemes import load_all
from observe.ui.player.data import player_data, promises, summary

HOSTILE = "<img src=x onerror=alert(1)>\u202e & <b>"


def call(*turns: Turn, cues: tuple[Cue, ...] = (), findings: tuple[Finding, ...] = ()) -> Observation:
    return Observation(
        recording=Recording("call.wav", "0" * 64, 60.0, 1, 8000),
        consent=Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00"),
        provenance=Provenance("0.1.0", (), {}, {}, "2026-03-02T14:20:00+00:00"),
        turns=turns,
        cues=cues,
        dynamics=Dynamics({"agent": 0.6, "customer": 0.4}, (), (), {"agent": 150.0}, {}),
        findings=findings,
    )


def shown(observation: Observation) -> dict:
    data = player_data(observation, load_all(), audio="/recordings/1/audio", levels="/recordings/1/peaks")
    json.dumps(data)
    return data


AGENT = turn_from_text(0, "SPEAKER_00", "agent", "I am sorry about that", start=1.0)
CUSTOMER = turn_from_text(1, "SPEAKER_01", "customer", "It is twice now", start=4.0)
SORRY = Cue("apology", 0, 1.0, 2.2, "I am sorry", "It says sorry.", 0.9)


def test_agent_comes_first_however_the_call_begins():
    data = shown(call(replace(CUSTOMER, index=0), replace(AGENT, index=1)))
    assert [lane["id"] for lane in data["lanes"]] == ["agent", "customer"]


def test_a_lane_knows_its_channel_only_where_that_channel_is_its_own():
    apart = shown(call(replace(AGENT, channel=0), replace(CUSTOMER, channel=1)))
    assert [lane["channel"] for lane in apart["lanes"]] == [0, 1]
    together = shown(call(AGENT, CUSTOMER))
    assert [lane["channel"] for lane in together["lanes"]] == [None, None]
    later = replace(AGENT, index=2, channel=1)
    moved = shown(call(replace(AGENT, channel=0), replace(CUSTOMER, channel=1), later))
    assert [lane["channel"] for lane in moved["lanes"]] == [None, 1]


def test_voices_that_are_neither_have_a_lane_each_under_their_own_label():
    third = turn_from_text(2, "SPEAKER_02", "other", "Hello there", start=9.0)
    fourth = turn_from_text(3, "SPEAKER_03", "other", "Hi", start=12.0)
    data = shown(call(AGENT, CUSTOMER, third, fourth))
    assert [lane["label"] for lane in data["lanes"]] == ["Agent", "Customer", "SPEAKER 02", "SPEAKER 03"]


def test_a_cue_has_its_exact_start_and_stands_in_its_turn_and_lane():
    data = shown(call(AGENT, CUSTOMER, cues=(SORRY,)))
    (cue,) = data["cues"]
    assert (cue["start"], cue["lane"], cue["label"]) == (1.0, "agent", "Apology")
    assert data["turns"][0]["cues"] == [SORRY.id]
    assert data["turns"][1]["cues"] == []


def test_a_cue_names_the_turn_it_answers():
    heard = replace(SORRY, refers_to=1)
    (cue,) = shown(call(AGENT, CUSTOMER, cues=(heard,)))["cues"]
    assert cue["refersTo"] == {"start": 4.0, "who": "Customer"}


def test_a_word_the_recogniser_was_unsure_of_says_so():
    turn = Turn(0, "A", "agent", (Word("sure", 0.0, 0.5, 0.9), Word("not", 0.5, 1.0, 0.3)))
    assert shown(call(turn))["turns"][0]["words"] == [["sure", 0.0, 0.5], ["not", 0.5, 1.0, 1]]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("shown", "Shown"),
        ("opportunity_missed", "Opportunity missed"),
        ("no_opportunity", "No opportunity"),
        ("not_on_recording", "Not on a recording"),
    ],
)
def test_a_finding_becomes_a_badge_with_its_reason_and_evidence(outcome, words):
    scheme = load_all()[0]
    finding = Finding(scheme.id, scheme.criteria[0].id, outcome, (SORRY.id,), "Because of this.")
    (unit,) = shown(call(AGENT, cues=(SORRY,), findings=(finding,)))["units"]
    (point,) = unit["points"]
    assert point["badge"]["words"] == words
    assert point["badge"]["symbol"].strip()
    assert (point["because"], point["evidence"]) == ("Because of this.", [SORRY.id])
    assert point["number"] == scheme.criteria[0].number


def test_a_unit_without_findings_is_not_offered():
    assert shown(call(AGENT))["units"] == []


def test_silences_and_overlaps_come_with_their_times():
    heard = call(AGENT, CUSTOMER)
    dynamics = replace(heard.dynamics, silences=(Silence(5.0, 9.0),), overlaps=(Overlap(2.0, 2.5, "customer"),))
    data = shown(replace(heard, dynamics=dynamics))
    assert data["silences"] == [[5.0, 9.0]]
    assert data["overlaps"] == [[2.0, 2.5, "Customer"]]


def test_a_call_without_words_is_an_empty_call_and_not_an_error():
    data = shown(call())
    assert (data["turns"], data["lanes"], data["cues"]) == ([], [], [])


def test_hostile_words_are_passed_on_as_the_text_they_are():
    turn = turn_from_text(0, "A", "agent", HOSTILE)
    words = [word[0] for word in shown(call(turn))["turns"][0]["words"]]
    assert " ".join(words) == HOSTILE.replace("\u202e", "")  # which would turn what comes after it


def test_a_file_name_loses_what_turns_the_reading_direction():
    heard = call(AGENT)
    data = shown(replace(heard, recording=replace(heard.recording, file="call\u202egnp.wav")))
    assert data["file"] == "callgnp.wav"


def test_the_summary_is_in_plain_words():
    figures = summary(call(AGENT, CUSTOMER))
    assert figures["Agent spoke"] == "60% of the time · 150 words a minute"
    assert figures["Consent"] == "Both people agreed beforehand"


def step(turn: Turn, **details: str) -> Cue:
    return Cue(
        "next_step",
        turn.index,
        turn.start,
        turn.end,
        turn.text,
        "Said so.",
        0.9,
        details=tuple(details.items()),
    )


def test_a_promise_is_a_row_that_links_to_its_seconds():
    turn = turn_from_text(0, "SPEAKER_00", "agent", "I will ring you by noon", start=61.0)
    cue = step(turn, owner="agent", action="ring you", deadline="by noon")
    rows, taken = promises(call(turn, cues=(cue,)), audio="/recordings/1/audio")
    assert rows == [
        {
            "Who": "The agent",
            "What": "ring you",
            "By when": "by noon",
            "Heard at": "[01:01](/recordings/1/audio#t=61.0,63.4)",
            "Words": "“I will ring you by noon”",
        }
    ]
    assert taken == 0


def test_a_step_taken_at_once_is_counted_and_not_listed():
    turn = turn_from_text(0, "SPEAKER_00", "agent", "let me check that", start=1.0)
    rows, taken = promises(call(turn, cues=(step(turn, owner="agent", action="check that"),)), audio="/a")
    assert (rows, taken) == ([], 1)


def test_a_promise_in_hostile_words_stays_words():
    turn = turn_from_text(0, "SPEAKER_00", "agent", "I will send <b>[x](y)|z", start=1.0)
    cue = step(turn, owner="<i>", action="send <b>[x](y)|z")
    (row,), _ = promises(call(turn, cues=(cue,)), audio="/a")
    assert row["Who"] == "\\<i\\>"
    assert row["What"] == "send \\<b\\>\\[x\\]\\(y\\)\\|z"
    assert row["By when"] == "no time named"


TOLD = Interval(CUSTOMER.start, CUSTOMER.end)


@pytest.mark.parametrize(
    ("cue", "occasion"),
    [
        (None, {"start": 4.0, "quote": "It is twice now"}),
        (Cue("dissatisfaction", 1, TOLD.start, TOLD.end, CUSTOMER.text, "Fed up.", 0.9), None),
        (SORRY, {"start": 4.0, "quote": "It is twice now"}),
    ],
)
def test_a_missed_point_has_its_occasion_to_play_where_no_cue_stands_for_it(cue, occasion):
    scheme = load_all()[0]
    cues = (cue,) if cue else ()
    names = tuple(one.id for one in cues)
    finding = Finding(scheme.id, scheme.criteria[0].id, "opportunity_missed", names, "Because.", TOLD)
    (unit,) = shown(call(AGENT, CUSTOMER, cues=cues, findings=(finding,)))["units"]
    assert unit["points"][0]["occasion"] == occasion
    assert unit["points"][0]["evidence"] == [*names]
