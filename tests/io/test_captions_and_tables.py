"""Captions, tables and tiers hold every text as text, whatever it looks like."""

from __future__ import annotations

import csv as standard_csv
import html
import io
import re
from dataclasses import replace

import pytest
from praatio import textgrid as praat

from observe.annotation import Turn, Word
from observe.io import csv, textgrid, vtt

webvtt = pytest.importorskip("webvtt")


def parsed(text):
    return webvtt.WebVTT.from_buffer(io.StringIO(text))


def shown(caption):
    """What a player shows of a caption: its text without the voice tag, entities resolved."""
    return html.unescape(re.sub(r"<[^>]*>", "", caption.raw_text))


def test_a_parser_reads_every_caption_back(hostile):
    captions = parsed(vtt.dumps(hostile.turns)).captions
    assert [shown(caption) for caption in captions] == [" ".join(t.text.split()) for t in hostile.turns]
    assert [caption.voice for caption in captions] == ["Agent", "Customer"] * 4
    for caption, turn in zip(captions, hostile.turns, strict=True):
        assert caption.start_in_seconds == pytest.approx(turn.start, abs=1)


def test_captions_begin_with_the_formats_name_and_have_no_stray_arrow(hostile):
    written = vtt.dumps(hostile.turns)
    assert written.startswith("WEBVTT\n\n")
    assert written.count("-->") == len(hostile.turns)


def test_a_line_break_inside_a_word_does_not_end_the_caption():
    turn = Turn(0, "a\n\nb>", "other", (Word("one\n\ntwo", 1.0, 2.0),))
    (caption,) = parsed(vtt.dumps([turn])).captions
    assert shown(caption) == "one two"


def test_a_moment_and_an_hour_are_written_as_the_format_has_them():
    turn = Turn(0, "S", "agent", (Word("late", 3661.9996, 3661.9996),))
    assert "01:01:02.000 --> 01:01:02.050" in vtt.dumps([turn])


def test_no_cell_of_the_table_is_a_formula(hostile):
    rows = list(standard_csv.DictReader(io.StringIO(csv.dumps(hostile), newline="")))
    assert len(rows) == len(hostile.cues) + 1
    for row in rows:
        assert not any((cell or "").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values()), row
    quotes = [row["quote"].removeprefix("'") for row in rows[:-1]]
    assert quotes == [cue.quote for cue in hostile.cues]
    assert rows[-1] | {"because": ""} == {
        key: {"scheme": "b-scheme", "criterion": "1", "outcome": "not_on_recording"}.get(key, "")
        for key in csv.COLUMNS
    }


def tiers(text, tmp_path):
    path = tmp_path / "call.TextGrid"
    path.write_text(text, encoding="utf-8")
    return praat.openTextgrid(str(path), includeEmptyIntervals=False)


def test_praats_reader_gives_turns_and_cues_back(hostile, tmp_path):
    grid = tiers(textgrid.dumps(hostile), tmp_path)
    assert grid.maxTimestamp == hostile.recording.duration_s
    assert list(grid.tierNames) == ["agent SPEAKER_00", "customer SPEAKER_01", "question"]
    labels = sorted(entry.label for name in grid.tierNames[:2] for entry in grid.getTier(name).entries)
    assert labels == sorted(" ".join(t.text.split()).strip() for t in hostile.turns)


def test_a_cue_within_another_of_its_kind_is_not_lost(hostile, tmp_path):
    outer = replace(hostile.cues[0], start=1.0, end=4.0, quote="the whole")
    inner = replace(hostile.cues[0], start=2.0, end=3.0, quote="a part")
    found = replace(hostile, cues=(outer, inner), findings=())
    (entry,) = tiers(textgrid.dumps(found), tmp_path).getTier("question").entries
    assert (entry.start, entry.end, entry.label) == (1.0, 4.0, "the whole | a part")
