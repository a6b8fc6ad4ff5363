"""The line for support tells what went wrong and where, and nobody's name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from observe.analysis.pipeline import Options
from observe.analysis.recording import Request
from observe.store import Fault, Job
from observe.ui.words.support import support_line
from tests.support.jobs import a_job

AT = datetime(2026, 3, 2, 14, 10, tzinfo=UTC)


def failed(message: str, *, file: str = "Cooper complaint.wav", model: str = "base") -> Job:
    options = Request(options=Options(customer_name="Martin Cooper"), model=model).as_dict()
    return a_job(
        id=7,
        sha256="ab" * 32,
        file=file,
        options=options,
        state="failed",
        stage="decode",
        finished_at=AT,
        fault=Fault("decode", message, "Export it again"),
        attempts=2,
    )


def test_it_tells_version_job_stage_fault_time_machine_options_and_recording():
    line = support_line(failed("found no sound"))
    assert line.startswith(
        "observe 0.1.0 · job 7, attempt 2 · 2026-03-02 14:10 UTC · decode: found no sound · Python 3"
    )
    assert line.endswith("model base, device auto, cues full, speakers 2 · recording abababababab")
    assert "\n" not in line


@pytest.mark.parametrize(
    "message",
    [
        "Cooper complaint.wav holds no sound",
        "the copy of Cooper complaint was cut short",
        "nobody called Martin Cooper\nwas heard",
        f"cannot write {Path.home()}/calls/x",
    ],
)
def test_it_names_no_file_no_person_and_no_home(message):
    line = support_line(failed(message, model=f"{Path.home()}/models/large"))
    assert "Cooper" not in line
    assert str(Path.home()) not in line
    assert "\n" not in line
