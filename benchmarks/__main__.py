"""``python -m benchmarks [NAME…]``: measure, print, and write ``benchmarks/RESULTS.md``.

With names, only those tables are measured and printed, and the file is left alone.
"""

from __future__ import annotations

import importlib
import os
import platform
import subprocess
import sys
from datetime import date
from importlib.metadata import version

from benchmarks.data import PROJECT, DataMissing

TABLES = {
    "telephone": "Words and voices on the telephone sample",
    "diarisation": "Voices apart: beside the stock pipeline on the same weights",
    "repairs": "Words under the right role, and time, on a real-length call",
    "cues": "Cues beside human labels",
    "samples": "The shipped samples, from audio",
    "long_call": "A one-hour call",
}
LIBRARIES = ("torch", "faster-whisper", "ctranslate2", "pyannote.audio", "librosa", "scikit-learn", "numpy")
RESULTS = PROJECT / "benchmarks" / "RESULTS.md"


def main(names: list[str]) -> int:
    """Measure the tables named, or all."""
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        print(f"no table is called {unknown[0]}; expected some of {', '.join(TABLES)}", file=sys.stderr)
        return 2
    parts = [f"# Results\n\n{_machine()}\n"]
    for name in names or TABLES:
        module = importlib.import_module(f"benchmarks.{name}")
        try:
            table = module.markdown()
        except DataMissing as missing:
            table = f"Not measured: {missing}."
        part = f"## {TABLES[name]}\n\n`python -m benchmarks {name}`\n\n{_about(module)}\n\n{table}\n"
        print(part, flush=True)
        parts.append(part)
    if not names:
        RESULTS.write_text("\n".join(parts), encoding="utf-8")
        print(f"written to {RESULTS.relative_to(PROJECT)}", file=sys.stderr)
    return 0


def _about(module: object) -> str:
    """What the module's docstring says after its first line and its command."""
    paragraphs = (module.__doc__ or "").strip().split("\n\n")
    said = [p for p in paragraphs[1:] if not p.strip().startswith("python -m")]
    return "\n\n".join(" ".join(p.split()) for p in said)


def _machine() -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.strip()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    machine = f"{os.cpu_count()} cores ({platform.machine()}), no GPU, Python {platform.python_version()}"
    return (
        f"Measured on {date.today():%d %B %Y} at revision {commit or 'unknown'}: {machine}, {libraries}. "
        "Where speed is compared, both sides ran in one process, in turns; single seconds are this machine's, "
        "which it shares with others.\n\nMade by `make bench`."
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
