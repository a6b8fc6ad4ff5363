"""What to send to whoever helps, when a call could not be analysed: one line, and nobody's name in it."""

from __future__ import annotations

import platform
from datetime import UTC
from pathlib import Path

from observe import __version__
from observe.store import Job
from observe.ui.words.common import legible

#: What was asked for that may matter; the customer's name, which may have been, is never told.
TOLD = ("model", "device", "cues", "language", "speakers")


def support_line(job: Job) -> str:
    """A failed job in one line: version, stage, fault, machine and options, the recording by its sum alone."""
    fault = job.fault
    when = job.finished_at.astimezone(UTC) if job.finished_at else None
    asked = {**job.options, "model": Path(str(job.options.get("model", ""))).name or None}
    parts = (
        f"observe {__version__}",
        f"job {job.id}, attempt {job.attempts}",
        f"{when:%Y-%m-%d %H:%M} UTC" if when else "",
        f"{(fault.stage or job.stage or 'start') if fault else job.stage}: {_unnamed(job)}",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        ", ".join(f"{name} {asked[name]}" for name in TOLD if asked.get(name) is not None),
        f"recording {job.sha256[:12]}",
    )
    return " · ".join(part for part in parts if part)


def _unnamed(job: Job) -> str:
    """The fault without names of files, folders and people."""
    message = job.fault.message if job.fault else "no fault was noted"
    hidden = {
        job.file: "[file]",
        Path(job.file).stem: "[file]",
        str(job.options.get("customer_name") or ""): "[name]",
        str(Path.home()): "~",
    }
    for name, instead in hidden.items():
        if len(name) > 1:
            message = message.replace(name, instead)
    return " ".join(legible(message).split())
