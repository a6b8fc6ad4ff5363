"""What is found in the sample calls, from their scripts and from their sound, beside what an observer marks."""

import json
from pathlib import Path

import pytest

from benchmarks.samples import FIVE, missed_and_false, turns_of
from observe.cues import Context, find

SAMPLES = Path(__file__).resolve().parents[2] / "recordings_sample"
STEMS = sorted(path.name.removesuffix(".reference.json") for path in SAMPLES.glob("*.reference.json"))
MOST_FALSE = 1
WATCHED = {"solution_before_diagnosis", "bare_apology", "overpromise"}


def reference_of(stem):
    return json.loads((SAMPLES / f"{stem}.reference.json").read_text(encoding="utf-8"))


def found_in_script(stem):
    return find(turns_of(reference_of(stem)), Context())


@pytest.fixture(scope="module")
def found_in_sound():
    from benchmarks.samples import CONSENT
    from observe.analysis import engines
    from observe.analysis.pipeline import analyse
    from observe.audio.file import sha256_of

    machinery, heard = engines.build(), {}

    def found(stem):
        if stem not in heard:
            recording = SAMPLES / reference_of(stem)["file"]
            heard[stem] = analyse(recording, sha256_of(recording), CONSENT, machinery, ()).cues
        return heard[stem]

    return found


def check(stem, found):
    missed, false = missed_and_false(reference_of(stem)["cues"], found)
    assert [(cue["cue"], cue["quote"]) for cue in missed if cue["cue"] in FIVE] == []
    alarms = [(cue.cue, cue.quote) for cue in false if cue.cue in FIVE]
    assert len(alarms) <= MOST_FALSE, alarms


@pytest.mark.parametrize("stem", STEMS)
def test_every_one_of_the_five_is_found_in_the_script_with_at_most_one_false_alarm(stem):
    check(stem, found_in_script(stem))


@pytest.mark.models
@pytest.mark.parametrize("stem", STEMS)
def test_every_one_of_the_five_is_found_in_the_sound_with_at_most_one_false_alarm(found_in_sound, stem):
    check(stem, found_in_sound(stem))


def test_the_badly_handled_call_is_seen_to_be_that_in_the_script():
    assert {cue.cue for cue in found_in_script("delivery_mishandled")} >= WATCHED


@pytest.mark.models
def test_the_badly_handled_call_is_heard_to_be_that(found_in_sound):
    assert {cue.cue for cue in found_in_sound("delivery_mishandled")} >= WATCHED


def test_calls_handled_well_raise_no_watch_point():
    watched = WATCHED | {"defensive", "blame", "unanswered_distress", "long_silence", "interruption"}
    for stem in ("billing_resolved", "garden_enquiry", "broadband_escalated"):
        assert [cue for cue in found_in_script(stem) if cue.cue in watched] == []
