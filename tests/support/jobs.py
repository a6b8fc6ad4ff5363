"""Jobs as the store tells of them, without a store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from observe.store import Job

NOW = datetime(2026, 3, 2, 14, 20, tzinfo=UTC)


def a_job(**changes: Any) -> Job:
    """A job that waits, but for what is said of it."""
    values: dict[str, Any] = {
        "id": 1,
        "sha256": "0" * 64,
        "file": "call.wav",
        "options": {},
        "state": "queued",
        "stage": "",
        "progress": 0.0,
        "resumed": 0.0,
        "created_at": NOW,
        "started_at": None,
        "updated_at": NOW,
        "finished_at": None,
        "fault": None,
        "worker": "",
        "heartbeat_at": None,
        "attempts": 0,
        "cancel_requested": False,
        "observation": None,
    }
    return Job(**(values | changes))
