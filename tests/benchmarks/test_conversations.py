"""Calls that are put together: who speaks when is known, whatever they went through."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.conversations import CODECS, RATE, Plan, made

PLAN = Plan("one", ("high", "low"), 12.0, 6.0, 0.2, "none", 30.0, 0.0, seed=1)


def buzz(pitch, seconds=4):
    """Something voice-like: half a second of tones, a fifth of pause, and so on."""
    time = np.arange(seconds * RATE) / RATE
    tones = sum(np.sin(2 * np.pi * pitch * n * time) / n for n in range(1, 8))
    return (0.1 * tones * (time % 0.7 < 0.5)).astype(np.float32)


PEOPLE = {"high": [buzz(210)] * 3, "low": [buzz(110)] * 3}


def test_a_plan_gives_the_same_call_each_time():
    first, again = made(PLAN, PEOPLE), made(PLAN, PEOPLE)
    np.testing.assert_array_equal(first.samples, again.samples)
    assert first.reference == again.reference
    assert made(replace(PLAN, seed=2), PEOPLE).reference != first.reference


@pytest.mark.parametrize("codec", CODECS)
def test_both_parties_are_heard_where_the_reference_says_so(codec):
    call = made(replace(PLAN, codec=codec, noise_db=60.0, level_db=0.0), PEOPLE)
    assert {segment.speaker for segment in call.reference} == {"party 0", "party 1"}
    said = np.zeros(len(call.samples), dtype=bool)
    for segment in call.reference:
        said[int(segment.start * RATE) : int(segment.end * RATE)] = True
    assert np.square(call.samples[said]).mean() > 100 * np.square(call.samples[~said]).mean()


def test_the_second_party_is_quieter_by_what_was_asked():
    loud, quiet = (made(replace(PLAN, overlap=0.0, noise_db=80.0, level_db=db), PEOPLE) for db in (0.0, 12.0))

    def level(call, party):
        own = [s for s in call.reference if s.speaker == party]
        heard = np.concatenate([call.samples[int(s.start * RATE) : int(s.end * RATE)] for s in own])
        return 10 * np.log10(np.square(heard).mean())

    change = (level(loud, "party 0") - level(loud, "party 1")) - (
        level(quiet, "party 0") - level(quiet, "party 1")
    )
    assert change == pytest.approx(-12.0, abs=2.5)  # turns overlap a little


def test_one_person_twice_makes_two_voices_of_other_pitch():
    call = made(replace(PLAN, people=("low", "low"), apart=1.2), PEOPLE)
    assert {segment.speaker for segment in call.reference} == {"party 0", "party 1"}
    assert len(made(replace(PLAN, people=("low",)), PEOPLE).reference) > 0
