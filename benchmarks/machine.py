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
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.strip()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    machine = f"{os.cpu_count()} cores ({platform.machine()}), no GPU, Python {platform.python_version()}"
    return f"Measured on {date.today():%d %B %Y} at revision {commit or 'unknown'}: {machine}, {libraries}."
