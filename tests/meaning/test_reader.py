"""The reader on a real call's words: which turns are judged, in which stretches, with which sentences."""

import pytest

from observe.annotation import turn_from_text
from observe.cues import Context, find
from observe.meaning import HEADS
from observe.meaning.reader import Reader

SAID = (
    ("agent", "Good morning, how can I help?"),
    ("customer", "I moved house in June and you still send the bills to my old flat."),
    ("agent", "Right. So the letters are going to the place you have left. And what is the new address?"),
    ("customer", "Yes, exactly. It's nine Elm Grove."),
)


@pytest.fixture(scope="module")
def reader():
    return Reader()


@pytest.fixture(scope="module")
def turns():
    return [turn_from_text(n, who, who, text, start=10.0 * n) for n, (who, text) in enumerate(SAID)]


def test_only_the_turns_that_are_wanted_are_judged(reader, turns):
    judged = reader.judge(turns, [False, False, True, False])
    assert set(judged.stretches) == {2}
    assert judged.punctuated


def test_a_stretch_worth_it_is_judged_sentence_by_sentence(reader, turns):
    [stretch] = reader.judge(turns, [False, False, True, False]).stretches[2]
    assert len(stretch.logits) == len(HEADS)
    assert len(stretch.parts) == 3
    paraphrase = HEADS.index("paraphrase")
    best = max(stretch.parts, key=lambda part: part.logits[paraphrase])
    assert turns[2].words[best.first].text == "So"


def test_a_restatement_in_other_words_is_heard_where_rules_hear_none(reader, turns):
    said = "So the letters keep going to the place you left behind."
    call = [*turns[:2], turn_from_text(2, "agent", "agent", said, start=20.0), turns[3]]
    context = Context(timed=False)
    assert not [cue for cue in find(call, context) if cue.cue == "paraphrase"]
    [cue] = [cue for cue in find(call, context, reader) if cue.cue == "paraphrase"]
    assert cue.quote == said
    assert cue.refers_to == 1


def test_judging_again_gives_the_same(reader, turns):
    wanted = [True] * len(turns)
    assert reader.judge(turns, wanted) == reader.judge(turns, wanted)


def test_provenance_names_all_that_was_trained(reader):
    assert [model.name for model in reader.models] == ["all-minilm-l6-v2", "cue-adapter", "turn-labels"]
    assert all(len(model.sha256) == 64 for model in reader.models)
