"""Jobs as the administrator's list shows them, in plain values. No Streamlit."""

from __future__ import annotations

from collections.abc import Mapping

from observe.annotation import Seconds
from observe.store import STATES, Job, JobState
from observe.ui.words.common import STATE_WORDS
from observe.ui.words.history import moment_of


def state_label(state: str, counts: Mapping[JobState, int]) -> str:
    """A choice of the filter with how many jobs it leaves; of all where the state is empty.

    Example:
        >>> state_label("failed", {"failed": 2, "done": 5}), state_label("", {"failed": 2, "done": 5})
        ('Failed (2)', 'All (7)')
    """
    for known in STATES:
        if known == state:
            return f"{STATE_WORDS[known]} ({counts.get(known, 0)})"
    return f"All ({sum(counts.values())})"


def under_way(counts: Mapping[JobState, int]) -> int:
    """How many jobs wait or run."""
    return counts.get("queued", 0) + counts.get("running", 0)


def facts(job: Job) -> str:
    """When a job was added, how long it took and how often it was tried, in Markdown."""
    parts = [f"Job {job.id}", f"added on {moment_of(job.created_at)}"]
    if job.started_at is not None and job.finished_at is not None:
        took = (job.finished_at - job.started_at).total_seconds()
        parts.append(f"{'took' if job.state == 'done' else 'ended after'} {took_words(took)}")
    if job.attempts > 1:
        parts.append(f"tried {job.attempts} times")
    return " · ".join(parts).replace(":", r"\:")


def took_words(seconds: Seconds) -> str:
    """How long something took, as a person would say it.

    Example:
        >>> took_words(0.4), took_words(75.0), took_words(7500.0)
        ('1 second', '1 minute 15 seconds', '2 hours 5 minutes')
    """
    whole = max(1, round(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "hour"), (minutes, "minute"), (left, "second"))
    told = [f"{number} {unit}{'s' * (number > 1)}" for number, unit in parts if number]
    return " ".join(told[:2])
