"""A question is told by its words, with or without a question mark."""

from __future__ import annotations

import pytest

from observe.cues.shared.asking import asks


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("can i take your name", True),
        ("what is your number", True),
        ("you have restarted it have you", True),
        ("okay mrs lane how can i help", True),
        ("when you dial nine", False),
        ("you can take your time", False),
        ("i know what you mean", False),
        ("do that first", False),
        ("", False),
    ],
)
def test_questions_are_told_by_their_words(words, question):
    assert asks(words.split()) is question
