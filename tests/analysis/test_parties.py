"""A call that is put through holds one voice more than the usual two; a machine on it is said."""

from __future__ import annotations

import pytest

from observe.analysis.parties import party_remarks, voices_to_expect
from observe.annotation import turn_from_text
from observe.turns.align import SpokenWord
from observe.turns.recorded_voice import RECORDED

OPENING = "Good morning, Helen speaking. Hello, my broadband has stopped."


def words(*texts):
    clock, found = 0.0, []
    for index, text in enumerate(texts):
        turn = turn_from_text(index, "A", "other", text, start=clock)
        clock = turn.end + 3.0
        found += [SpokenWord(word, "") for word in turn.words]
    return found


@pytest.mark.parametrize(
    "texts",
    [
        [OPENING, "I'll put you through to our technical team.", "Hello, technical support, this is Daniel."],
        [OPENING, "Let me transfer you to billing.", "Good afternoon, billing, Priya speaking."],
        [OPENING, "I'm passing you over to my colleague.", "Hi, my name is Tom, I hear you have a problem."],
        [OPENING, "I'll hand you over to Dan.", "You are through to Dan in repairs."],
        ["hello helen speaking i will connect you to sales", "hello this is amir how can i help"],
    ],
)
def test_a_call_that_is_put_through_holds_three_voices(texts):
    assert voices_to_expect(words(*texts), 2) == 3


@pytest.mark.parametrize(
    "texts",
    [
        [OPENING, "I'm sorry to hear that. Can I take your postcode?"],
        [OPENING, "I can put you through to the team.", "No, I'd rather you did it."],
        [OPENING, "They said they would put me through and nobody came.", "Hello, are you there?"],
        ["Hello, this is Daniel.", "Hi, my name is Ann, I was put through to you."],
        [OPENING, "I'll transfer the money to you.", "Hello, yes, thank you."],
        [],
    ],
)
def test_other_calls_hold_two(texts):
    assert voices_to_expect(words(*texts), 2) == 2


@pytest.mark.parametrize("asked", [None, 1, 3, 4])
def test_a_count_that_somebody_gave_is_theirs(asked):
    put_through = words(OPENING, "I'll put you through to our team.", "Hello, this is Daniel.")
    assert voices_to_expect(put_through, asked) == asked


def test_a_machine_is_said_with_its_times():
    call = [turn_from_text(0, RECORDED, "other", "For sales press one.", start=3.0)]
    assert party_remarks(call)[0].startswith("A recorded voice is heard (00:03 to 00:0")
    assert party_remarks([turn_from_text(0, "A", "agent", "Hello.")]) == ()
