"""Words are made comparable, and every token still knows the word it came from."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from observe.annotation import turn_from_text
from observe.text import Span, read, tokens


def text_of(words: str):
    return read(turn_from_text(0, "agent", "agent", words))


@pytest.mark.parametrize(
    ("written", "as_read"),
    [
        ("I'll call you", "i will call you"),
        ("I’ll call you", "i will call you"),
        ("ill call you", "i will call you"),
        ("my mother is ill", "my mother is ill"),
        ("dont apologize", "do not apologise"),
        ("Um, I, uh, I'll check", "i will check"),
        ("the the bill", "the bill"),
        ("no no that's fine", "no no that is fine"),
        ("c- could you", "could you"),
        ("S-M-I-T-H", "s m i t h"),
        ("mister Harris", "mr harris"),
        ("Mr. Harris, hello.", "mr harris hello ."),
        ("Really?!", "really ?"),
        ("okay . yes ?", "okay . yes ?"),
        ("at 5.30 p.m. sharp", "at 530 pm sharp"),
        ("…", ""),
    ],
)
def test_what_is_said_alike_is_read_alike(written, as_read):
    assert " ".join(text_of(written).tokens) == as_read


def test_a_span_maps_back_to_the_words_it_came_from():
    turn = turn_from_text(0, "agent", "agent", "Well, um, I'll- I'll ring you.")
    text = read(turn)
    at = text.tokens.index("will")
    first, last = text.words_of(Span(at - 1, at + 3))
    assert [word.text for word in turn.words[first:last]] == ["I'll", "ring", "you."]


@pytest.mark.parametrize(
    ("written", "clauses"),
    [
        ("I am sorry. Can you spell it?", ["i am sorry", "can you spell it"]),
        (
            "okay i will send that out to you today and then can you let me know",
            ["okay i will send that out to you today", "and then can you let me know"],
        ),
        ("thank you for that mrs lane what is your postcode please", None),
        ("the one that i will send you", ["the one that i will send you"]),
    ],
)
def test_clauses_follow_stops_and_where_there_are_none_the_words(written, clauses):
    text = text_of(written)
    found = [" ".join(text.between(clause)) for clause in text.clauses]
    if clauses is None:
        assert found[-1].startswith("what is")
    else:
        assert found == clauses


@given(st.text(max_size=200))
def test_any_text_can_be_read(written):
    turn = turn_from_text(0, "agent", "agent", written)
    text = read(turn)
    assert list(text.places) == sorted(text.places)
    assert all(0 <= place < len(turn.words) for place in text.places)
    assert len(text.line.split(" ")) == len(text.tokens) + 1
    covered = [n for clause in text.clauses for n in range(clause.first, clause.last)]
    assert covered == [n for n, token in enumerate(text.tokens) if token not in (".", "?", "!")]


@given(st.text(max_size=30))
def test_a_token_is_never_empty_and_holds_no_space(word):
    assert all(token and not any(char.isspace() for char in token) for token in tokens(word))
