"""Places in a recording as people write them; parts of a second are dropped, as players do."""

from __future__ import annotations

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
