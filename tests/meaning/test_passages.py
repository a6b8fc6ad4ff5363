"""What is read of a call to judge one stretch of it."""

import itertools

import pytest

from observe.annotation import turn_from_text
from observe.meaning.passages import Said, passages, punctuated


def call(*said):
    return [turn_from_text(n, who, "other", text) for n, (who, text) in enumerate(said)]


def test_a_short_turn_is_one_stretch_among_its_neighbours():
    turns = call(("c", "My bill is wrong."), ("a", "Your bill, is it?"), ("c", "Yes."))
    [passage] = passages(turns, 1)
    assert (passage.first, passage.last, passage.line) == (0, 4, "your bill is it")
    assert passage.before == (Said(False, "my bill is wrong"),)
    assert passage.after == (Said(False, "yes"),)


@pytest.mark.parametrize(
    "written",
    ["I'll, um, I'll ring you. Is that okay?", "ill ring you is that ok", "I'LL RING YOU... IS THAT OKAY?!"],
)
def test_case_stops_fillers_and_false_starts_make_no_difference(written):
    [passage] = passages(call(("a", written)), 0)
    assert passage.line.endswith("ring you is that okay")


def test_a_long_turn_is_judged_in_stretches_of_whole_sentences():
    sentence = "This is a sentence of just eight words."
    [turn] = call(("a", " ".join([sentence] * 30)))
    found = passages([turn], 0, most_words=40)
    assert [passage.first for passage in found] == [0, 40, 80, 120, 160, 200]
    assert found[-1].last == len(turn.words)
    assert found[1].before[-1] == Said(True, found[0].line)
    assert found[0].after[0] == Said(True, found[1].line)


def test_stretches_cover_a_turn_without_overlap():
    [turn] = call(("a", "um Right. So the bill is wrong, is it? I'll look. Er, one moment. mm"))
    found = passages([turn], 0, most_words=1)
    assert found[0].first == 0
    assert found[-1].last == len(turn.words)
    assert all(one.last == other.first for one, other in itertools.pairwise(found))


def test_a_turn_of_fillers_alone_has_no_stretch():
    assert passages(call(("a", "um er")), 0) == ()


def test_a_transcript_is_punctuated_where_its_turns_end_in_stops():
    assert punctuated(call(("a", "Good morning."), ("c", "Hello?")))
    assert not punctuated(call(("a", "good morning"), ("c", "hello"), ("a", "right"), ("c", "Yes.")))
