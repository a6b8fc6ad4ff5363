"""Talk share, silences, overlaps, pace and response times, from words and times alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.annotation import turn_from_text
from observe.observation import Overlap, Silence
from observe.turns.dynamics import measure


def turn(index, role, text, start, pace=0.5):
    return turn_from_text(index, role.upper(), role, text, start=start, pace=pace)


def test_the_share_is_of_the_time_spoken():
    found = measure([turn(0, "agent", "one two", 0.0), turn(1, "customer", "one two three four five six", 2.0)])
    assert found.talk_share == pytest.approx({"agent": 0.25, "customer": 0.75})


def test_words_a_minute_leave_pauses_out():
    found = measure([turn(0, "agent", "one two", 0.0), turn(1, "agent", "three four", 60.0)])
    assert found.speech_rate_wpm["agent"] == pytest.approx(120.0)


def test_a_silence_is_over_three_seconds_and_between_people_speaking():
    found = measure(
        [
            turn(0, "agent", "bear with me", 5.0),
            turn(1, "customer", "okay", 12.0),
            turn(2, "agent", "right", 15.5),
        ]
    )
    assert found.silences == (Silence(6.5, 12.0),)


def test_an_overlap_names_who_came_in():
    found = measure([turn(0, "agent", "so what I will do is", 0.0), turn(1, "customer", "no no", 2.0)])
    assert found.overlaps == (Overlap(2.0, 3.0, "customer"),)


def test_borders_that_blur_are_no_overlap():
    assert measure([turn(0, "agent", "right", 0.0), turn(1, "customer", "yes", 0.4)]).overlaps == ()


def test_the_response_time_is_the_usual_one_and_negative_where_replies_come_early():
    found = measure(
        [
            turn(0, "agent", "hello", 0.0),
            turn(1, "customer", "hi", 1.0),
            turn(2, "agent", "a b c d", 2.0),
            turn(3, "customer", "no", 3.7),
        ]
    )
    assert found.response_time_s["customer"] == pytest.approx((0.5 - 0.3) / 2)
    assert found.response_time_s["agent"] == pytest.approx(0.5)


def test_a_call_without_words_has_no_dynamics():
    found = measure([])
    assert (dict(found.talk_share), found.silences, found.overlaps) == ({}, (), ())


calls = st.lists(
    st.tuples(st.sampled_from(["agent", "customer"]), st.integers(1, 9), st.floats(0, 6)),
    min_size=1,
    max_size=15,
)


@given(calls, st.integers(0, 500))
def test_moving_a_call_in_time_moves_silences_and_changes_no_measure(call, shift):
    def made(offset):
        clock, result = float(offset), []
        for index, (role, words, pause) in enumerate(call):
            result.append(turn(index, role, "w " * words, clock))
            clock = result[-1].end + pause
        return measure(result)

    here, there = made(0), made(shift)
    assert there.talk_share == pytest.approx(here.talk_share)
    assert sum(here.talk_share.values()) == pytest.approx(1.0)
    assert there.speech_rate_wpm == pytest.approx(here.speech_rate_wpm)
    assert there.response_time_s == pytest.approx(here.response_time_s, abs=1e-6)
