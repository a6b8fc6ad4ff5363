"""How far an analysis is, and how long it will take yet: pure functions.

Stages take very different times, so each weighs what it usually takes; the weights come from what earlier
observations say of their own stages, and from ``USUAL`` until there are any.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from statistics import median

from observe.annotation import Seconds
from observe.store.records import Job

#: The stages in the order they run, with their shares of the time; a first guess, replaced as soon as
#: there are observations to learn from.
USUAL: Mapping[str, float] = {
    "consent": 0.002,
    "decode": 0.018,
    "transcribe": 0.55,
    "diarise": 0.38,
    "turns": 0.01,
    "cues": 0.02,
    "marking": 0.01,
    "store": 0.01,
}
#: Below these an extrapolation says nothing.
_LEAST_PROGRESS, _LEAST_ELAPSED = 0.02, 2.0


def stage_weights(history: Iterable[Mapping[str, Seconds]]) -> dict[str, float]:
    """The share of the time that each stage of ``USUAL`` takes, summing to 1.

    Args:
        history: for each earlier observation, the seconds that its stages took. Stages that took no time (their
            results were kept from an earlier run) say nothing about how long they take, so they are left out.
    """
    rows = [row for row in history if sum(row.values()) > 0]
    typical: dict[str, float] = {}
    for stage, usual in USUAL.items():
        shares = [row[stage] / sum(row.values()) for row in rows if row.get(stage, 0.0) > 0]
        typical[stage] = median(shares) if shares else usual
    total = sum(typical.values())
    return {stage: share / total for stage, share in typical.items()}


def overall(stage: str, share: float, weights: Mapping[str, float]) -> float:
    """Progress of the whole, in [0, 1].

    Args:
        stage: the one that runs; those before it, in the order of ``weights``, are done.
        share: how much of that stage is done, in [0, 1].
        weights: by stage, in the order they run. A stage that is not in it counts as the start.

    Example:
        >>> overall("diarise", 0.5, {"transcribe": 0.5, "diarise": 0.5})
        0.75
    """
    if stage not in weights:
        return 0.0
    names = list(weights)
    before = sum(weights[name] for name in names[: names.index(stage)])
    done = before + weights[stage] * min(1.0, max(0.0, share))
    return min(1.0, done / sum(weights.values()))


def time_left(progress: float, elapsed: Seconds, resumed: float = 0.0) -> Seconds | None:
    """Seconds until the end at the pace so far, or None while there is too little to tell from.

    Args:
        progress: of the whole, in [0, 1].
        elapsed: seconds since this attempt began.
        resumed: the part of ``progress`` that came from an earlier run and took no time.

    Example:
        >>> time_left(progress=0.75, elapsed=30.0, resumed=0.5)
        30.0
    """
    if progress >= 1.0:
        return 0.0
    gained = progress - resumed
    if gained < _LEAST_PROGRESS or elapsed < _LEAST_ELAPSED:
        return None
    return elapsed * (1.0 - progress) / gained


def job_time_left(job: Job, now: datetime) -> Seconds | None:
    """Seconds until a running job's end, or None where it does not run or it is too early to tell."""
    if job.state != "running" or job.started_at is None:
        return None
    return time_left(job.progress, (now - job.started_at).total_seconds(), job.resumed)
