"""Figures are written down alike, however they were said; what nearly agrees is told from what does."""

from __future__ import annotations

import pytest

from observe.annotation import turn_from_text
from observe.text import read
from observe.text.figures import figures, mail, mistaken


def written(words: str) -> list[str]:
    return [one.written for one in figures(read(turn_from_text(0, "a", "agent", words)).tokens)]


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("E H double nine, one S P", "eh991sp"),
        ("oh one six three two, nine six oh, one two three", "01632960123"),
        ("nine hundred, four six one", "900461"),
        ("nine hundred and four", "904"),
        ("twelve hundred and fifty", "1250"),
        ("£1,250", "1250"),
        ("two thousand and one", "2001"),
        ("nineteen oh five", "1905"),
        ("forty four seventy one", "4471"),
        ("treble two", "222"),
        ("Papa Lima one zero", "pl10"),
        ("the second of June nineteen eighty one", "261981"),
        ("2nd June 1981", "261981"),
        ("02/06/1981", "261981"),
        ("the twenty first of March", "213"),
    ],
)
def test_a_number_is_one_however_it_is_said(said, figure):
    assert written(said) == [figure]


@pytest.mark.parametrize(
    "said", ["Oh I see.", "Mike said a golf hotel is fine.", "the second time", "I may be"]
)
def test_words_that_only_sound_like_figures_are_none(said):
    assert written(said) == []


@pytest.mark.parametrize(
    ("said", "given", "wrong"),
    [
        ("960321", "960123", True),
        ("0770090041", "07700900461", True),
        ("m11ea", "m11ae", True),
        ("960123", "01632960123", False),
        ("25", "960123", False),
        ("555", "553", False),
        ("418273", "960123", False),
    ],
)
def test_figures_nearly_alike_are_mistaken_and_parts_and_strangers_are_not(said, given, wrong):
    assert mistaken(said, given) is wrong


def test_an_address_for_mail_is_one_spoken_or_written():
    spoken = read(turn_from_text(0, "a", "customer", "j dot smith at post dot example")).tokens
    assert mail(spoken) == mail(read(turn_from_text(0, "a", "agent", "j.smith@post.example")).tokens)
    assert mail(("i", "was", "at", "home")) == ""
