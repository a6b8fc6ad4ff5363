"""A call that is put through holds one voice more than the usual two; a machine on it is said."""

from __future__ import annotations

import pytest

from observe.analysis.parties import SECOND, on_channels, party_remarks, roles_of_others, voices_to_expect
from observe.annotation import Word, turn_from_text
from observe.diarise import ChannelVoices, Stretch
from observe.observation import RoleFound
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
    assert party_remarks(call, None)[0].startswith("A recorded voice is heard (00:03 to 00:0")
    assert party_remarks([turn_from_text(0, "A", "agent", "Hello.")], None) == ()


def test_a_change_of_channels_and_a_second_person_are_said():
    call = [turn_from_text(0, SECOND[1], "customer", "Hello.", start=12.0)]
    assert party_remarks(call, 18.4) == (
        "At 00:18 the two people change channels; from there on they were put right.",
        "Two people speak on the right channel, the second from 00:12.",
    )


def on_two(*lines):
    """Lines as channel, start and text, a quarter of a second a word."""
    return [
        SpokenWord(Word(text, start + n / 4, start + (n + 1) / 4, 0.9), f"SPEAKER_{channel:02d}", channel)
        for channel, start, line in lines
        for n, text in enumerate(line.split())
    ]


def by_speaker(spoken):
    found = {}
    for each in spoken:
        found.setdefault((each.channel, each.speaker), []).append(each.word.text)
    return {key: " ".join(texts) for key, texts in found.items()}


def test_words_after_channels_changed_places_are_given_back():
    spoken = on_two(
        (0, 0.0, "agent one"), (1, 2.0, "caller one"), (1, 10.0, "agent two"), (0, 12.0, "caller two")
    )
    assert by_speaker(on_channels(spoken, ChannelVoices(swapped_at=8.0))) == {
        (0, "SPEAKER_00"): "agent one agent two",
        (1, "SPEAKER_01"): "caller one caller two",
    }


def test_a_second_person_has_whole_sentences():
    spoken = on_two(
        (0, 0.0, "Hello there."), (1, 2.0, "I will put her on."), (1, 4.0, "Hi, it is about the bill.")
    )
    voices = ChannelVoices(second=(Stretch(1, 4.4, 5.6),))
    assert by_speaker(on_channels(spoken, voices)) == {
        (0, "SPEAKER_00"): "Hello there.",
        (1, "SPEAKER_01"): "I will put her on.",
        (1, SECOND[1]): "Hi, it is about the bill.",
    }


@pytest.mark.parametrize(
    ("side", "role"), [(1, "customer"), (0, "other")], ids=["the customer's", "the agent's"]
)
def test_a_second_person_is_on_the_customers_side_or_nobody_whose_work_is_marked(side, role):
    told = (RoleFound("SPEAKER_00", "agent", 0.9, ""), RoleFound("SPEAKER_01", "customer", 0.9, ""))
    spoken = [*on_two((0, 0.0, "a"), (1, 1.0, "b")), SpokenWord(Word("c", 2.0, 2.2, 0.9), SECOND[side], side)]
    (found,) = roles_of_others(spoken, told)
    assert (found.speaker, found.role) == (SECOND[side], role)
    assert roles_of_others(spoken[:2], told) == ()
