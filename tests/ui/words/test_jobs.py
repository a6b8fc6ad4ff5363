"""Jobs in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from observe.ui.words.jobs import facts, state_label, took_words, under_way
from tests.support.jobs import a_job

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
WAITING = a_job(id=7, created_at=NOW, updated_at=NOW)
DONE = replace(
    WAITING, state="done", started_at=NOW, finished_at=NOW + timedelta(seconds=75), attempts=2, observation=1
)


def test_a_job_says_when_it_was_added_how_long_it_took_and_how_often_it_was_tried():
    assert facts(WAITING).startswith("Job 7 · added on 1 June 2026, ")
    assert facts(DONE).endswith(" · took 1 minute 15 seconds · tried 2 times")
    assert "ended after 1 minute" in facts(replace(DONE, state="failed"))
    assert ":" not in facts(DONE).replace("\\:", "")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "1 second"),
        (59.6, "1 minute"),
        (61.0, "1 minute 1 second"),
        (3600.0, "1 hour"),
        (3661.0, "1 hour 1 minute"),
    ],
)
def test_a_time_is_said_in_its_two_largest_parts(seconds, words):
    assert took_words(seconds) == words


def test_every_choice_says_how_many_jobs_it_leaves():
    counts = {"queued": 1, "running": 1, "done": 3000}
    assert state_label("", counts) == "All (3002)"
    assert state_label("failed", counts) == "Failed (0)"
    assert under_way(counts) == 2
