"""Consent for every recording: what asks for something comes first, and a longer time is agreed anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observe.observation import Consent
from observe.store import ConsentOnRecord
from observe.ui.words.consent import (
    SOON_DAYS,
    STANDINGS,
    Wanted,
    counts,
    custody,
    facts,
    find,
    headline,
    loosens,
    title,
    with_last_day,
)

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
HOSTILE = "<img src=x> [x](javascript:hit) :red[y] **b** \u202egnp.wav"


def recording(name="call.wav", days=None, *, basis="explicit", by="A. Tutor", withdrawn=None):
    """A kept recording whose last day is that many days from today."""
    until = (TODAY + timedelta(days=days)).isoformat() if days is not None else None
    consent = Consent(basis, by, "2026-03-02T14:10:00+00:00", until)
    return ConsentOnRecord("0" * 64, name, NOW, consent, withdrawn, NOW if withdrawn else None, 1)


@pytest.mark.parametrize(
    ("days", "withdrawn", "standing", "words"),
    [
        (None, None, "stands", "✓ Stands; no last day is named"),
        (SOON_DAYS + 1, None, "stands", "✓ May be used until 2 July 2026; 31 days left"),
        (SOON_DAYS, None, "soon", "! May be used until 1 July 2026; 30 days left"),
        (1, None, "soon", "! May be used until 2 June 2026; 1 day left"),
        (0, None, "soon", "! May be used until 1 June 2026; today is the last day"),
        (-1, None, "ran_out", "✗ Ran out; the last day was 31 May 2026, 1 day ago"),
        (-400, None, "ran_out", "✗ Ran out; the last day was 27 April 2025, 400 days ago"),
        (90, "Sam", "withdrawn", "✗ Withdrawn on 1 June 2026, noted by Sam"),
        (-1, "Sam", "withdrawn", "✗ Withdrawn on 1 June 2026, noted by Sam"),
    ],
)
def test_where_consent_stands_is_said_with_its_day(days, withdrawn, standing, words):
    (row,) = custody([recording(days=days, withdrawn=withdrawn)], TODAY)
    assert (row.standing, headline(row)) == (standing, words)


def test_what_ran_out_comes_first_then_what_runs_out_soonest_then_what_was_withdrawn():
    days = {"a": 90, "c": 9, "d": 2, "e": -2, "f": None, "g": -9}
    rows = custody([recording("b", withdrawn="Sam"), *(recording(*one) for one in days.items())], TODAY)
    assert [row.recording.file for row in rows] == ["g", "e", "d", "c", "b", "a", "f"]
    assert counts(rows) == {"ran_out": 2, "soon": 2, "withdrawn": 1, "stands": 2}


def test_a_search_finds_file_names_and_who_noted_something_in_any_letters():
    rows = custody(
        [recording("Garden.wav"), recording(by="Gardener", days=2), recording(withdrawn="Sam")], TODAY
    )
    assert len(find(rows, Wanted("GARDEN")).rows) == 2
    assert len(find(rows, Wanted("garden wav tutor")).rows) == 1
    assert len(find(rows, Wanted("sam")).rows) == 1
    assert not find(rows, Wanted("nobody")).rows


def test_each_choice_counts_what_it_would_leave_of_the_rest():
    rows = custody([recording(days=2), recording(days=2, basis="role-play"), recording()], TODAY)
    found = find(rows, Wanted(standing="soon", basis="role-play"))
    assert len(found.rows) == 1
    assert found.standings == {"soon": 1, "stands": 0}
    assert found.bases == {"explicit": 1, "role-play": 1}


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.integers(-500, 500)), st.booleans()), max_size=30),
    st.sampled_from(["", *STANDINGS]),
)
def test_the_count_beside_a_choice_is_what_choosing_it_gives(kept, standing):
    rows = custody([recording(days=days, withdrawn="Sam" if gone else None) for days, gone in kept], TODAY)
    offered = find(rows, Wanted())
    chosen = find(rows, Wanted(standing=standing))
    assert len(chosen.rows) == (offered.standings[standing] if standing else len(rows))


def test_names_from_outside_are_shown_as_text_and_cut_short():
    (row,) = custody([recording(HOSTILE + "x" * 10_000, by=HOSTILE, withdrawn=HOSTILE)], TODAY)
    for words in (title(row), headline(row), facts(row)):
        assert "\\<img" in words
        assert "\u202e" not in words
        assert len(words) < 400


def test_a_time_that_was_not_checked_when_it_was_noted_is_left_out():
    odd = ConsentOnRecord("0" * 64, "a", NOW, Consent("explicit", "Ann", "yesterday"), None, None, None)
    assert facts(custody([odd], TODAY)[0]) == "Both people agreed beforehand · taken down by Ann"


@pytest.mark.parametrize(
    ("before", "after", "longer"),
    [
        (None, None, False),
        (None, 5, False),
        (5, 5, False),
        (5, 4, False),
        (5, 6, True),
        (5, None, True),
        (-5, 1, True),
    ],
)
def test_a_later_last_day_or_none_is_taken_down_anew_and_an_earlier_one_leaves_the_consent(
    before, after, longer
):
    given_before = recording(days=before).consent
    day = TODAY + timedelta(days=after) if after is not None else None
    assert loosens(given_before, day) is longer
    changed = with_last_day(given_before, day, "Abe", NOW)
    assert changed.retain_until == (day.isoformat() if day else None)
    assert changed.basis == given_before.basis
    noted = ("Abe", NOW.isoformat()) if longer else ("A. Tutor", given_before.recorded_at)
    assert (changed.recorded_by, changed.recorded_at) == noted
