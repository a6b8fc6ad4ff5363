"""A one-hour call: peak memory, and time per minute of audio beside that of a five-minute one.

    python -m benchmarks.long_call

The call is a real one, mixed to mono and repeated; each length runs in a process of its own with an empty data
folder, models loaded anew, exactly as `observe analyse` does it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import soundfile

from benchmarks.data import shared
from observe.audio.decode import SAMPLE_RATE_HZ, decode

MINUTES = (5, 60)
MOST_MEMORY_GB = 2.5


@dataclass(frozen=True, slots=True)
class Run:
    """One length's figures: minutes of audio, seconds of work, peak resident memory in gigabytes."""

    minutes: int
    seconds: float
    memory_gb: float

    @property
    def per_minute(self) -> float:
        """Seconds of work for a minute of audio."""
        return self.seconds / self.minutes


def markdown() -> str:
    """A row a length, and the ratio of their times per minute."""
    short, long = (_run(minutes) for minutes in MINUTES)
    rows = [
        f"| {run.minutes} min | {run.seconds:.0f} s | {run.per_minute:.2f} s | {run.memory_gb:.2f} GB |"
        for run in (short, long)
    ]
    return "\n".join(
        [
            "| length | wall time | per minute of audio | peak memory |",
            "|---|---|---|---|",
            *rows,
            f"| **60 to 5** | | {long.per_minute / short.per_minute:.2f} (at most 1.00) "
            f"| at most {MOST_MEMORY_GB} GB |",
        ]
    )


def _run(minutes: int) -> Run:
    mixture = decode(shared("calls", "auto_repairs_40.flac")).channels.mean(axis=0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.flac"
        soundfile.write(path, np.resize(mixture, minutes * 60 * SAMPLE_RATE_HZ), SAMPLE_RATE_HZ)
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "observe", "analyse", str(path), "--consent", "explicit", "--out", folder],
            env=os.environ | {"OBSERVE_DATA": str(Path(folder) / "data")},
            stderr=subprocess.DEVNULL,
        )
        peak = _peak(process)
        if process.returncode:
            raise RuntimeError(f"observe analyse ended with {process.returncode} on {minutes} minutes")
        return Run(minutes, time.perf_counter() - begun, peak / 1e9)


def _peak(process: subprocess.Popen[bytes]) -> int:
    """Largest resident size of the process and its children, in bytes, looked at five times a second."""
    watched = psutil.Process(process.pid)
    peak = 0
    while process.poll() is None:
        try:
            peak = max(peak, sum(p.memory_info().rss for p in [watched, *watched.children(recursive=True)]))
        except psutil.NoSuchProcess:
            break
        time.sleep(0.2)
    process.wait()
    return peak


if __name__ == "__main__":
    print(markdown())
