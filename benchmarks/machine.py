"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import date
from importlib.metadata import version

from benchmarks.data import PROJECT

LIBRARIES = ("torch", "faster-whisper", "ctranslate2", "pyannote.audio", "librosa", "scikit-learn", "numpy")


def described() -> str:
    """The day, the project's revision, the machine and the libraries, in a sentence."""
    return f"{when()}: {where()}."


def when() -> str:
    """The day and the project's revision."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return f"Measured on {date.today():%d %B %Y} at revision {commit or 'unknown'}"


def where() -> str:
    """The machine and the libraries."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    machine = f"{os.cpu_count()} cores ({platform.machine()}), no GPU, Python {platform.python_version()}"
    return f"{machine}, {libraries}"
