"""Whisper's own steps, on a stand-in for its model: languages by piece, and words where they are said."""

from types import SimpleNamespace

import numpy as np
import pytest

from observe.transcribe.speech import EARLY_S, Speech

SOUND = np.zeros(16_000 * 2, np.float32)


def model(*, multilingual=True, placed=()):
    """A model that knows two languages and places words as given."""
    told = [[("<|cy|>", 0.6), ("<|en|>", 0.4)]]
    inner = SimpleNamespace(is_multilingual=multilingual, detect_language=lambda _encoded: told)
    return SimpleNamespace(
        model=inner, frames_per_second=100, find_alignment=lambda *_given: [[dict(word) for word in placed]]
    )


def test_every_language_comes_with_its_probability():
    (found,) = Speech(model()).languages(None, [SOUND])
    assert (found.seconds, found.probabilities) == (2.0, {"cy": 0.6, "en": 0.4})


def test_a_model_for_english_alone_hears_english():
    (found,) = Speech(model(multilingual=False)).languages(None, [SOUND])
    assert found.probabilities == {"en": 1.0}


def test_words_are_placed_where_they_are_said_and_marks_go_with_them():
    placed = [
        {"word": " Hello", "tokens": [1], "start": 0.5, "end": 0.9, "probability": 0.8},
        {"word": ",", "tokens": [2], "start": 0.9, "end": 0.9, "probability": 0.5},
        {"word": " you", "tokens": [3], "start": 1.0, "end": 1.2, "probability": 0.7},
    ]
    (tokens,) = Speech(model(placed=placed))._placed(None, [[1, 2, 3]], None, [SOUND])
    assert [token.text for token in tokens] == [" Hello,", " you"]
    assert tokens[0].start == pytest.approx(0.5 + EARLY_S)
    assert tokens[1].end == pytest.approx(1.2 + EARLY_S)
