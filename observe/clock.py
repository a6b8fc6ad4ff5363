"""Places in a recording as people write them; parts of a second are dropped, as players do. Days."""

from __future__ import annotations

from datetime import date, datetime

from observe.annotation import Seconds


def clock(seconds: Seconds) -> str:
    """Minutes and seconds, and hours only where there are any.

    Example:
        >>> clock(125.9), clock(3725.0)
        ('02:05', '1:02:05')
    """
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute:02d}:{second:02d}"


def minutes_of(seconds: Seconds) -> str:
    """Minutes and seconds however long the call, so that every place is written alike.

    Example:
        >>> minutes_of(75.9), minutes_of(3725.0)
        ('01:15', '62:05')
    """
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes:02d}:{second:02d}"


def call_day(consent_recorded_at: str, created_at: str) -> date:
    """The day that stands for the call's own: when its consent was taken down.

    A recording does not tell when the call was; consent is taken down at the call or soon after.

    Args:
        consent_recorded_at: as the consent says it; it may be no ISO 8601.
        created_at: when the call was analysed, ISO 8601, for want of the other.

    Example:
        >>> call_day("2026-03-02T14:10:00+00:00", "2026-04-01T09:00:00+00:00").isoformat()
        '2026-03-02'
    """
    try:
        return datetime.fromisoformat(consent_recorded_at).date()
    except ValueError:
        return datetime.fromisoformat(created_at).date()


def local_day(moment: datetime) -> date:
    """The day that people here write: the last day of a consent ends with theirs, not with UTC's."""
    return moment.astimezone().date()
