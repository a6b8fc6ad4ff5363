"""What holds for any call: times may shift, labels may change, text may be anything."""

from __future__ import annotations

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, assume, given, settings

from observe.annotation import Turn, Word, turn_from_text
from observe.cues import CUE_NAMES, CUES, Context, find

PHRASES = (
    "I'm so sorry about that.", "sorry", "Sorry?", "my bill is wrong again", "I've called three times already",
    "so you were charged twice",
    "It sounds like nobody rang you back.", "which bill was it", "do you mean March?",
    "Thank you, Mr Harris.", "my name is Peter Harris", "okay mister haris", "I'll call you back by Friday.",
    "let me check that for you", "would you like a refund or a credit", "I guarantee it", "bear with me",
    "is there anything else", "oh seven seven", "it's oh seven seven", "that's not my department",
    "you should have rung",
    "mm", "yeah",
    "that must be frustrating", "that's sorted it", "you need to restart the router", "Hello, Acme.",
    "this call is recorded", "can I take your name please", "this is ridiculous", "leave it with me",
)  # fmt: skip
#: The first call compiles the word lists, so the time of one example says nothing.
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROLES = ("agent", "customer")


sentences = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3).map(" ".join)


@st.composite
def calls(draw, texts=sentences):
    """A timed call; times lie on a grid of eighths of a second, so that a shift is exact."""
    clock, turns = 0.0, []
    for index, (role, text, gap) in enumerate(
        draw(st.lists(st.tuples(st.sampled_from(ROLES), texts, st.integers(-16, 40)), max_size=8))
    ):
        start = max(turns[-1].start + 0.125 if turns else 0.0, clock + gap / 8)
        turns.append(turn_from_text(index, role, role, text, start=start, pace=0.375))
        clock = turns[-1].end
    return tuple(turns)


contexts = st.builds(
    Context,
    customer_name=st.sampled_from((None, "Peter Harris")),
    timed=st.booleans(),
    roles_known=st.booleans(),
)


def shifted(turn: Turn, seconds: float) -> Turn:
    words = tuple(Word(w.text, w.start + seconds, w.end + seconds, w.probability) for w in turn.words)
    return replace(turn, words=words)


@quick
@given(calls(), contexts, st.integers(1, 4096))
def test_shifting_a_call_shifts_its_cues(turns, context, seconds):
    later = find([shifted(turn, seconds) for turn in turns], context)
    moved = tuple(
        replace(cue, start=cue.start + seconds, end=cue.end + seconds) for cue in find(turns, context)
    )
    assert later == moved


@quick
@given(calls(), contexts, st.permutations(["SPEAKER_00", "SPEAKER_01"]))
def test_speakers_labels_do_not_matter(turns, context, labels):
    names = dict(zip(ROLES, labels, strict=True))
    assert find([replace(t, speaker=names[t.speaker]) for t in turns], context) == find(turns, context)


@quick
@given(calls(), contexts)
def test_cues_are_in_time_order_and_named_apart(turns, context):
    found = find(turns, context)
    assert [cue.start for cue in found] == sorted(cue.start for cue in found)
    assert len({cue.id for cue in found}) == len(found)
    assert found == find(turns, context)


@quick
@given(calls(), contexts)
def test_a_quote_is_exactly_the_words_between_its_times(turns, context):
    for cue in find(turns, context):
        words = [w for w in turns[cue.turn].words if cue.start <= w.start and w.end <= cue.end]
        assert cue.quote == " ".join(word.text for word in words)
        assert 0 <= cue.confidence <= 1
        assert cue.because


@quick
@given(calls(), contexts)
def test_details_are_named_once_and_say_something(turns, context):
    for cue in find(turns, context):
        assert all(name and fact for name, fact in cue.details)
        assert len(dict(cue.details)) == len(cue.details)
        assert isinstance(hash(cue), int)


@quick
@given(calls(), contexts)
def test_where_roles_are_known_a_cue_is_heard_from_its_own_side(turns, context):
    assume(context.roles_known)
    for cue in find(turns, context):
        assert CUES[cue.cue].lines in (turns[cue.turn].role, "either")


@quick
@given(calls(), contexts)
def test_a_cue_refers_only_to_another_speakers_turn_that_began_before(turns, context):
    for cue in find(turns, context):
        if cue.refers_to is not None:
            assert turns[cue.refers_to].speaker != turns[cue.turn].speaker
            assert turns[cue.refers_to].start < cue.end


@quick
@given(calls(texts=st.text(max_size=60)), contexts)
def test_no_text_whatever_stops_a_detector(turns, context):
    for cue in find(turns, context):
        assert cue.cue in CUE_NAMES
        assert cue.quote in turns[cue.turn].text


@quick
@given(calls(), contexts)
def test_untimed_text_gives_no_cue_that_needs_times(turns, context):
    names = {cue.cue for cue in find(turns, replace(context, timed=False))}
    assert not names & {"long_silence", "interruption"}


@pytest.mark.parametrize("context", [Context(), Context(timed=False, roles_known=False)])
def test_no_turns_give_no_cues(context):
    assert find((), context) == ()
