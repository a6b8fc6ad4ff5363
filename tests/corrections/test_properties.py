"""What holds for any call and any corrections: nothing is lost, times stay, and undoing undoes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import HealthCheck, assume, given, settings

from observe.annotation import Word, quote
from observe.corrections import (
    Call,
    CorrectWords,
    DoesNotFit,
    JoinTurns,
    MergeSpeakers,
    Reassign,
    RenameSpeaker,
    SetRole,
    SplitTurn,
    apply_one,
    new_voice,
)
from observe.corrections.words import corrected_words
from observe.cues import Context, find
from observe.turns import roles as telling
from observe.turns.align import SpokenWord, stretches, turns

WORDS = (
    "I'm so sorry Mrs Harris about that. my bill is wrong again? yes. I'll call you back by Friday okay"
).split()
VOICES = ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02")
quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def calls(draw):
    """A call of up to three voices that may talk at once; times lie on a grid of eighths of a second."""
    spoken = []
    for voice in VOICES[: draw(st.integers(1, 3))]:
        clock = draw(st.integers(0, 40))
        for text, gap, length in draw(
            st.lists(
                st.tuples(st.sampled_from(WORDS), st.sampled_from((0, 0, 1, 2, 8, 40)), st.integers(1, 4)),
                min_size=1,
                max_size=12,
            )
        ):
            begin = clock + gap
            spoken.append(SpokenWord(Word(text, begin / 8, (begin + length) / 8, 0.5), voice))
            clock = begin + length
    told = telling.find(turns(spoken))
    made = turns(spoken, telling.as_mapping(told))
    return Call(made, stretches(spoken), told)


@st.composite
def edits(draw, call):
    """A correction that may or may not fit the call."""
    turn = draw(st.sampled_from(call.turns))
    first = draw(st.integers(0, len(turn.words) - 1))
    last = draw(st.integers(first, len(turn.words) - 1))
    start, end = turn.words[first].start, turn.words[last].end
    others = [voice for voice in (*call.speakers, new_voice(call)) if voice != turn.speaker]
    other = draw(st.sampled_from(others))
    return draw(
        st.sampled_from(
            (
                RenameSpeaker(turn.speaker, "Dana", turn.start),
                SetRole(turn.speaker, draw(st.sampled_from(("agent", "customer", "other")))),
                MergeSpeakers(turn.speaker, other),
                Reassign(start, end, turn.speaker, other),
                SplitTurn(turn.words[first].start, turn.speaker),
                JoinTurns(turn.start, turn.speaker),
            )
        )
    )


@st.composite
def edited(draw):
    """A call, and the same after a few corrections that fitted."""
    before = after = draw(calls())
    for _ in range(draw(st.integers(1, 4))):
        try:
            after = apply_one(after, draw(edits(after)))
        except DoesNotFit:
            continue
    return before, after


def words_of(call):
    return Counter(word for turn in call.turns for word in turn.words)


@quick
@given(edited())
def test_no_word_is_lost_changed_or_moved_by_anything_but_a_correction_of_words(both):
    before, after = both
    assert words_of(before) == words_of(after)


@quick
@given(edited())
def test_turns_and_words_stay_in_the_order_of_their_times(both):
    _, after = both
    assert [turn.index for turn in after.turns] == list(range(len(after.turns)))
    assert all(one.start <= two.start for one, two in pairwise(after.turns))
    for turn in after.turns:
        assert all(one.start <= two.start for one, two in pairwise(turn.words))


@quick
@given(edited())
def test_everybody_who_speaks_has_one_role_and_one_entry(both):
    _, after = both
    assert len({(turn.speaker, turn.role) for turn in after.turns}) == len(after.speakers)
    assert {found.speaker for found in after.roles} == set(after.speakers)
    assert all(found.role == after.role(found.speaker) for found in after.roles)


@quick
@given(st.data(), calls())
def test_a_turn_split_and_joined_is_the_turn_it_was(data, call):
    turn = data.draw(st.sampled_from(call.turns))
    assume(len(turn.words) > 1)
    at = data.draw(st.sampled_from(turn.words[1:])).start
    split = apply_one(call, SplitTurn(at, turn.speaker))
    assert len(split.turns) == len(call.turns) + 1
    assert apply_one(split, JoinTurns(at, turn.speaker)) == call


@quick
@given(calls())
def test_swapping_twice_changes_no_turn(call):
    assume({call.role(one) for one in call.speakers} >= {"agent", "customer"})
    swapped = call
    for _ in range(2):
        other = {"agent": "customer", "customer": "agent", "other": "other"}
        wanted = {one: other[swapped.role(one)] for one in swapped.speakers}
        for voice, role in wanted.items():
            swapped = apply_one(swapped, SetRole(voice, role))
    assert swapped.turns == call.turns


@quick
@given(st.data(), calls())
def test_a_shown_name_changes_no_cue_and_no_turn(data, call):
    named = apply_one(call, RenameSpeaker(data.draw(st.sampled_from(call.speakers)), "Grace <b>"))
    assert named.turns == call.turns
    assert find(named.turns, Context()) == find(call.turns, Context())


def later(call, seconds):
    def word(one):
        return replace(one, start=one.start + seconds, end=one.end + seconds)

    return replace(
        call,
        turns=tuple(replace(turn, words=tuple(map(word, turn.words))) for turn in call.turns),
        segments=tuple(map(word, call.segments)),
    )


def edit_later(edit, seconds):
    names = {"start", "end", "at"} & {name for name in edit.__slots__ if getattr(edit, name) is not None}
    return replace(edit, **{name: getattr(edit, name) + seconds for name in names})


@quick
@given(st.data(), calls(), st.integers(1, 4096))
def test_shifting_a_call_shifts_what_corrections_make_of_it(data, call, seconds):
    edit = data.draw(edits(call))
    try:
        expected = later(apply_one(call, edit), seconds)
    except DoesNotFit:
        assume(False)
    assert apply_one(later(call, seconds), edit_later(edit, seconds)) == expected


@quick
@given(st.data(), calls())
def test_a_voice_merged_into_another_says_nothing_any_more_and_has_no_segment(data, call):
    assume(len(call.speakers) > 1)
    gone, into = data.draw(st.permutations(call.speakers))[:2]
    merged = apply_one(call, MergeSpeakers(gone, into))
    assert gone not in merged.speakers
    assert gone not in {segment.speaker for segment in merged.segments}
    spoken = sum(segment.interval.duration for segment in call.segments if segment.speaker in (gone, into))
    assert sum(s.interval.duration for s in merged.segments if s.speaker == into) <= spoken + 1e-9


@quick
@given(st.data(), calls(), st.lists(st.sampled_from(WORDS), max_size=8))
def test_corrected_words_read_as_typed_within_the_time_of_the_old(data, call, new):
    turn = data.draw(st.sampled_from(call.turns))
    first = data.draw(st.integers(0, len(turn.words) - 1))
    last = data.draw(st.integers(first, len(turn.words) - 1))
    old = turn.words[first : last + 1]
    assume(new or len(call.turns) > 1)
    edit = CorrectWords(old[0].start, old[-1].end, turn.speaker, quote(old), " ".join(new))
    made = corrected_words(old, edit.text)
    assert quote(made) == " ".join(new)
    if made:
        assert old[0].start <= made[0].start
        assert made[-1].end <= old[-1].end
        assert all(one.start <= two.start for one, two in pairwise(made))
        assert all(word.end > word.start for word in made)
    rest = words_of(call) - Counter(old)
    assert words_of(apply_one(call, edit)) == rest + Counter(made)


@quick
@given(st.data(), calls())
def test_the_same_words_typed_again_change_nothing(data, call):
    turn = data.draw(st.sampled_from(call.turns))
    edit = CorrectWords(turn.start, turn.words[-1].end, turn.speaker, turn.text, f"  {turn.text}\n")
    assert apply_one(call, edit).turns == call.turns
