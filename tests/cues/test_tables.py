"""Every row of every table: what should count counts, what only nearly does does not."""

from __future__ import annotations

import pytest

from observe.cues import detectors
from tests.cues import tables

ROWS = list(tables.rows())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.cue}-{row.counts}-{row.sentence[:40]}")
def test_a_sentence_counts_as_its_table_says(row):
    found = [cue for cue in detectors()[row.cue](row.turns, row.context) if cue.turn == row.at]
    if row.counts:
        assert found, f"missed {row.cue}: {row.sentence!r} ({row.fields['why']})"
        if "quote" in row.fields:
            assert found[0].quote == row.fields["quote"]
        if "refers_to" in row.fields:
            assert found[0].refers_to == row.fields["refers_to"]
        if "details" in row.fields:
            assert dict(found[0].details) == row.fields["details"]
    else:
        assert not found, f"false {row.cue}: {row.sentence!r} ({row.fields['why']}); {found[0].because}"


@pytest.mark.parametrize("row", [r for r in ROWS if r.counts], ids=lambda row: f"{row.cue}-{row.sentence[:40]}")
def test_a_reason_is_one_sentence_that_quotes_the_call(row):
    for cue in detectors()[row.cue](row.turns, row.context):
        assert cue.because.endswith(".")
        assert "\n" not in cue.because
        assert "{" not in cue.because
        spoken = " ".join(turn.text for turn in row.turns)
        quoted = cue.because.partition("“")[2].partition("”")[0]
        assert cue.cue == "long_silence" or not quoted or quoted in spoken or quoted in spoken.lower()
