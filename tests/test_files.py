"""Files are written whole or not at all, and a disk that refuses is told of plainly."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from observe.errors import StoreUnusable
from observe.files import replacing, sweep, write_whole
from observe.observation import Consent
from observe.store import data_folder, open_store

EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")


@pytest.fixture
def tiny_disk(tmp_path):
    """A disk of 1 MB; only root on Linux can have one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a small disk can be mounted by root only; the simulated full disk is tested anyway")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(path):
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1024))


def enqueue_many(store, sha256):
    for number in range(1000):
        store.jobs.enqueue(sha256, {"n": number})


def test_the_data_folder_is_the_one_named(monkeypatch, tmp_path):
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path / "mine"))
    assert data_folder() == tmp_path / "mine"
    monkeypatch.setenv("OBSERVE_DATA", "~/calls")
    assert data_folder() == Path.home() / "calls"
    monkeypatch.setenv("OBSERVE_DATA", " ")
    assert data_folder().name == "observe"
    assert data_folder().is_absolute()


def test_the_store_is_made_for_its_owner_alone(tmp_path):
    with open_store(tmp_path / "a" / "data", database=""):
        assert (tmp_path / "a" / "data").stat().st_mode & 0o077 == 0
        assert (tmp_path / "a" / "data" / "recordings").stat().st_mode & 0o077 == 0
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    with open_store(shared, database=""):
        found = {path.name: path.stat().st_mode & 0o077 for path in shared.iterdir()}
    assert {name for name, others in found.items() if others} <= {"migrating.lock"}
    assert "observe.db" in found


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    target = tmp_path / "file"
    write_whole(target, b"old")

    def write_and_fail():
        with replacing(target) as temporary:
            temporary.write_bytes(b"ne")
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        write_and_fail()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_real_full_disk_is_told_plainly_and_loses_nothing(tiny_disk):
    write_whole(tiny_disk / "file", b"old")
    with pytest.raises(StoreUnusable, match=r"no room is left on the disk of .*tiny/file.* Free some space"):
        write_whole(tiny_disk / "file", bytes(2_000_000))
    assert (tiny_disk / "file").read_bytes() == b"old"
    assert [path.name for path in tiny_disk.iterdir()] == ["file"]


def test_a_store_on_a_full_disk_keeps_what_it_has_and_takes_no_more(tiny_disk, tmp_path, monkeypatch):
    monkeypatch.setattr("observe.store.recordings.check_room", lambda *_: None)
    small, large = tmp_path / "small.wav", tmp_path / "large.wav"
    small.write_bytes(b"small")
    large.write_bytes(bytes(2_000_000))
    with open_store(tiny_disk / "data", database="") as store:
        kept = store.recordings.keep(small, EXPLICIT)
        with pytest.raises(StoreUnusable, match="no room is left"):
            store.recordings.keep(large, EXPLICIT)
        filler = tiny_disk / "filler"
        with pytest.raises(OSError, match="No space"):
            fill(filler)
        with pytest.raises(StoreUnusable, match="its disk is full"):
            enqueue_many(store, kept.sha256)
        jobs = store.jobs.list()
        filler.unlink()
        assert store.jobs.list() == jobs
        store.jobs.enqueue(kept.sha256, {"after": True})
        assert len(store.jobs.list()) == len(jobs) + 1
        assert store.recordings.get(kept.sha256).path.read_bytes() == b"small"


def test_a_data_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreUnusable, match=r"cannot write .*file.*must be a folder you may write to"):
        open_store(tmp_path / "file", database="")
    with pytest.raises(StoreUnusable, match=r"cannot write .*file/data"):
        open_store(tmp_path / "file" / "data", database="")


@pytest.fixture
def public_folder():
    """A folder that any user can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="obs-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_data_folder_without_permission_is_named(public_folder, tmp_path):
    folder = public_folder / "read only"
    folder.mkdir(mode=0o555)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from observe.errors import StoreUnusable\n"
        "from observe.store import open_store\n"
        "open_store(Path(sys.argv[2]), database='').close()\n"  # imports everything while it may
        "if os.geteuid() == 0: os.setuid(65534)\n"  # root may write anywhere
        "try: open_store(Path(sys.argv[1]), database='')\n"
        "except StoreUnusable as error: print(error)\n"
    )
    command = [sys.executable, "-c", code, folder, tmp_path / "x"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "read only/observe.db (Permission denied)" in said
    assert "Check its permissions, or name another folder with OBSERVE_DATA" in said


def test_temporary_files_are_swept_at_opening_once_their_writer_must_be_dead(tmp_path):
    with open_store(tmp_path, database=""):
        pass
    old, new = (tmp_path / "incoming" / name for name in ("old.part", "new.part"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 1000, time.time() - 1000))
    with open_store(tmp_path, database=""):
        assert list((tmp_path / "incoming").iterdir()) == [new]
    assert sweep(tmp_path / "incoming", older_than=0.0) == 1
