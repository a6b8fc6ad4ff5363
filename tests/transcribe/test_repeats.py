"""What people say again and again is kept; what a recogniser tells again and again is not."""

import pytest

from observe.annotation import Interval, Word
from observe.transcribe.repeats import is_loop, without_loops


def told(text, times):
    """Words with (start, length) each."""
    return [
        Word(word, start, start + length) for word, (start, length) in zip(text.split(), times, strict=True)
    ]


def voices(words):
    """A voice for each word."""
    return [word.interval for word in words]


def every(seconds, length, count, first=0.0):
    return [(first + seconds * n, length) for n in range(count)]


SAID = [
    ("yes to every term", told("Yes. " * 10, every(3.3, 0.25, 10))),
    ("yes at once", told("Yes, yes, yes, yes, yes, yes.", every(0.5, 0.2, 6))),
    ("no, no, no", told("No no no no that is not what I said.", every(0.25, 0.2, 10))),
    ("a sentence four times", told("I want to cancel it. " * 4, every(0.4, 0.2, 20))),
    ("digits", told("4 4 4 4 7 7 7 7", every(0.5, 0.3, 8))),
]


@pytest.mark.parametrize(("case", "words"), SAID, ids=[row[0] for row in SAID])
def test_what_takes_time_each_time_was_said(case, words):
    assert not is_loop(words)
    assert without_loops(words, voices(words)) == words


LOOPS = [
    ("a word at the end", told("you " * 12, [(0.0, 9.0), (9.0, 1.0), *every(0.0, 0.0, 10, 10.0)])),
    ("a phrase, its first word stretched", told("thank you so " * 6, [(0, 4), (4, 0), (4, 0)] * 6)),
    ("with a few true words inside", told("I know. " * 8, [(0, 0.3), (1, 0.3), *[(2, 0.0), (2, 0.02)] * 7])),
]


@pytest.mark.parametrize(("case", "words"), LOOPS, ids=[row[0] for row in LOOPS])
def test_what_takes_no_time_was_not(case, words):
    assert is_loop(words)
    assert without_loops(words, voices(words)) == []


def test_what_was_said_around_a_loop_is_kept():
    words = told("Hello there. " + "you " * 8, [(0, 0.4), (0.4, 0.4), *every(0.0, 0.0, 8, 1.0)])
    assert [word.text for word in without_loops(words, voices(words))] == ["Hello", "there."]


def test_a_repeat_that_there_is_no_sound_for_is_left_out():
    spoken = [Interval(at, at + 0.45) for at in (1.0, 3.0, 5.0, 7.0)]
    times = [(1.0, 0.2), (1.2, 0.25), (3.0, 0.4), (5.0, 0.1), (5.1, 0.3), (7.0, 0.4)]
    kept = without_loops(told("goodbye " * 6, times), spoken)
    assert [word.start for word in kept] == [1.0, 3.0, 5.0, 7.0]


def test_short_words_fit_several_to_a_voice():
    words = told("No no no no no no.", every(0.25, 0.25, 6))
    assert without_loops(words, [Interval(0.0, 1.5)]) == words


def test_three_in_a_row_are_nothing_to_doubt():
    words = told("no no no", [(0, 0.2), (0.2, 0.0), (0.2, 0.0)])
    assert without_loops(words, voices(words)) == words
