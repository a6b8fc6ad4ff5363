"""Finished stages outlive a killed run, and one process at a time works on a recording."""

import os
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observe.errors import AlreadyRunning, StoreUnusable
from observe.store import Workspace

HOLD = """
import sys, time
from pathlib import Path
from observe.store import Workspace
with Workspace(Path(sys.argv[1])).lock():
    print("held", flush=True)
    time.sleep(60)
"""

PUT_FOR_EVER = """
import sys
from pathlib import Path
from observe.store import Workspace
space = Workspace(Path(sys.argv[1]))
n = 0
while True:
    space.put("transcribe", "key", bytes([n % 256]) * 2_000_000)
    print(n, flush=True)
    n += 1
"""


@pytest.fixture
def space(tmp_path):
    return Workspace(tmp_path / "work" / "abc")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.binary(), st.text(), st.text())
def test_what_is_put_is_got_under_its_own_key_alone(space, data, key, other):
    space.discard()
    space.put("transcribe", key, data)
    assert space.get("transcribe", key) == data
    assert space.get("diarise", key) is None
    if other != key:
        assert space.get("transcribe", other) is None


def test_putting_again_replaces(space):
    space.put("transcribe", "key", b"old")
    space.put("transcribe", "key", b"new")
    assert space.get("transcribe", "key") == b"new"


@pytest.mark.parametrize("damage", [lambda held: held[:-1], lambda held: b"", lambda held: held[:-1] + b"x"])
def test_a_damaged_file_counts_as_not_there(space, damage):
    space.put("transcribe", "key", b"words")
    (path,) = space.folder.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert space.get("transcribe", "key") is None


def test_a_discarded_workspace_is_empty_and_usable(space):
    space.discard()
    space.put("transcribe", "key", b"words")
    space.discard()
    assert space.get("transcribe", "key") is None
    space.put("transcribe", "key", b"words")
    assert space.get("transcribe", "key") == b"words"


def test_killed_while_putting_it_has_the_old_or_the_new_value(space):
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", PUT_FOR_EVER, space.folder], stdout=subprocess.PIPE, text=True
        )
        last = int(process.stdout.readline())
        time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        last = max([last, *map(int, process.stdout.read().split())])
        process.wait()
        held = space.get("transcribe", "key")
        assert held in (bytes([last % 256]) * 2_000_000, bytes([(last + 1) % 256]) * 2_000_000)


def test_what_a_killed_process_left_is_swept_when_the_next_takes_the_lock(space):
    space.put("transcribe", "key", b"words")
    (space.folder / "transcribe-0.123.part").write_bytes(b"half")
    with space.lock():
        assert [path.suffix for path in space.folder.iterdir()] == [""]
    assert space.get("transcribe", "key") == b"words"


def test_a_second_process_is_told_that_the_first_is_running(space):
    process = subprocess.Popen([sys.executable, "-c", HOLD, space.folder], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == "held\n"
        with pytest.raises(AlreadyRunning, match="another process is analysing this recording"), space.lock():
            pytest.fail("two processes hold one lock")
        space.discard()
        with pytest.raises(AlreadyRunning, match="another process is analysing this recording"), space.lock():
            pytest.fail("discarding the folder let a second process in")
    finally:
        process.kill()
        process.wait()
    with space.lock(wait=5.0):
        pass


def test_one_that_is_asked_to_wait_gets_the_lock_when_it_is_free(space):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD.replace("60", "0.5"), space.folder], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    with space.lock(wait=10.0):
        assert process.wait(timeout=10) == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    space = Workspace(tmp_path / "file" / "work" / "abc")
    with pytest.raises(
        StoreUnusable, match=r"cannot write .*file/work.* name another folder with OBSERVE_DATA"
    ):
        space.put("transcribe", "key", b"words")
    with pytest.raises(StoreUnusable, match="cannot write"), space.lock():
        pytest.fail("locked what is not there")


def test_the_old_value_outlives_a_full_disk(space, monkeypatch):
    space.put("transcribe", "key", b"old")

    def full(_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("observe.files.os.fsync", full)
    with pytest.raises(StoreUnusable, match=r"no room is left .* Free some space"):
        space.put("transcribe", "key", b"new")
    assert space.get("transcribe", "key") == b"old"
    assert len(list(space.folder.iterdir())) == 1
