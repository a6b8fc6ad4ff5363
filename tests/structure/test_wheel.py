"""What is installed from a built wheel is whole: the player is in it, bundled, and needs no Node."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("observe", "models/manifest.toml", "app.py", "pyproject.toml", "README.md", "LICENSE")
UV = Path(sys.executable).with_name("uv")


@pytest.fixture
def source(tmp_path):
    """The project's sources alone, with nothing that was built."""
    folder = tmp_path / "source"
    for name in SOURCES:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, target, ignore=shutil.ignore_patterns("built", "node_modules", "__pycache__")
            )
        else:
            shutil.copyfile(ROOT / name, target)
    return folder


@pytest.fixture
def without_node(tmp_path):
    """A path with everything of this machine's but Node."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for place in map(Path, os.environ["PATH"].split(os.pathsep)):
        for program in place.iterdir() if place.is_dir() else ():
            link = folder / program.name
            if program.name not in ("node", "nodejs", "npm", "npx") and not link.is_symlink():
                link.symlink_to(program)
    return str(folder)


def built(source, path):
    """The names of the files in the wheel of a source."""
    command = [UV, "build", "--quiet", "--wheel", "--out-dir", source / "dist", source]
    done = subprocess.run(
        command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = (source / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_wheel_holds_the_player_bundled_and_none_of_what_it_is_made_of(source):
    files = built(source, os.environ["PATH"])
    player = {
        name.removeprefix("observe/ui/player/") for name in files if name.startswith("observe/ui/player/")
    }
    assert player == {
        "__init__.py",
        "data.py",
        "ribbons.py",
        "built/player.js",
        "built/player.css",
        "built/wavesurfer.LICENSE.txt",
    }
    assert b"noScrollbar" in files["observe/ui/player/built/player.js"]  # a name of wavesurfer's own
    assert {"observe/ui/app.py", "observe/weights/manifest.toml"} <= set(files)
    assert {"observe/fonts/NotoSans-Regular.ttf", "observe/fonts/OFL.txt"} <= set(files)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in files)


def test_a_machine_without_node_builds_the_same_player(source, without_node):
    assert shutil.which("npm", path=without_node) is None
    here = ROOT / "observe" / "ui" / "player" / "built" / "player.js"
    assert built(source, without_node)["observe/ui/player/built/player.js"] == here.read_bytes()
