"""What each correction does to a call, and what it says where it does not fit."""

from __future__ import annotations

import pytest

from observe.annotation import SpeakerSegment, Word
from observe.corrections import (
    CorrectWords,
    CustomerName,
    DoesNotFit,
    JoinTurns,
    MergeSpeakers,
    Reassign,
    RenameSpeaker,
    SetRole,
    SplitTurn,
    apply,
    apply_one,
    given_to,
    joined_with_next,
    new_voice,
    split_at,
    tell,
    turn_at,
    words_corrected,
    words_typed,
)
from observe.errors import UsageError


def lines(call):
    return [f"{turn.speaker} {turn.role}: {turn.text}" for turn in call.turns]


def test_a_voice_merged_into_another_goes_on_in_its_turn_and_takes_its_role(call):
    merged = apply_one(call, MergeSpeakers("C", "A"))
    assert lines(merged)[2] == "A agent: Thank you, Mrs Cooker. Yes please. I will send it by Friday."
    assert merged.speakers == ("A", "B")


def test_words_given_to_another_go_on_in_that_voices_own_turn(call):
    turn = call.turns[2]
    given = apply_one(call, Reassign(turn.words[4].start, turn.end, "A", "C"))
    assert lines(given)[2:4] == [
        "A agent: Thank you, Mrs Cooker.",
        "C other: Yes please. I will send it by Friday.",
    ]


def test_words_from_the_middle_of_a_turn_leave_two_parts_of_it(call):
    given = apply_one(call, Reassign(4.5, 5.0, "B", "A"))
    assert lines(given)[1:4] == [
        "B customer: My",
        "A agent: bill",
        "B customer: is wrong, this is Mrs Cooker.",
    ]


def test_words_can_be_given_to_a_voice_nobody_heard_before(call):
    label = new_voice(call)
    given = apply_one(call, Reassign(15.0, 15.5, "B", label))
    assert label not in call.speakers
    assert lines(given)[-1] == f"{label} other: Goodbye."
    assert given.roles[-1].because == "You said that somebody else speaks here."


def test_a_turn_is_split_before_a_word_and_joined_again(call):
    split = apply_one(call, SplitTurn(10.0, "A"))
    assert lines(split)[2:4] == ["A agent: Thank you, Mrs Cooker.", "A agent: Yes please."]
    assert apply_one(split, JoinTurns(10.0, "A")).turns == call.turns


def test_corrected_words_take_the_times_of_those_they_replace(call):
    right = apply_one(call, CorrectWords(9.0, 10.0, "A", "Mrs Cooker.", "Mrs Cooper."))
    assert right.turns[2].words[2:4] == (Word("Mrs", 9.0, 9.5, 0.8), Word("Cooper.", 9.5, 10.0, 1.0))


def test_more_words_than_there_were_share_the_time_by_their_length(call):
    right = apply_one(call, CorrectWords(15.0, 15.5, "B", "Goodbye.", "Good bye"))
    assert [(w.text, round(w.start, 3), round(w.end, 3)) for w in right.turns[4].words] == [
        ("Good", 15.0, 15.286),
        ("bye", 15.286, 15.5),
    ]


def test_a_turn_that_nobody_said_goes_and_the_last_words_of_a_call_stay(call):
    assert len(apply_one(call, CorrectWords(15.0, 15.5, "B", "Goodbye.", "")).turns) == 4
    with pytest.raises(DoesNotFit, match="no other words"):
        apply((call.turns[4],), (), (), [CorrectWords(15.0, 15.5, "B", "Goodbye.", "")])


def test_segments_follow_who_is_said_to_speak(call):
    segments = (SpeakerSegment(8.0, 11.0, "A"), SpeakerSegment(11.0, 14.0, "C"))
    merged = apply(call.turns, segments, (), [MergeSpeakers("C", "A")])
    assert merged.segments == (SpeakerSegment(8.0, 14.0, "A"),)
    given = apply(call.turns, segments, (), [Reassign(10.0, 11.0, "A", "B")])
    assert given.segments == (
        SpeakerSegment(8.0, 10.0, "A"),
        SpeakerSegment(10.0, 11.0, "B"),
        SpeakerSegment(11.0, 14.0, "C"),
    )


