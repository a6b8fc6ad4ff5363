"""Words find their speakers one by one, and every word ends up in exactly one turn."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.annotation import SpeakerSegment, Word
from observe.turns.align import SpokenWord, assign, turns

A, B = "SPEAKER_00", "SPEAKER_01"


def say(text, start, pace=0.3):
    """Words one after another, ``pace`` seconds each."""
    return [Word(w, start + n * pace, start + (n + 1) * pace) for n, w in enumerate(text.split())]


def by_speaker(spoken):
    lines = []
    for item in spoken:
        if lines and lines[-1][0] == item.speaker:
            lines[-1][1].append(item.word.text)
        else:
            lines.append((item.speaker, [item.word.text]))
    return [(speaker, " ".join(words)) for speaker, words in lines]


def test_a_word_goes_to_the_speaker_it_overlaps():
    words = say("How can I help?", 0.0) + say("My bill is wrong.", 2.0)
    spoken = assign(words, [SpeakerSegment(0, 1.5, A), SpeakerSegment(1.9, 3.5, B)])
    assert by_speaker(spoken) == [(A, "How can I help?"), (B, "My bill is wrong.")]


def test_a_border_that_is_off_by_a_word_is_moved_to_the_sentences_end():
    words = say("Is that right?", 0.0) + say("Yes it is.", 0.9)
    late = [SpeakerSegment(0, 1.1, A), SpeakerSegment(1.1, 2.0, B)]  # the reply began 0.2 s before the border
    assert by_speaker(assign(words, late)) == [(A, "Is that right?"), (B, "Yes it is.")]


def test_a_short_answer_inside_the_others_speech_is_kept():
    words = say("I will send the form.", 0.0) + say("Okay.", 1.5) + say("You sign it.", 1.9)
    segments = [SpeakerSegment(0, 1.5, A), SpeakerSegment(1.5, 1.8, B), SpeakerSegment(1.9, 2.8, A)]
    assert by_speaker(assign(words, segments)) == [
        (A, "I will send the form."), (B, "Okay."), (A, "You sign it."),
    ]  # fmt: skip


def test_a_word_outside_every_segment_goes_to_the_nearest_speaker():
    words = say("hello", 0.0) + say("goodbye", 9.0)
    assert by_speaker(assign(words, [SpeakerSegment(1, 2, A), SpeakerSegment(7, 8.5, B)])) == [
        (A, "hello"), (B, "goodbye"),
    ]  # fmt: skip


def test_without_segments_there_is_one_speaker():
    assert {item.speaker for item in assign(say("hello there", 0.0), [])} == {A}


def test_no_words_make_no_turns():
    assert assign([], [SpeakerSegment(0, 1, A), SpeakerSegment(1, 2, B)]) == ()
    assert turns([]) == ()


def test_a_reply_in_a_pause_ends_the_turn():
    spoken = [SpokenWord(w, A) for w in say("hello", 0.0)]
    spoken += [SpokenWord(w, B) for w in say("hi", 0.4)]
    spoken += [SpokenWord(w, A) for w in say("lovely day", 0.8)]
    assert [(t.speaker, t.text) for t in turns(spoken)] == [(A, "hello"), (B, "hi"), (A, "lovely day")]


def test_a_backchannel_over_the_voice_leaves_the_turn_whole():
    spoken = [SpokenWord(w, A) for w in say("so the engineer comes on Friday", 0.0)]
    spoken += [SpokenWord(w, B) for w in say("mhm", 0.7)]
    assert [(t.speaker, t.text) for t in turns(spoken)] == [(A, "so the engineer comes on Friday"), (B, "mhm")]


def test_a_long_pause_begins_a_new_turn():
    spoken = [SpokenWord(w, A) for w in say("bear with me", 0.0) + say("right then", 4.0)]
    assert [t.text for t in turns(spoken)] == ["bear with me", "right then"]


def test_roles_and_channels_reach_the_turns():
    [turn] = turns([SpokenWord(w, A, channel=1) for w in say("hello", 0.0)], {A: "agent"})
    assert (turn.role, turn.channel, turn.index) == ("agent", 1, 0)


def times(longest, step):
    """Seconds up to ``longest``, in whole steps."""
    return st.integers(0, int(longest / step)).map(lambda n: n * step)


@st.composite
def calls(draw, step=0.01):
    """Words in time order and speaker segments that need not fit them."""
    starts = sorted(draw(st.lists(times(60, step), max_size=40)))
    words = [Word(f"w{n}", t, t + draw(times(0.8, step))) for n, t in enumerate(starts)]
    segments = [
        SpeakerSegment(t, t + draw(times(5, step)), draw(st.sampled_from([A, B, "SPEAKER_02"])))
        for t in draw(st.lists(times(60, step), max_size=12))
    ]
    return words, segments


@given(calls())
def test_every_word_is_in_exactly_one_turn(call):
    words, segments = call
    made = turns(assign(words, segments))
    assert Counter(w for turn in made for w in turn.words) == Counter(words)
    assert [turn.index for turn in made] == list(range(len(made)))
    assert [turn.start for turn in made] == sorted(turn.start for turn in made)


@given(calls(step=1 / 64), st.integers(1, 1000))
def test_shifting_a_call_shifts_its_turns(call, shift):
    # Sixty-fourths of a second shift without rounding, so that not even a tie falls another way.
    words, segments = call
    moved = turns(
        assign(
            [Word(w.text, w.start + shift, w.end + shift) for w in words],
            [SpeakerSegment(s.start + shift, s.end + shift, s.speaker) for s in segments],
        )
    )
    made = turns(assign(words, segments))
    assert [(turn.speaker, turn.text, turn.start + shift) for turn in made] == [
        (turn.speaker, turn.text, turn.start) for turn in moved
    ]


@given(calls())
def test_renaming_speakers_in_the_same_order_renames_the_turns(call):
    words, segments = call
    renamed = [SpeakerSegment(s.start, s.end, f"x{s.speaker}") for s in segments]
    if {s.speaker for s in segments}:
        before, after = turns(assign(words, segments)), turns(assign(words, renamed))
        assert [(f"x{t.speaker}", t.text) for t in before] == [(t.speaker, t.text) for t in after]


@given(st.lists(st.tuples(times(60, 0.01), st.sampled_from([A, B])), max_size=7))
def test_the_path_is_the_cheapest_of_all(placed):
    """The quick search agrees with trying every assignment."""
    from itertools import pairwise, product

    from observe.turns.align import _change_cost, _cheapest_path, _cost

    words = [Word("w.", t, t + 0.3) for t in sorted(t for t, _ in placed)]
    segments = sorted((SpeakerSegment(t, t + 0.5, s) for t, s in placed), key=lambda s: s.start)
    own = [[s for s in segments if s.speaker == speaker] for speaker in (A, B)]
    if not (own[0] and own[1]):
        return
    costs = [[_cost(w, mine) for mine in own] for w in words]
    changes = [_change_cost(a, b) for a, b in pairwise(words)]

    def total(path):
        moves = sum(c for c, (a, b) in zip(changes, pairwise(path), strict=True) if a != b)
        return moves + sum(costs[n][state] for n, state in enumerate(path))

    best = min(total(path) for path in product((0, 1), repeat=len(words)))
    assert total(_cheapest_path(costs, changes)) == pytest.approx(best)
