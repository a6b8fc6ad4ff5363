"""How times, days and other people's words are written."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observe.record.pdf import breakable
from observe.record.words import lines, plain, said_day, said_time, span, time_of_day

#: A busy machine may take its time over an example.
UNHURRIED = settings(deadline=None)
ANY_TEXT = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (65.2, 68.9, "01:05–01:09"),
        (65.0, 69.0, "01:05–01:09"),
        (0.0, 0.2, "00:00–00:01"),
        (3599.5, 3600.5, "59:59–1:00:01"),
        (3725.0, 3725.0004, "1:02:05–1:02:05"),
    ],
)
def test_a_stretch_is_written_so_that_it_holds_all_of_its_words(start, end, written):
    assert span(start, end) == written


def test_a_time_is_the_same_wherever_it_was_taken_down():
    here = datetime(2026, 7, 1, 9, 5, tzinfo=UTC)
    assert time_of_day(here) == "1 July 2026, 09:05 GMT"
    assert time_of_day(here.astimezone(timezone(timedelta(hours=5)))) == time_of_day(here)
    assert said_time("2026-07-01T10:05:00+01:00") == time_of_day(here)


@pytest.mark.parametrize("written", ["", "last Tuesday", "2026-13-45"])
def test_what_is_no_time_is_told_as_it_was_written(written):
    assert said_time(written) == written
    assert said_day(written) == written


@UNHURRIED
@given(ANY_TEXT)
def test_plain_words_hold_nothing_that_a_document_cannot_hold(text):
    shown = plain(text)
    assert "\n" not in shown
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") or ord(c) & 0xFFFE == 0xFFFE]
    shown.encode()


@UNHURRIED
@given(st.text(st.characters(categories=["L", "N", "P", "S", "M"]), max_size=100))
def test_plain_words_keep_every_letter(text):
    assert plain(text) == text == lines(text)


@UNHURRIED
@given(ANY_TEXT)
def test_breaking_long_words_adds_places_to_break_and_nothing_else(text):
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")


def test_line_ends_of_a_comment_are_kept():
    assert lines("one \r\n two\rthree\n") == "one\ntwo\nthree"
