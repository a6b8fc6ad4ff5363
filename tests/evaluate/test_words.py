"""Word error rate: counts by hand, edges, and agreement with a plain edit distance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.errors import UsageError
from observe.evaluate.words import WordErrors, normalise, score

GOLDEN = [
    ("the cat sat", "the cat sat", WordErrors(3, 0, 0, 0), 0.0),
    ("the cat sat", "the bat sat", WordErrors(2, 1, 0, 0), 1 / 3),
    ("the cat sat", "the cat", WordErrors(2, 0, 0, 1), 1 / 3),
    ("the cat sat", "the cat sat down", WordErrors(3, 0, 1, 0), 1 / 3),
    ("the cat sat", "", WordErrors(0, 0, 0, 3), 1.0),
    ("no", "oh no it is not", WordErrors(1, 0, 4, 0), 4.0),
    ("", "hello you", WordErrors(0, 0, 2, 0), None),
    ("", "", WordErrors(0, 0, 0, 0), None),
]
words = st.lists(st.sampled_from("a b c d".split()), max_size=7)


@pytest.mark.parametrize(("said", "heard", "counts", "rate"), GOLDEN)
def test_counts_by_hand(said, heard, counts, rate):
    found = score(said, heard)
    assert found == counts
    assert found.wer == (None if rate is None else pytest.approx(rate))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Good MORNING, Grace!", ["good", "morning", "grace"]),
        ("It’s ‘fine’ — I'm the callers' friend", ["it's", "fine", "i'm", "the", "callers", "friend"]),
        ("call-back", ["call", "back"]),
        ("£1,250.50, or 20%.", ["1250.50", "or", "20"]),
        ("wait... what?", ["wait", "what"]),
        ("well…now", ["well", "now"]),
        ("snake_case", ["snake", "case"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("?! – …", []),
    ],
)
def test_normalised_to_what_is_heard(text, expected):
    assert normalise(text) == expected


@given(words)
def test_the_same_words_score_nothing_wrong(said):
    found = score(" ".join(said), " ".join(said))
    assert found == WordErrors(len(said), 0, 0, 0)


@given(words, words)
def test_errors_are_the_edit_distance_and_counts_add_up(said, heard):
    found = score(" ".join(said), " ".join(heard))
    assert found.substitutions + found.insertions + found.deletions == edits(said, heard)
    assert found.reference_words == len(said)
    assert found.hits + found.substitutions + found.insertions == len(heard)


def test_recordings_are_added_not_averaged():
    short, long = WordErrors(0, 1, 0, 0), WordErrors(9, 0, 0, 0)
    assert (short + long).wer == pytest.approx(0.1)


def test_nonsense_counts_are_refused():
    with pytest.raises(UsageError, match="cannot be below 0"):
        WordErrors(1, 0, -1, 0)


def edits(said, heard):
    """Levenshtein's distance, the slow and plain way."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        above, row = row, [number]
        for place, other in enumerate(heard):
            row.append(min(above[place + 1] + 1, row[place] + 1, above[place] + (word != other)))
    return row[-1]
