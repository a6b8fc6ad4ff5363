"""What each turn of a whole call does, told from its words and those around it."""

from __future__ import annotations

import pytest

from observe.annotation import turns_from_text
from observe.meaning.labels import FEWEST_TURNS, HASHED, OF, counts, shipped, weighted
from tests.meaning.long_call import SAID


def turns(said=SAID):
    return turns_from_text((who, who, text) for who, text in said)


@pytest.fixture(scope="module")
def labelled():
    return shipped().label(turns())


def test_every_turn_has_its_roles_labels_each_with_a_probability(labelled):
    assert set(labelled) == set(range(len(SAID)))
    for turn in turns():
        assert tuple(labelled[turn.index]) == OF[turn.role]
        assert all(0 <= one.probability <= 1 for one in labelled[turn.index].values())


@pytest.mark.parametrize(
    ("turn", "label"),
    [(1, "problem_told"), (2, "identity_check"), (3, "dissatisfaction"), (8, "options"), (12, "closing_check")],
)
def test_a_plain_case_is_heard_though_no_word_of_this_call_was_learnt_from(labelled, turn, label):
    role = SAID[turn][0]
    others = [labelled[t][label].probability for t, (who, _) in enumerate(SAID) if who == role and t != turn]
    assert labelled[turn][label].probability > 0.5
    assert labelled[turn][label].probability > max(others)


def test_the_clause_that_says_it_is_named(labelled):
    turn = turns()[6]
    found = labelled[6]["apology"]
    assert "apologise" in " ".join(word.text for word in turn.words[found.first : found.last])
    assert found.last - found.first < len(turn.words)


def test_case_and_stops_are_not_read():
    bare = [(who, text.lower().replace(".", "").replace(",", "").replace("?", "")) for who, text in SAID]
    found, plain = shipped().label(turns(bare)), shipped().label(turns())
    for turn, label in ((1, "problem_told"), (8, "options")):
        assert abs(found[turn][label].probability - plain[turn][label].probability) < 0.4


def test_a_stretch_shorter_than_a_call_is_left_to_the_rules():
    assert shipped().label(turns(SAID[: FEWEST_TURNS - 1])) == {}


def test_nobody_but_agent_and_customer_is_labelled():
    said = [("other", text) for _, text in SAID]
    assert shipped().label(turns(said)) == {}


def test_each_kind_of_count_has_its_share_whatever_its_length():
    rarity = shipped().rarity
    places, values = weighted(counts(turns(), 1, told=True), rarity)
    assert len(places) == len(values)
    length = sum(value * value for place, value in zip(places, values, strict=True) if place < HASHED)
    assert length == pytest.approx(0.5 + 0.7 + 0.2 + 0.1 + 0.1, abs=0.21)
