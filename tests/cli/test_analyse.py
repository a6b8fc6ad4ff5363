"""``observe analyse`` with made-up engines: streams, exit status and what is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import tomllib
from pathlib import Path

import av
import numpy as np
import pytest

BASIS = ("--consent", "role-play")
ENDINGS = ["observation.json", "rttm", "vtt"]


def test_a_recording_becomes_three_documents_and_a_stored_observation(place, call):
    ran = place.analyse(call, *BASIS, fake=True)
    assert (ran.status, ran.out, ran.faults) == (0, "", [])
    assert "call.wav: observation 1, 4 turns" in ran.err
    assert sorted(path.name for path in place.out.iterdir()) == [f"call.{ending}" for ending in ENDINGS]


def test_json_is_one_document_a_recording_and_nothing_else(place, call):
    shutil.copy(call, place.folder / "second.wav")
    ran = place.analyse(place.folder, *BASIS, "--json", fake=True)
    assert (ran.status, ran.err) == (0, "")
    assert [document["recording"]["file"] for document in ran.documents] == ["call.wav", "second.wav"]


def video(path: Path) -> None:
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 64
        for _ in range(10):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))))
        out.mux(stream.encode(None))


def bad_files(folder: Path, call: Path) -> None:
    whole = call.read_bytes()
    (folder / "empty.wav").touch()
    (folder / "truncated.wav").write_bytes(whole[: len(whole) // 2])
    (folder / "zero.wav").write_bytes(whole[:40] + bytes(4))
    (folder / "text.wav").write_text("Agent: good morning. Customer: hello.\n" * 40)
    (folder / "playlist.wav").write_text(
        f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{call}\n#EXT-X-ENDLIST\n"
    )
    (folder / "moment.wav").write_bytes(
        whole[:4] + (36 + 3200).to_bytes(4, "little") + whole[8:40] + (3200).to_bytes(4, "little") + bytes(3200)
    )
    video(folder / "video.mp4")


BAD = [
    ("empty.wav", "is empty (0 bytes); expected a recording", "Copy it again"),
    ("moment.wav", "lasts 0.10 s; expected at least 0.5 s", "Check that it is the call"),
    ("playlist.wav", "does not decode as audio", "Expected WAV, MP3"),
    ("text.wav", "does not decode as audio", "Expected WAV, MP3"),
    ("truncated.wav", "is cut short: 8.0 s can be decoded of the 16.0 s it declares", "Copy it again"),
    ("video.mp4", "found no sound in video.mp4 (it holds video); expected an audio track", "with its sound"),
    ("zero.wav", "holds 0 s of sound; expected a call", "Copy it again"),
]


def test_bad_files_are_each_told_in_one_line_and_the_good_one_is_kept(place, call):
    bad_files(place.folder, call)
    ran = place.analyse(place.folder, *BASIS, "--json", fake=True)
    assert ran.status == 1
    assert len(ran.err.splitlines()) == len(BAD)
    for line, (name, found, hint) in zip(ran.faults, BAD, strict=True):
        assert line.startswith(f"observe: {name}: decode: "), line
        assert found in line, line
        assert hint in line, line
    results = {Path(d["recording"] if "error" in d else "call.wav").name: d for d in ran.documents}
    assert results["call.wav"]["recording"]["file"] == "call.wav"
    assert {name: results[name]["error"]["stage"] for name, _, _ in BAD} == {n: "decode" for n, _, _ in BAD}
    assert all(set(results[name]["error"]) == {"stage", "message", "hint"} for name, _, _ in BAD)
    kept = [path for path in place.data.rglob("*.wav") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [call.read_bytes()]
    assert sorted(path.name for path in place.out.iterdir()) == [f"call.{ending}" for ending in ENDINGS]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("nowhere.wav", *BASIS), "observe: nowhere.wav: decode: found no file at nowhere.wav"),
        (("nowhere.wav",), "observe: nowhere.wav: decode: found no file at nowhere.wav"),
        (("x" * 300, *BASIS), "cannot be reached (File name too long)"),
        (("/dev/null", *BASIS), "observe: null: decode: /dev/null is not a file"),
    ],
    ids=["missing", "missing, without consent", "too long a name", "a device"],
)
def test_what_is_no_recording_is_told(place, given, found):
    ran = place.analyse(*given, fake=True)
    assert ran.status == 1
    assert len(ran.faults) == len(ran.err.splitlines()) == 1
    assert found in ran.err
    assert place.left_behind() == []


CONSENTS = [
    ("no basis at all", (), None, "no consent was given"),
    ("an unknown basis", ("--consent", "maybe"), None, "neither a basis nor a file"),
    ("a record that is not there", ("--consent", "consents/call.toml"), None, "neither a basis nor a file"),
    ("a record of something else", ("--consent", "call.wav"), None, "is no consent record"),
    ("a record that ran out", (), "retain_until = 2020-01-01", "retain_until is 2020-01-01, which is past"),
    ("a record that was withdrawn", BASIS, '[withdrawn]\nby = "Sam"', "consent was withdrawn (noted by Sam)"),
    ("a record that does not parse", (), "basis = = 2", "is not TOML"),
]


@pytest.mark.parametrize(("case", "given", "record", "found"), CONSENTS, ids=[row[0] for row in CONSENTS])
def test_without_standing_consent_nothing_of_the_recording_is_read(case, given, record, found, place, call):
    if record is not None:
        (place.folder / "call.consent.toml").write_text(
            'basis = "explicit"\nrecorded_by = "A"\nrecorded_at = 2019-03-02T14:10:00+00:00\n' + record
        )
    # A pipe in the recording's place: opening it would block until the time is up.
    if case != "a record of something else":
        call.unlink()
        os.mkfifo(call)
    ran = place.analyse(call, *given, "--json", fake=True, timeout=60)
    assert ran.status == 3
    assert len(ran.faults) == len(ran.err.splitlines()) == 1
    assert ran.err.startswith("observe: call.wav: consent: ")
    assert found in ran.err
    assert ran.documents[0]["error"]["stage"] == "consent"
    assert place.left_behind() == []
    assert not place.data.exists()


def test_a_batch_without_consent_for_one_keeps_the_others_and_says_so_in_its_status(place, call):
    shutil.copy(call, place.folder / "second.wav")
    (place.folder / "call.consent.toml").write_text(
        'basis = "explicit"\nrecorded_by = "A"\nrecorded_at = 2026-03-02T14:10:00+00:00\n'
    )
    ran = place.analyse(place.folder, fake=True)
    assert ran.status == 3
    assert ran.faults == [line for line in ran.faults if line.startswith("observe: second.wav: consent: ")]
    assert (place.out / "call.vtt").exists()


def test_a_data_folder_under_a_file_is_refused_before_any_work(place, call):
    place.data.write_text("a file")
    begun = place.folder / "begun"
    ran = place.analyse(
        call, *BASIS, "--json", fake=True, OBSERVE_DATA=str(place.data / "x"), FAKE_BEGUN=str(begun)
    )
    assert ran.status == 1
    assert len(ran.faults) == len(ran.err.splitlines()) == 1
    assert ran.err.startswith("observe: store: ")
    assert "name another folder with OBSERVE_DATA" in ran.err
    assert ran.documents[0]["error"]["stage"] == "store"
    assert not begun.exists()


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount command here to make a small disk with")
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_data_folder_is_told_before_any_slow_work(place, call, small_disk):
    begun = place.folder / "begun"
    ran = place.analyse(call, *BASIS, fake=True, OBSERVE_DATA=str(small_disk), FAKE_BEGUN=str(begun))
    assert ran.status == 1
    assert len(ran.faults) == len(ran.err.splitlines()) == 1
    assert "MB are needed" in ran.err or "no room" in ran.err or "disk is full" in ran.err
    assert not begun.exists()
    assert not list(small_disk.rglob("*.part"))


@pytest.mark.parametrize("where", ["under a file", "a place where nothing can be written"])
def test_a_folder_for_documents_that_cannot_be_written_is_refused_before_any_work(where, place, call):
    (place.folder / "file").touch()
    out = place.folder / "file/sub" if where == "under a file" else Path("/proc")
    if not out.parent.exists():
        pytest.skip("this system has no /proc")
    begun = place.folder / "begun"
    ran = place.run("analyse", call, *BASIS, "--out", out, fake=True, FAKE_BEGUN=str(begun))
    assert ran.status == 1
    assert len(ran.faults) == len(ran.err.splitlines()) == 1
    assert ran.err.startswith(f"observe: export: the folder {out} for the documents cannot be written")
    assert "--out" in ran.err
    assert not begun.exists()


USAGE = [
    ("an unknown scheme", ("--scheme", "nosuch"), "found the scheme id “nosuch”; expected one of"),
    ("too many voices", ("--speakers", "99"), "expected a number from 1 to 20, or auto"),
    ("no such option", ("--consnet", "explicit"), "--consnet"),
    ("a channel that is none", ("--agent-channel", "top"), "'left', 'right'"),
    ("an engine to come", ("--engine", "ray"), "one recording at a time"),
    ("a channel on a mono call", ("--agent-channel", "left"), "has no channel for each party"),
    ("a speaker who is not there", ("--agent-speaker", "Bob"), "found no speaker 'Bob'"),
]


@pytest.mark.parametrize(("case", "given", "found"), USAGE, ids=[row[0] for row in USAGE])
def test_wrong_usage_is_told_in_one_line(case, given, found, place, call):
    ran = place.analyse(call, *BASIS, *given, fake=True)
    assert ran.status == 2
    assert len(ran.faults) == len(ran.err.splitlines()) == 1
    assert found in ran.err
    assert place.left_behind() == []


def test_a_folder_without_recordings_is_told_and_the_rest_is_done(place, call):
    empty = place.folder / "notes"
    empty.mkdir()
    (empty / "notes.txt").touch()
    (empty / "._call.wav").touch()
    alone = place.analyse(empty, *BASIS, fake=True)
    assert alone.status == 2
    both = place.analyse(empty, call, *BASIS, fake=True)
    assert both.status == 1
    assert len(both.faults) == 1
    assert "found no recordings in the folder" in both.faults[0]
    assert (place.out / "call.vtt").exists()


def test_two_files_of_one_stem_get_documents_of_their_own(place, call):
    shutil.copy(call, place.folder / "CALL.ogg")
    (place.folder / "again").mkdir()
    shutil.copy(call, place.folder / "again/call.wav")
    ran = place.analyse(place.folder, *BASIS, fake=True)
    assert ran.status == 0
    names = {path.name.removesuffix(".vtt").casefold() for path in place.out.glob("*.vtt")}
    assert names == {"call.ogg", "call.wav", "call.wav-2"}


def test_a_recording_named_twice_is_done_once(place, call):
    ran = place.analyse(call, "call.wav", place.folder, *BASIS, "--json", fake=True)
    assert (ran.status, len(ran.documents)) == (0, 1)


def test_two_runs_at_once_on_one_file_end_in_one_result(place, call):
    begun, ended = place.folder / "begun", place.folder / "ended"
    first = place.start(
        "analyse", call, *BASIS, "--out", place.out, fake=True, FAKE_BEGUN=str(begun), FAKE_HELD=str(ended)
    )
    deadline = time.monotonic() + 60
    while not begun.exists():
        assert time.monotonic() < deadline
        assert first.poll() is None
        time.sleep(0.05)
    second = place.analyse(call, *BASIS, fake=True)
    ended.touch()
    _, err = first.communicate(timeout=60)
    assert first.returncode == 0, err
    assert second.status == 1
    assert second.faults[0].startswith("observe: call.wav: store: another process is analysing")
    assert "Wait until it has finished" in second.faults[0]
    third = place.analyse(call, *BASIS, fake=True)
    assert (third.status, "observation 1," in third.err) == (0, True)


def test_what_a_test_leaves_running_is_ended(place, call):
    begun, never = place.folder / "begun", place.folder / "never"
    process = place.start("analyse", call, *BASIS, fake=True, FAKE_BEGUN=str(begun), FAKE_HELD=str(never))
    place.end()
    assert process.returncode == -signal.SIGKILL


def test_an_interrupted_run_says_so_and_goes_on_when_started_again(place, call):
    begun, never = place.folder / "begun", place.folder / "never"
    first = place.start(
        "analyse", call, *BASIS, "--out", place.out, fake=True, FAKE_BEGUN=str(begun), FAKE_HELD=str(never)
    )
    deadline = time.monotonic() + 60
    while not begun.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    first.send_signal(signal.SIGINT)
    out, err = first.communicate(timeout=60)
    assert (first.returncode, out) == (130, "")
    assert err.split() == "observe: interrupted; finished stages are kept, run again to go on".split()
    assert place.left_behind() == []
    assert place.analyse(call, *BASIS, fake=True).status == 0


def test_a_fault_that_nobody_foresaw_is_one_line_with_its_place_and_costs_nothing_else(place, call):
    (place.folder / "text.wav").write_text("text")
    ran = place.analyse(place.folder, *BASIS, "--json", fake=True, FAKE_FAULT="yes")
    assert ran.status == 1
    assert [document["error"]["stage"] for document in ran.documents] == ["transcribe", "decode"]
    assert "KeyError" in ran.faults[0]
    assert "(launch.py, line" in ran.faults[0]
    assert place.left_behind() == []


def test_a_name_that_is_not_utf8_is_told_and_the_rest_is_done(place, call):
    odd = place.folder / b"caf\xe9.wav".decode("utf-8", "surrogateescape")
    shutil.copy(call, odd)
    ran = place.analyse(place.folder, *BASIS, "--json", fake=True)
    assert ran.status == 1
    assert ran.faults == [line for line in ran.faults if "the file name caf\ufffd.wav holds bytes" in line]
    assert ["error" in document for document in ran.documents] == [True, False]


def test_the_consent_record_beside_a_recording_is_found_and_kept_in_the_document(place, call):
    record = 'basis = "explicit"\nrecorded_by = "A. Tutor"\nrecorded_at = 2026-03-02T14:10:00+00:00\n'
    (place.folder / "call.consent.toml").write_text(record)
    ran = place.analyse(call, "--json", fake=True)
    assert ran.documents[0]["consent"]["recorded_by"] == tomllib.loads(record)["recorded_by"]
