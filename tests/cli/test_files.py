"""Names and places of files: none is passed over, none overwrites another's documents, none ends a batch."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from observe.cli import files, printable
from observe.consent import read

NAMES = ["a" * 250 + ".wav", "通話記録" * 20 + ".flac", "ж" * 120 + ".mp3", "short.wav"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_as_long_as_a_disk_takes_has_documents_of_its_own(name, tmp_path):
    first, second = Path("mon") / name, Path("mon") / f"{Path(name).stem[:-1]}z{Path(name).suffix}"
    names = files.stems([first, second])
    assert names[first] != names[second]
    for stem in names.values():
        (tmp_path / f"{stem}.observation.json").write_text("whole")


def test_consent_for_a_recording_whose_record_could_have_no_name_is_the_one_given(tmp_path):
    recording = tmp_path / ("a" * 250 + ".wav")
    recording.write_bytes(b"sound")
    assert read("explicit", recording, datetime.now(UTC)).basis == "explicit"


def test_linked_folders_are_looked_into_and_none_twice(tmp_path):
    (tmp_path / "archive" / "week1").mkdir(parents=True)
    (tmp_path / "archive" / "week1" / "one.flac").write_bytes(b"1")
    (tmp_path / "june").mkdir()
    (tmp_path / "june" / "two.flac").write_bytes(b"2")
    (tmp_path / "june" / "week1").symlink_to(tmp_path / "archive" / "week1")
    (tmp_path / "june" / "round").symlink_to(tmp_path / "june")
    found, faults = files.recordings([tmp_path / "june"])
    assert sorted(path.name for path in found) == ["one.flac", "two.flac"]
    assert faults == []


@pytest.mark.parametrize("ending", ["weba", "caf", "m4v", "w64", "g722", "wv", "avi", "WEBA"])
def test_a_kind_that_decodes_is_taken_from_a_folder(ending, tmp_path):
    (tmp_path / f"call.{ending}").write_bytes(b"1")
    assert [path.name for path in files.recordings([tmp_path])[0]] == [f"call.{ending}"]


def test_another_days_recording_of_the_same_name_keeps_its_documents(tmp_path):
    def written(stem, sha256):
        (tmp_path / f"{stem}.observation.json").write_text(json.dumps({"recording": {"sha256": sha256}}))

    assert files.free(tmp_path, "001", "monday") == "001"
    written("001", "monday")
    assert files.free(tmp_path, "001", "tuesday") == "001-2"
    written("001-2", "tuesday")
    assert files.free(tmp_path, "001", "wednesday") == "001-3"
    assert [files.free(tmp_path, "001", day) for day in ("monday", "tuesday")] == ["001", "001-2"]


@pytest.mark.parametrize("name", ["a\x1b[2Jb.wav", "a\x9b31mb.wav", "a\rb.wav", "a\u202eb.wav", "a\x07b.wav"])
def test_no_name_steers_the_terminal_that_shows_it(name):
    assert printable(name).replace("�", "").isprintable()
    assert printable("통화 7 – Żółć.wav") == "통화 7 – Żółć.wav"
