"""An export is a folder that a machine without network can use, whole or not there."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from observe.errors import StoreUnusable, UsageError, WeightsMissing
from observe.weights import export as module
from observe.weights.export import export
from observe.weights.manifest import installed

#: Runs ``observe models verify`` by the export's own manifest, where any connection is a fault.
VERIFY = """
import os, socket, sys
from pathlib import Path
from observe.cli import main, models
from observe.weights.manifest import read

def barred(*_):
    raise OSError("this machine has no network")

socket.socket.connect = barred
manifest = read(Path(os.environ["OBSERVE_MODELS"]) / "manifest.toml")
models.installed = lambda: manifest
sys.argv = ["observe", "models", "verify"]
sys.exit(main())
"""


@pytest.fixture
def manifest_file(tmp_path, tiny):
    lines = ["schema = 1", "[[model]]", f'name = "{tiny.name}"', f'purpose = "{tiny.purpose}"']
    lines += [f'licence = "{tiny.licence}"', f'holder = "{tiny.holder}"', f'upstream = "{tiny.upstream}"']
    lines += [f'revision = "{tiny.revision}"', "default = true", "source = []"]
    for file in tiny.files:
        lines += ["[[model.file]]", f'path = "{file.path}"', f"size = {file.size}", f'sha256 = "{file.sha256}"']
    path = tmp_path / "tiny.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def into(tmp_path):
    return tmp_path / "stick" / "weights"


@pytest.fixture
def run(here, root, manifest_file, into):
    return lambda **more: export(into, root=root, manifest_file=manifest_file, **more)


def test_it_is_verified_on_a_machine_without_network(run, into):
    run()
    environment = {**os.environ, "OBSERVE_MODELS": str(into)}
    done = subprocess.run(
        [sys.executable, "-c", VERIFY], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_it_holds_files_sums_manifest_licences_and_how_to_use_it(run, into, tiny, manifest_file):
    seen = []
    assert run(report=lambda *call: seen.append(call)) == (replace(tiny, sources=()),)
    found = {path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file()}
    assert found == {
        "tiny/model.bin", "tiny/config.json", "SHA256SUMS", "manifest.toml", "LICENCES.txt", "HOW-TO-USE.txt",
    }  # fmt: skip
    assert f"{tiny.files[0].sha256}  tiny/model.bin\n" in (into / "SHA256SUMS").read_text()
    assert (into / "manifest.toml").read_text() == manifest_file.read_text()
    licences = (into / "LICENCES.txt").read_text("utf-8")
    assert "tiny: MIT, © nobody" in licences
    assert "Permission is hereby granted" in licences
    assert "OBSERVE_MODELS" in (into / "HOW-TO-USE.txt").read_text()
    assert seen[-1] == ("tiny", tiny.size, tiny.size)


def test_an_empty_folder_and_an_earlier_export_are_replaced(run, into):
    into.mkdir(parents=True)
    run()
    (into / "tiny" / "config.json").write_bytes(b"damaged")
    (into / "tiny" / ".verified.json").write_text("{}")
    run()
    assert (into / "tiny" / "config.json").read_bytes() != b"damaged"
    assert [path.name for path in into.parent.iterdir()] == ["weights"]


@pytest.mark.parametrize("exported_first", [False, True])
def test_a_folder_with_anything_else_in_it_is_refused_and_left(run, into, exported_first):
    if exported_first:
        run()
    into.mkdir(parents=True, exist_ok=True)
    (into / "essay.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"no earlier export: it holds essay\.txt"):
        run()
    assert (into / "essay.txt").read_text() == "mine"


def test_a_missing_file_makes_no_folder(run, into, here):
    (here / "config.json").unlink()
    with pytest.raises(WeightsMissing, match=r"config\.json is missing"):
        run()
    assert not into.parent.exists()


def test_a_full_disk_leaves_nothing(run, into, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.shutil, "copyfile", full)
    with pytest.raises(StoreUnusable, match="No space left on device"):
        run()
    assert list(into.parent.iterdir()) == []


def test_the_programs_own_folder_is_refused(here, root, manifest_file):
    with pytest.raises(UsageError, match="the program's own weights lie in"):
        export(root, root=root, manifest_file=manifest_file)


@pytest.mark.models
def test_the_real_weights_are_verified_on_a_machine_without_network(into):
    names = [model.name for model in export(into)]
    assert names == [model.name for model in installed().models if model.default or model.name in names]
    environment = {**os.environ, "OBSERVE_MODELS": str(into)}
    done = subprocess.run(
        [sys.executable, "-c", VERIFY], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
