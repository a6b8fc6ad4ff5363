"""The words and rows that pages show."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.observation import Basis, Outcome
from observe.services.adding import plain_name
from observe.store import STATES, StoredObservation
from observe.store.estimate import USUAL
from observe.ui.words import common

NOW = datetime(2026, 3, 2, 14, 20, tzinfo=UTC)


def stored(number: int = 1, file: str = "call.wav", **changes: object) -> StoredObservation:
    values = {
        "id": number,
        "sha256": f"{number:064x}",
        "file": file,
        "version": 1,
        "latest": True,
        "created_at": NOW,
        "duration_s": 125.9,
        "basis": "explicit",
        "cues": 3,
        "findings": {"a": {"shown": 2, "opportunity_missed": 1}, "b": {"shown": 1}},
        "seconds": {},
    }
    return StoredObservation(**(values | changes))


def test_every_outcome_basis_state_and_stage_has_its_words():
    assert set(common.BADGES) == set(Outcome.__args__)
    assert set(common.BASES) == set(Basis.__args__)
    assert set(common.STATE_WORDS) == set(STATES)
    assert set(USUAL) <= set(common.STAGE_WORDS)


def test_badges_differ_in_symbol_and_words_and_not_in_colour_alone():
    badges = common.BADGES.values()
    assert len({badge.symbol for badge in badges}) == len({badge.words for badge in badges}) == 4


def test_a_row_sums_the_points_of_all_units():
    (row,) = common.call_rows([stored()], {})
    assert (row.shown, row.missed, row.cues, row.length, row.state) == (3, 1, 3, "02:05", "Ready")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("running", "Ready; being analysed again"),
        ("queued", "Ready; waiting to be analysed again"),
        ("failed", "Ready; analysing it again failed"),
        ("cancelled", "Ready"),
        ("done", "Ready"),
    ],
)
def test_the_newest_job_says_whether_a_call_is_analysed_again(state, words):
    assert common.call_rows([stored()], {stored().sha256: state})[0].state == words


def test_a_job_of_another_recording_changes_nothing():
    assert common.call_rows([stored(1)], {stored(2).sha256: "running"})[0].state == "Ready"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "00:00"), (59.999, "00:59"), (60, "01:00"), (3599.9, "59:59"), (3600, "1:00:00")]
)
def test_a_clock_drops_parts_of_a_second(seconds, words):
    assert common.clock(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (3, "a few seconds left"),
        (31, "about 40 seconds left"),
        (61, "about 1 minute left"),
        (600, "about 10 minutes left"),
        (7300, "about 2 hours left"),
    ],
)
def test_time_left_is_said_as_a_person_would(seconds, words):
    assert common.time_left_words(seconds) == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "ab"),
        ("a\u2066b\u2069", "ab"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("two\nlines", "two lines"),
        ("naïve 😀 ملف", "naïve 😀 ملف"),
        ("<script>", "<script>"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_steers_a_terminal_or_a_line(text, shown):
    assert common.shown_name(text) == shown


@given(st.text(max_size=300))
def test_a_shown_name_is_one_line_of_bounded_length(text):
    shown = common.shown_name(text)
    assert len(shown) <= 120
    assert not re.search(r"[\n\r\t\u202a-\u202e\u2066-\u2069]", shown)


@given(st.text(max_size=60))
def test_markdown_text_has_no_mark_that_is_not_escaped(text):
    escaped = common.as_markdown_text(text)
    assert not re.search(r"[`*_\[\]<>$:~|#]", re.sub(r"\\.", "", escaped, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("../../etc/passwd.wav", "passwd.wav"),
        ("C:\\calls\\call 7.wav", "call 7.wav"),
        ("", "recording"),
        ("..", "recording"),
        ("a\x00b.wav", "ab.wav"),
    ],
)
def test_an_upload_keeps_its_own_name_and_no_folder(name, plain):
    assert plain_name(name) == plain


@given(st.text(max_size=500))
def test_an_uploads_name_can_be_written_anywhere(name):
    plain = plain_name(name)
    assert plain not in ("", ".", "..")
    assert not set(plain) & set("/\\\x00")
    assert len(plain.encode("utf-8", "surrogatepass")) <= 140


@pytest.mark.parametrize(
    "said", ["https://a.example/x", "http://a.example", "WWW.a.example", "ada.b@a.example"]
)
def test_an_address_is_kept_from_becoming_a_link_and_reads_as_before(said):
    shown = common.as_markdown_text(f"see {said} now")
    assert re.sub(r"\\(\W)", r"\1", shown).replace(common.UNBROKEN, "") == f"see {said} now"
    assert common.UNBROKEN in shown


def test_what_joins_a_picture_or_letters_stays_and_what_turns_or_heaps_goes():
    family, persian = "👩\u200d👩\u200d👧", "می\u200cخواهم"
    assert common.shown_name(f"{family} {persian} 🇬🇧") == f"{family} {persian} 🇬🇧"
    assert common.legible("a\u202e\u2067\u200fb\nc") == "ab\nc"
    assert common.legible("Z" + "\u0301\u200d" * 90) == "Z" + "\u0301\u200d" * common.MOST_MARKS


@given(st.text())
def test_whatever_text_is_made_legible_turns_nothing_and_heaps_nothing(text):
    found = common.legible(text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", found)
    assert common.legible(found) == found
