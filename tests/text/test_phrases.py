"""The phrase language: what each of its signs does, and what it refuses."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from observe.annotation import turn_from_text
from observe.errors import UsageError
from observe.text import Phrases, read


def found(phrase: str, words: str, **lists: str) -> list[str]:
    text = read(turn_from_text(0, "agent", "agent", words))
    return [" ".join(text.between(span)) for span in Phrases(phrase, **lists).find(text)]


@pytest.mark.parametrize(
    ("phrase", "words", "matches"),
    [
        ("i am sorry", "I'm sorry", ["i am sorry"]),
        ("(so|very) sorry", "very sorry, so sorry", ["very sorry", "so sorry"]),
        ("(so)? sorry", "sorry", ["sorry"]),
        ("so? sorry", "so sorry", ["so sorry"]),
        ("sorry ... wait", "sorry about the long wait", ["sorry about the long wait"]),
        ("sorry ... wait", "sorry about the really very long wait", []),
        ("sorry ...6 wait", "sorry about the really very long wait", ["sorry about the really very long wait"]),
        ("sorry ... wait", "sorry. You can wait", []),
        ("in _ days", "in two days", ["in two days"]),
        ("^ sorry", "okay so sorry", ["sorry"]),
        ("^ sorry", "he was sorry", []),
        ("sorry $", "sorry. I mean it", ["sorry"]),
        ("sorry $", "sorry about that", []),
        ("sorry # brief", "sorry", ["sorry"]),
        ("by {day}", "by next monday", ["by next monday"]),
        ("don't apologize", "do not apologise", ["do not apologise"]),
        ("thank you (very much)?", "thank you very much", ["thank you very much"]),
    ],
)
def test_a_phrase_matches_what_it_says(phrase, words, matches):
    assert found(phrase, words, day="next? monday\ntuesday") == matches


def test_the_longest_phrase_wins_and_matches_do_not_overlap():
    assert found("sorry\nsorry about that\nthat is", "sorry about that is it") == ["sorry about that"]


@pytest.mark.parametrize(
    "phrase",
    [
        "(so|very sorry",
        "so) sorry",
        "... sorry",
        "_ sorry",
        "sorry?",
        "{day}",
        "(so)?",
        "by {night}",
        "$",
        "?!",
    ],
)
def test_a_phrase_that_is_not_well_formed_is_refused_and_shown(phrase):
    with pytest.raises(UsageError, match="phrase"):
        Phrases(phrase, day="next?")


@given(st.text(alphabet="ab (|)?._{}^$#\\", max_size=20))
def test_any_list_is_compiled_or_refused(line):
    try:
        phrases = Phrases(line)
    except UsageError:
        return
    assert list(phrases.find(read(turn_from_text(0, "a", "agent", "b")))) is not None


@given(st.lists(st.sampled_from(["so", "sorry", "very", "wait", "."]), max_size=12))
def test_finding_by_first_words_finds_what_a_search_of_every_place_finds(words):
    text = read(turn_from_text(0, "agent", "agent", " ".join(words)))
    fast = {(s.first, s.last) for s in Phrases("sorry\nvery sorry").find(text)}
    slow, place = set(), 0
    while place < len(text.tokens):
        length = (
            2 if text.tokens[place : place + 2] == ("very", "sorry") else int(text.tokens[place] == "sorry")
        )
        if length:
            slow.add((place, place + length))
        place += max(length, 1)
    assert fast == slow
