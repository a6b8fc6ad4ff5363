"""The sample recordings agree with what is written beside them."""

import datetime
import hashlib
import json
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
import soundfile

from observe.cues import CUE_NAMES

SAMPLES = Path(__file__).resolve().parents[2] / "recordings_sample"
STEMS = sorted(path.name.removesuffix(".reference.json") for path in SAMPLES.glob("*.reference.json"))
AUDIO = (".flac", ".ogg")
TOTAL_BYTES = 4_200_000
LISTENING = {"paraphrase", "clarifying_question", "customer_name", "apology", "next_step"}
HEARD_WHEN_HANDLED_WELL = LISTENING | {
    *(
        "question",
        "read_back",
        "empathy",
        "thanks",
        "greeting",
        "offer",
        "options",
        "closing_check",
        "ownership",
    ),
    *("expectation", "identity_check", "recording_notice", "dissatisfaction", "resolution_confirmed"),
}
HEARD_WHEN_HANDLED_BADLY = {
    *("solution_before_diagnosis", "bare_apology", "overpromise", "defensive", "blame"),
    *("long_silence", "unanswered_distress", "dissatisfaction", "interruption"),
}


@pytest.fixture(params=STEMS)
def reference(request):
    return load(request.param)


def load(stem):
    return json.loads((SAMPLES / f"{stem}.reference.json").read_text(encoding="utf-8"))


def stem_of(reference):
    return Path(reference["file"]).stem


def samples_of(reference):
    return soundfile.read(SAMPLES / reference["file"], dtype="int16", always_2d=True)


def cues_of(reference):
    return {cue["cue"] for cue in reference["cues"]}


def rttm_of(reference):
    lines = (SAMPLES / f"{stem_of(reference)}.rttm").read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines]


def test_there_are_four_calls_each_with_audio_and_a_script():
    audio = {path.stem for path in SAMPLES.iterdir() if path.suffix in AUDIO}
    scripts = {path.stem for path in SAMPLES.glob("scripts/*.toml")}
    assert len(STEMS) == 4
    assert audio == scripts == set(STEMS)


def test_together_they_are_small():
    assert sum(path.stat().st_size for path in SAMPLES.iterdir() if path.suffix in AUDIO) <= TOTAL_BYTES


def test_each_has_a_consent_record_of_both_parties(reference):
    record = tomllib.loads((SAMPLES / f"{stem_of(reference)}.consent.toml").read_text(encoding="utf-8"))
    taken = datetime.datetime.fromisoformat(record["recorded_at"])
    assert record["basis"] == "role-play"
    assert taken.tzinfo is not None
    assert datetime.date.fromisoformat(record["retain_until"]) > taken.date()
    assert record["recorded_by"]
    assert record["purpose"]
    assert {person["role"] for person in record["people"]} == {"agent", "customer"}
    assert all(
        {"recording", "transcription", "analysis"} <= set(person["agreed_to"]) for person in record["people"]
    )


def test_each_lasts_as_long_as_its_reference_says_and_between_60_and_150_seconds(reference):
    samples, rate_hz = samples_of(reference)
    assert (rate_hz, samples.shape[1]) == (reference["sample_rate_hz"], reference["channels"])
    assert len(samples) / rate_hz == pytest.approx(reference["duration_s"], abs=0.02)
    assert 60 <= reference["duration_s"] <= 150


@pytest.mark.parametrize("stem", [stem for stem in STEMS if load(stem)["file"].endswith(".flac")])
def test_lossless_audio_is_to_the_sample_what_was_made(stem):
    samples, _ = samples_of(load(stem))
    assert hashlib.sha256(samples.astype("<i2").tobytes()).hexdigest() == load(stem)["pcm_sha256"]


def test_turns_are_numbered_in_order_within_the_recording(reference):
    turns = reference["turns"]
    assert [turn["index"] for turn in turns] == list(range(len(turns)))
    assert [turn["start"] for turn in turns] == sorted(turn["start"] for turn in turns)
    assert all(0 <= turn["start"] < turn["end"] <= reference["duration_s"] for turn in turns)


def test_words_make_up_their_turn_in_text_and_time(reference):
    for turn in reference["turns"]:
        words = turn["words"]
        assert " ".join(word["text"] for word in words) == turn["text"]
        assert (words[0]["start"], words[-1]["end"]) == (turn["start"], turn["end"])
        times = [time for word in words for time in (word["start"], word["end"])]
        assert times == sorted(times)


