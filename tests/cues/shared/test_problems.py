"""Something gone wrong, told calmly: which words are taken, and what is still missed (`problem_told.toml`)."""

from __future__ import annotations

import doctest

import pytest

from observe.annotation import turn_from_text
from observe.cues.shared import problems

#: Of 24 lines written when the list was done, 8 were heard at first; these are missed still, so that it shows
#: once one is heard.
MISSED = [
    "Hello, it's about the mattress. It's sagging in the middle and we've only had it since June.",
    "Good morning, I've got a rash from that face cream.",
    "Hello, the lock on the bathroom door's gone stiff and my gran got shut in.",
    "Hello, the lift doors close on people before they're in.",
    "Morning. The curtains are about two inches off the floor.",
]


@pytest.mark.xfail(reason="told in words that sound like any other")
@pytest.mark.parametrize("text", MISSED)
def test_a_fault_told_calmly_is_heard(text):
    assert problems.told(turn_from_text(1, "customer", "customer", text)) is not None


def test_the_words_are_the_turns_own_though_some_are_read_as_two():
    turn = turn_from_text(1, "customer", "customer", "Well, the boiler's off. Can you help?")
    assert problems.told(turn) == range(4)


def test_the_example_runs():
    assert doctest.testmod(problems).failed == 0
