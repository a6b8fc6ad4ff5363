"""How times, days and other people's words are written in an evidence record."""

from __future__ import annotations

import math
import unicodedata
from datetime import UTC, date, datetime

from observe.annotation import Seconds
from observe.clock import clock

#: Characters that could make words read in another order than they stand: overrides, embeddings and isolates.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def end_clock(seconds: Seconds) -> str:
    """The end of a stretch, rounded up, so that who plays from the start to the end hears all of it."""
    return clock(math.ceil(round(seconds, 3)))


def span(start: Seconds, end: Seconds) -> str:
    """A stretch of the recording, in whole seconds that hold all of it.

    Example:
        >>> span(65.2, 68.9)
        '01:05–01:09'
    """
    return f"{clock(start)}–{end_clock(end)}"


def day(moment: date) -> str:
    """A day in words, such as ``2 March 2026``."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def time_of_day(moment: datetime) -> str:
    """A day and the time in Greenwich Mean Time, wherever the reader is: a record says one time to all."""
    there = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{day(there.date())}, {there:%H:%M} GMT"


def said_time(text: str) -> str:
    """A time that was kept as text, in words; as it is where it is no time."""
    try:
        return time_of_day(datetime.fromisoformat(text))
    except ValueError:
        return plain(text)


def said_day(text: str | None) -> str:
    """A day that was kept as text, in words; empty where there is none."""
    try:
        return day(date.fromisoformat(text)) if text else ""
    except ValueError:
        return plain(text or "")


def plain(text: str) -> str:
    r"""Someone's words on one line, exactly, but for what no page can show.

    Left out are control characters, halves of characters, and marks that turn the reading direction of what
    follows. Everything else stays, letter for letter.

    Example:
        >>> plain("sorry\x00\n about <b>that</b>\u202e")
        'sorry about <b>that</b>'
    """
    return " ".join(_shown(text).split())


def lines(text: str) -> str:
    """As `plain`, but the writer's own line ends are kept."""
    kept = [" ".join(line.split()) for line in _shown(text).split("\n")]
    return "\n".join(kept).strip()


def _shown(text: str) -> str:
    # Word allows what XML allows: no control characters, no half pairs, no U+FFFE or U+FFFF.
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in ended if character in "\n\t" or _may_stand(character))


def _may_stand(character: str) -> bool:
    if character in TURNING or ord(character) & 0xFFFE == 0xFFFE:
        return False
    return unicodedata.category(character) not in ("Cc", "Cs")


_MONTHS = ("January February March April May June July August September October November December").split()