MISFITS = [
    (RenameSpeaker("Z", "Zoe"), "found no voice Z; expected one of A, B, C"),
    (SetRole("A", "customer", at=15.2), r"A does not speak at 15\.2 s"),
    (MergeSpeakers("A", "Z"), "found no voice Z"),
    (Reassign(6.0, 6.5, "A", "C"), r"no word of A between 6\.0 s and 6\.5 s"),
    (SplitTurn(8.0, "A"), r"no word of A inside a turn that starts at 8\.0 s"),
    (SplitTurn(8.3, "A"), "no word of A inside"),
    (JoinTurns(0.0, "A"), "no two turns of A"),
    (JoinTurns(8.0, "A"), r"found that B speaks between the two turns, at 4\.0 s"),
    (JoinTurns(9.0, "A"), "no two turns of A"),
    (CorrectWords(9.0, 10.0, "A", "Mr Baker", "Mr Cooper"), "found “Mrs Cooker.” .* expected “Mr Baker”"),
    (CorrectWords(30.0, 31.0, "A", "hello", "hallo"), "found nothing between"),
]


@pytest.mark.parametrize(("edit", "found"), MISFITS, ids=[type(edit).__name__ for edit, _ in MISFITS])
def test_what_does_not_fit_says_what_was_found(call, edit, found):
    with pytest.raises(DoesNotFit, match=found):
        apply_one(call, edit)


def test_words_that_read_as_corrected_already_fit_after_a_new_analysis(call):
    edit = CorrectWords(9.0, 10.0, "A", "Mr Baker", "Mrs Cooker.")
    assert apply_one(call, edit).turns == call.turns


def test_a_correction_of_words_finds_them_under_another_label(call):
    edit = CorrectWords(9.0, 10.0, "SPEAKER_07", "mrs cooker", "Mrs Cooper.")
    assert apply_one(call, edit).turns[2].text == "Thank you, Mrs Cooper. Yes please."


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Thank you, Mrs Cooker. Yes please.", []),
        ("Thank you, Mrs Cooper. Yes please.", [("Cooker.", "Cooper.")]),
        ("Well thank you, Mrs Cooker. Yes please.", [("Thank", "Well thank")]),
        (
            "So Thank you very much, Mrs Cooker. Yes please.",
            [("Thank", "So Thank"), ("you,", "you very much,")],
        ),
        ("Oh Thank indeed you, Mrs Cooker. Yes.", [("Thank", "Oh Thank indeed"), ("Yes please.", "Yes.")]),
        ("", [("Thank you, Mrs Cooker. Yes please.", "")]),
    ],
)
def test_only_what_was_typed_otherwise_is_a_correction(call, typed, expected):
    edits = words_typed(call.turns[2], typed)
    assert [(edit.was, edit.text) for edit in edits] == expected
    after = apply(call.turns, (), (), edits)
    assert " ".join(typed.split()) in ("", after.turns[2].text)


def test_pointing_at_a_second_or_a_stretch_finds_what_is_meant(call):
    assert turn_at(call, 9.9).index == 2
    assert split_at(call, 9.9) == SplitTurn(10.0, "A")
    assert words_corrected(call, 9.1, 9.9, "Mrs Cooper.").was == "Mrs Cooker."
    assert given_to(call, 9.9, 12.0, "B", "A") == Reassign(10.0, 11.0, "A", "B")
    assert joined_with_next(call, call.turns[0]) == JoinTurns(8.0, "A")
    with pytest.raises(DoesNotFit, match=r"words of 2 turns .* “please.” .* and “I” "):
        words_corrected(call, 10.5, 11.5, "x")
    with pytest.raises(DoesNotFit, match=r"found nobody speaking at 99\.0 s"):
        turn_at(call, 99.0)


def test_typed_text_is_one_line_without_what_no_file_can_hold():
    assert CustomerName(" Zoë\n\u202eCooper\ud800\x00 ").name == "Zoë Cooper"
    with pytest.raises(UsageError, match="61 characters"):
        RenameSpeaker("A", "x" * 61)
    with pytest.raises(UsageError, match="two voices"):
        MergeSpeakers("A", "A")


def test_a_correction_is_told_with_what_stood_there_before(call):
    swap = tell(call, [SetRole("A", "customer"), SetRole("B", "agent")])
    assert (swap.what, swap.after) == ("Agent and customer swapped", "A: customer, B: agent")
    split = tell(call, [SplitTurn(10.0, "A")])
    assert split.after == "Thank you, Mrs Cooker. | Yes please."
    given = tell(call, [Reassign(15.0, 15.5, "B", "A")])
    assert (given.before, given.after) == ("B: “Goodbye.”", "A: “Goodbye.”")
    assert tell(call, [CustomerName("Mrs Cooper")]).before == ""