def test_cues_bear_known_names_and_quote_their_turn(reference):
    for cue in reference["cues"]:
        turn = reference["turns"][cue["turn"]]
        assert cue["cue"] in CUE_NAMES
        assert cue["quote"] in turn["text"]
        covered = [w["text"] for w in turn["words"] if cue["start"] <= w["start"] and w["end"] <= cue["end"]]
        assert bare(" ".join(covered)) == bare(cue["quote"])


def test_a_cue_takes_up_an_earlier_turn_of_the_other_party(reference):
    for cue in reference["cues"]:
        if cue["refers_to"] is not None:
            assert cue["refers_to"] < cue["turn"]
            assert reference["turns"][cue["refers_to"]]["role"] != reference["turns"][cue["turn"]]["role"]


def test_nothing_is_both_marked_and_absent(reference):
    absent = {entry["cue"] for entry in reference["absent"]}
    assert absent <= set(CUE_NAMES)
    assert not absent & cues_of(reference)


def test_the_customer_gives_the_name_on_the_reference(reference):
    said = " ".join(turn["text"] for turn in reference["turns"] if turn["role"] == "customer")
    assert reference["customer_name"] in said


def test_the_rttm_covers_each_partys_words_and_nobody_elses(reference):
    for party in ("agent", "customer"):
        stretches = [
            (float(onset), float(onset) + float(length))
            for _, _, _, onset, length, _, _, who, *_ in rttm_of(reference)
            if who == party
        ]
        words = [word for turn in reference["turns"] if turn["role"] == party for word in turn["words"]]
        assert all(any(a - 0.002 <= w["start"] and w["end"] <= b + 0.002 for a, b in stretches) for w in words)
        spoken = sum(word["end"] - word["start"] for word in words)
        assert spoken <= sum(b - a for a, b in stretches) + 0.01 * len(words) < spoken * 1.1 + 0.01 * len(words)


def test_speech_is_louder_than_the_rests_between(reference):
    samples, rate_hz = samples_of(reference)
    last = reference["turns"][-1]
    spoken = level_db(samples, rate_hz, last["start"], last["end"])
    resting = level_db(samples, rate_hz, last["end"] + 0.4, reference["duration_s"])
    assert spoken.max() > resting.max() + 30


def test_the_stereo_call_has_one_party_a_channel():
    reference = load("billing_resolved")
    samples, rate_hz = samples_of(reference)
    assert (reference["channels"], rate_hz) == (2, 8000)
    for turn in reference["turns"]:
        assert turn["channel"] == {"agent": 0, "customer": 1}[turn["role"]]
        levels = level_db(samples, rate_hz, turn["start"], turn["end"])
        assert levels[turn["channel"]] > levels[1 - turn["channel"]] + 30, turn["text"]


def test_the_overlapped_call_has_a_customer_who_cuts_in_and_backchannels():
    reference = load("broadband_escalated")
    customer = [turn for turn in reference["turns"] if turn["role"] == "customer"]
    agent = [turn for turn in reference["turns"] if turn["role"] == "agent"]
    within = [c for c in customer if any(a["start"] < c["start"] and c["end"] < a["end"] for a in agent)]
    across = [c for c in customer if any(a["start"] < c["start"] < a["end"] - 0.3 < c["end"] for a in agent)]
    assert [turn["text"] for turn in within] == ["Yeah.", "Okay."]
    assert len(across) == 2
    assert sum(overlap["end"] - overlap["start"] for overlap in reference["overlaps"]) > 2
    assert reference["channels"] == 1


def test_the_hold_is_announced_and_sounds_softly():
    reference = load("broadband_escalated")
    (hold,) = reference["silences"]
    samples, rate_hz = samples_of(reference)
    assert hold["hold"]
    assert hold["end"] - hold["start"] > 8
    assert -60 < level_db(samples, rate_hz, hold["start"] + 1, hold["end"] - 1)[0] < -30
    notice = next(cue for cue in reference["cues"] if cue["cue"] == "hold_notice")
    assert notice["end"] < hold["start"]


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("billing_resolved", HEARD_WHEN_HANDLED_WELL),
        ("delivery_mishandled", HEARD_WHEN_HANDLED_BADLY),
        ("broadband_escalated", LISTENING | {"hold_notice", "escalation"}),
    ],
)
def test_a_call_has_the_cues_it_was_written_for(stem, expected):
    assert expected <= cues_of(load(stem))


def bare(text):
    """Letters and digits alone: a quote may stop before the comma that its last word carries."""
    return re.sub(r"\W+", " ", text).strip()


def level_db(samples, rate_hz, start, end):
    """Level of each channel over a stretch, in dB of full scale."""
    stretch = samples[round(start * rate_hz) : round(end * rate_hz)] / 32768
    return 10 * np.log10(np.mean(stretch**2, axis=0) + 1e-12)
