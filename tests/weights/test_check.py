"""A model's folder is given out only when every file in it is what the manifest promises."""

import os
import re

import pytest

from observe.errors import UsageError, WeightsCorrupt, WeightsMissing
from observe.observation import ModelUsed
from observe.weights import check, folder, installed, models_root, used


def test_right_files_give_the_folder(here, root, manifest):
    assert folder("tiny", root=root, manifest=manifest) == here


def test_a_missing_file_says_how_to_fetch_it(here, root, manifest):
    (here / "config.json").unlink()
    with pytest.raises(WeightsMissing, match=r"config\.json is missing") as caught:
        folder("tiny", root=root, manifest=manifest)
    assert "observe models pull tiny" in caught.value.hint
    assert caught.value.stage == "weights"


def test_a_wrong_file_names_both_sums(here, root, manifest, tiny):
    (here / "config.json").write_bytes(b"{}")
    found = check.sha256(here / "config.json")
    with pytest.raises(WeightsCorrupt, match=re.escape(found)) as caught:
        folder("tiny", root=root, manifest=manifest)
    assert tiny.files[1].sha256 in caught.value.message


def test_a_file_found_right_is_not_read_again(here, root, manifest, monkeypatch):
    folder("tiny", root=root, manifest=manifest)

    def unwanted(path):
        raise OSError(f"{path} was read")

    monkeypatch.setattr(check, "sha256", unwanted)
    assert folder("tiny", root=root, manifest=manifest) == here


@pytest.mark.parametrize("same", ["size", "mtime"])
def test_a_stamp_vouches_for_nothing_once_size_or_time_differ(here, root, manifest, same):
    folder("tiny", root=root, manifest=manifest)
    config = here / "config.json"
    before = config.stat()
    if same == "size":
        config.write_bytes(b"x" * before.st_size)
        os.utime(config, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    else:
        config.write_bytes(b"longer than before")
        os.utime(config, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(WeightsCorrupt, match="expected 13 bytes"):
        folder("tiny", root=root, manifest=manifest)


def test_a_stamp_of_another_revision_vouches_for_nothing(here, root, manifest):
    folder("tiny", root=root, manifest=manifest)
    stamp = here / check.STAMP
    stamp.write_text(stamp.read_text().replace(manifest.models[0].files[0].sha256, "0" * 64))
    assert check.state(manifest.models[0], root) == "present"


@pytest.mark.parametrize("rubbish", ["", "[]", "{", '{"model.bin": 3}'])
def test_a_damaged_stamp_only_costs_a_reading(here, root, manifest, rubbish):
    (here / check.STAMP).write_text(rubbish)
    assert folder("tiny", root=root, manifest=manifest) == here
    assert check.state(manifest.models[0], root) == "verified"


def test_state_tells_missing_present_wrong_and_verified_apart(here, root, manifest, tiny):
    assert check.state(tiny, root / "elsewhere") == "missing"
    assert check.state(tiny, root) == "present"
    folder("tiny", root=root, manifest=manifest)
    assert check.state(tiny, root) == "verified"
    (here / "config.json").write_bytes(b"")
    assert check.state(tiny, root) == "wrong"


def test_an_unknown_model_is_refused_with_those_there_are(manifest, root):
    with pytest.raises(UsageError, match="no model is called 'huge'") as caught:
        folder("huge", root=root, manifest=manifest)
    assert "tiny" in caught.value.hint


def test_provenance_names_a_model_by_its_weights(manifest, tiny):
    assert used("tiny", manifest=manifest) == ModelUsed("tiny", "c0ffee", tiny.files[0].sha256)


def test_the_root_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("OBSERVE_MODELS", str(tmp_path))
    assert models_root() == tmp_path


@pytest.mark.models
@pytest.mark.parametrize("name", [model.name for model in installed().models if model.default])
def test_the_real_weights_are_what_the_manifest_promises(name):
    path = folder(name)
    for file in installed().model(name).files:
        check.check(path / file.path, file, hint="")
