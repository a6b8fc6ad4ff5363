"""What a machine says is told by its words; what people say as well is theirs unless a machine says it."""

from __future__ import annotations

import pytest

from observe.annotation import turn_from_text
from observe.turns.align import SpokenWord
from observe.turns.recorded_voice import RECORDED, recorded_stretches, without_person

CALLER = ("C", "Hello, I'm ringing about my bill.")
GREETS = ("A", "Good morning, Acme, Susan speaking, how can I help?")


def said(*lines):
    clock, words = 0.0, []
    for index, (speaker, text) in enumerate(lines):
        turn = turn_from_text(index, speaker, "other", text, start=clock)
        clock = turn.end + 0.3
        words += [SpokenWord(word, speaker) for word in turn.words]
    return words


def recorded(*lines):
    return " ".join(each.word.text for each in without_person(said(*lines)) if each.speaker == RECORDED)


@pytest.mark.parametrize(
    "machine",
    [
        "For sales, press one. For anything else, press two.",
        "Thank you for calling Acme. Please listen carefully to the following options. For billing press 1.",
        "Welcome to Acme. Calls may be recorded. Please have your policy number ready.",
        "Please tell us in a few words why you are calling.",
        "Your call is important to us. All our advisers are busy. Please hold for the next available adviser.",
        "You are number four in the queue.",
        "You are currently next in the queue. Thank you for holding.",
        "We are experiencing high call volumes. Your estimated wait time is six minutes.",
        "Please enter your ten digit account number followed by the hash key.",
        "Our offices are now closed. Please leave a message after the tone.",
        "thank you for calling acme your call may be recorded for training press one for sales press two for "
        "billing",
    ],
)
@pytest.mark.parametrize("voice", ["A", "C", "B"], ids=["the agent's", "the customer's", "its own"])
def test_a_machine_before_the_agent_is_told_apart_in_whosever_voice_it_came(machine, voice):
    assert recorded((voice, machine), GREETS, CALLER) == machine


def test_a_machine_and_the_agent_in_one_breath_are_parted_where_the_agent_begins():
    machine = "Thank you for calling Acme. For claims, press two. Please hold."
    assert recorded(("A", f"{machine} Good morning, Susan speaking, how can I help?"), CALLER) == machine


def test_notices_alone_are_a_machines_where_another_voice_greets_after_them():
    machine = "Welcome to Acme. Calls are recorded for quality."
    assert recorded(("B", machine), GREETS, CALLER) == machine


def test_a_queue_message_while_somebody_holds_is_a_machines():
    queue = "Your call is important to us. You are number two in the queue."
    found = recorded(
        GREETS, CALLER, ("A", "I'll just put you on hold."), ("A", queue), ("A", "Thanks for waiting.")
    )
    assert found == queue


@pytest.mark.parametrize(
    "lines",
    [
        [GREETS, CALLER],
        [
            ("A", "Thank you for calling Acme, this call may be recorded for training. My name is Susan."),
            CALLER,
        ],
        [("A", "Thank you for calling Acme. Calls are recorded for training. How can I help?"), CALLER],
        [("A", "Welcome to Acme. This is Susan. Can I take your account number?"), CALLER],
        [GREETS, ("C", "It keeps saying press one for sales and then it cuts me off.")],
        [GREETS, ("A", "On your keypad, press two to confirm. Then press the hash key."), CALLER],
        [GREETS, ("A", "Please hold while I check that for you. I'm sorry, the line is busy."), CALLER],
        [GREETS, ("C", "I was number nine when I rang, and I've waited an hour.")],
        [("C", "Hello? Is this an actual person?"), GREETS],
        [("A", "Please have a seat, take your time."), CALLER],
    ],
)
def test_what_people_say_stays_theirs(lines):
    assert recorded(*lines) == ""


def test_a_machine_that_nobody_answers_stays_as_it_is():
    words = said(("A", "Our offices are now closed. Please leave a message after the tone."))
    assert without_person(words) == tuple(words)


def test_where_the_machine_speaks_is_told_in_seconds():
    words = said(("B", "For sales, press one."), GREETS, CALLER)
    (stretch,) = recorded_stretches(words)
    assert (stretch.start, stretch.end) == (words[0].word.start, words[3].word.end)


@pytest.mark.parametrize("lines", [[], [GREETS, CALLER]])
def test_every_word_is_there_once_and_in_order(lines):
    words = said(*lines)
    assert [each.word for each in without_person(words)] == [each.word for each in words]
