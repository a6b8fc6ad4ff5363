"""What holds of a ribbon, whatever the call."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import hypothesis.strategies as st
from hypothesis import HealthCheck, assume, given, settings

from observe.annotation import Word
from observe.frameworks import follow, load_all
from observe.marking.points import ROUTINE, is_routine
from tests.frameworks.calls import written

PARTS = (
    "a empathy", "a apology", "a question", "a offer", "a next_step", "a thanks", "a greeting+question",
    "a identity_check+question", "a apology next_step", "a offer apology question", "a paraphrase ownership",
    "a closing_check+question", "a expectation thanks", "a", "c", "c dissatisfaction", "c apology", "c thanks",
)  # fmt: skip
quick = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
calls = st.lists(st.sampled_from(PARTS), min_size=1, max_size=9).map(" | ".join).map(written)
frameworks = st.sampled_from(load_all())


def shifted(call, seconds):
    turns, cues = call
    later = [
        replace(turn, words=tuple(Word(w.text, w.start + seconds, w.end + seconds) for w in turn.words))
        for turn in turns
    ]
    return later, [replace(cue, start=cue.start + seconds, end=cue.end + seconds) for cue in cues]


def times(ribbon):
    return [[(part.start, part.end) for part in one.stretches] for one in ribbon.phases]


def telling(call):
    """The agent's cues that are more than routine."""
    turns, cues = call
    agents = {turn.index for turn in turns if turn.role == "agent"}
    return [
        cue for cue in cues if cue.turn in agents and not is_routine(cue, turns, cues, {*ROUTINE, "thanks"})
    ]


@quick
@given(frameworks, calls, st.integers(1, 4096))
def test_a_shift_of_the_call_moves_every_stretch_and_nothing_else(framework, call, seconds):
    before, after = follow(framework, *call), follow(framework, *shifted(call, seconds))
    moved = [[(start + seconds, end + seconds) for start, end in parts] for parts in times(before)]
    assert times(after) == moved
    assert [one.state for one in after.phases] == [one.state for one in before.phases]


@quick
@given(frameworks, calls)
def test_other_names_for_the_speakers_change_nothing(framework, call):
    turns, cues = call
    renamed = [replace(turn, speaker=f"SPEAKER_{turn.speaker}") for turn in turns]
    assert follow(framework, renamed, cues) == follow(framework, turns, cues)


@quick
@given(frameworks, calls, st.randoms())
def test_the_order_in_which_cues_are_given_does_not_matter(framework, call, random):
    turns, cues = call
    mixed = random.sample(cues, len(cues))
    assert follow(framework, turns, mixed) == follow(framework, turns, cues)


@quick
@given(frameworks, calls)
def test_a_phase_is_found_exactly_where_a_cue_of_its_is(framework, call):
    assume(any(turn.role == "agent" for turn in call[0]))
    ribbon = follow(framework, *call)
    assume(ribbon.applies)
    for one in ribbon.phases:
        own = [cue for cue in telling(call) if cue.cue in one.phase.cues]
        assert (one.state == "missing") == (not own)
        assert [cue for part in one.stretches for cue in part.cues] == own
        assert (one.moment in own) if own else (one.moment is None and not one.stretches)


@quick
@given(frameworks, calls)
def test_the_phases_in_order_are_in_order_and_no_more_could_be(framework, call):
    ribbon = follow(framework, *call)
    kept = [one.moment.turn for one in ribbon.phases if one.state == "in_order"]
    assert kept == sorted(kept)
    choices = [[None, *{cue.turn for part in one.stretches for cue in part.cues}] for one in ribbon.phases]
    picks = ([turn for turn in pick if turn is not None] for pick in product(*choices))
    assert len(kept) == max((len(pick) for pick in picks if pick == sorted(pick)), default=0)


@quick
@given(frameworks, calls)
def test_every_stretch_lies_in_its_turn_and_in_time_order(framework, call):
    turns = {turn.index: turn for turn in call[0]}
    for one in follow(framework, *call).phases:
        assert [part.start for part in one.stretches] == sorted(part.start for part in one.stretches)
        for part in one.stretches:
            (turn,) = {cue.turn for cue in part.cues}
            assert turns[turn].start <= part.start < part.end <= turns[turn].end
