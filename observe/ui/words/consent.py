"""Consent for every kept recording as the administrator's list shows it, in plain values. No Streamlit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from observe.clock import local_day
from observe.observation import Basis, Consent
from observe.store import ConsentOnRecord
from observe.ui.words.common import BASES, as_markdown_text, shown_name

ConsentStanding = Literal["ran_out", "soon", "withdrawn", "stands"]
#: In the order of the list: what asks for something to be done comes first.
STANDINGS: Mapping[ConsentStanding, str] = {
    "ran_out": "Ran out",
    "soon": "Runs out in 30 days",
    "withdrawn": "Withdrawn",
    "stands": "Stands",
}
SYMBOLS: Mapping[ConsentStanding, str] = {"ran_out": "✗", "soon": "!", "withdrawn": "✗", "stands": "✓"}
SOON_DAYS = 30
#: What a withdrawal does and does not do, as docs/privacy.md has it.
FOLLOWS = """
**From then on** this recording is refused under any name, by its content: it cannot be played, analysed, marked
or corrected, and no evidence record is made of it. What waits or runs for it is stopped. Adding the same
recording again does not help.

**It erases nothing.** The recording's file stays where it is kept, and what was written down of the call and
decided about it stays readable. A consent record that lies beside the original file elsewhere is not changed.

If both people agree anew, you can record that here; then the recording can be used again.
"""


@dataclass(frozen=True, slots=True)
class Custody:
    """A line of the list.

    Attributes:
        recording: what the store has on record.
        standing: of its consent, on the day that was asked about.
        last_day: on which it may be used; None where none was named.
        days_left: after that day; 0 on the last day, less than 0 where it is past, None without one.
    """

    recording: ConsentOnRecord
    standing: ConsentStanding
    last_day: date | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the list; empty text where nothing is.

    Attributes:
        sought: words, each of which is in the file's name, or the name of somebody who took consent down.
        standing: of the consent.
        basis: of the consent.
    """

    sought: str = ""
    standing: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a search and its filters leave.

    Attributes:
        rows: what asks for something first; of those, what runs out or ran out first.
        standings: how many of each standing there would be, the rest of what is asked standing.
        bases: the same of each basis.
    """

    rows: tuple[Custody, ...]
    standings: Counter[str]
    bases: Counter[str]


def custody(recordings: Iterable[ConsentOnRecord], today: date) -> tuple[Custody, ...]:
    """Every recording with where its consent stands, in the order of the list."""
    rows = [_custody(one, today) for one in recordings]
    order = {standing: place for place, standing in enumerate(STANDINGS)}
    return tuple(sorted(rows, key=lambda row: (order[row.standing], row.last_day or date.max)))


def _custody(recording: ConsentOnRecord, today: date) -> Custody:
    until = recording.consent.retain_until
    last = date.fromisoformat(until) if until else None
    left = (last - today).days if last else None
    standing: ConsentStanding = "stands"
    if recording.withdrawn_at is not None:
        standing = "withdrawn"
    elif left is not None and left <= SOON_DAYS:
        standing = "soon" if left >= 0 else "ran_out"
    return Custody(recording, standing, last, left)


def counts(rows: Iterable[Custody]) -> Counter[str]:
    """How many recordings there are of each standing."""
    return Counter(row.standing for row in rows)


def find(rows: Iterable[Custody], wanted: Wanted) -> Shown:
    """The rows that pass, and how many each other choice would leave."""
    words = wanted.sought.casefold().split()
    passed, standings, bases = [], Counter[str](), Counter[str]()
    for row in rows:
        if words and not _says(row, words):
            continue
        by_standing = wanted.standing in ("", row.standing)
        by_basis = wanted.basis in ("", row.recording.consent.basis)
        standings[row.standing] += by_basis
        bases[row.recording.consent.basis] += by_standing
        if by_standing and by_basis:
            passed.append(row)
    return Shown(tuple(passed), standings, bases)


def _says(row: Custody, words: Iterable[str]) -> bool:
    recording = row.recording
    texts = (recording.file, recording.consent.recorded_by, recording.withdrawn_by or "")
    said = " ".join(texts).casefold()
    return all(word in said for word in words)


def headline(row: Custody) -> str:
    """Where consent for a recording stands, in a few words that colour need not repeat."""
    symbol, recording = SYMBOLS[row.standing], row.recording
    if row.standing == "withdrawn" and recording.withdrawn_at is not None:
        by = as_markdown_text(recording.withdrawn_by or "", longest=60)
        return f"{symbol} Withdrawn on {_day(local_day(recording.withdrawn_at))}, noted by {by}"
    if row.last_day is None or row.days_left is None:
        return f"{symbol} Stands; no last day is named"
    if row.days_left < 0:
        return f"{symbol} Ran out; the last day was {_day(row.last_day)}, {_ago(-row.days_left)}"
    return f"{symbol} May be used until {_day(row.last_day)}; {_left(row.days_left)}"


def facts(row: Custody) -> str:
    """How both people agreed, and who took that down when, in Markdown."""
    given = row.recording.consent
    by = as_markdown_text(given.recorded_by, longest=60)
    return f"{BASES[given.basis][0]} · taken down by {by}{_when(given.recorded_at)}"


def title(row: Custody) -> str:
    """The recording's name, in Markdown."""
    return f"**{as_markdown_text(row.recording.file, longest=100)}**"


def _when(recorded_at: str) -> str:
    try:
        return f" on {_day(local_day(datetime.fromisoformat(recorded_at)))}"
    except ValueError:  # an older record's time, which was not checked
        return ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _left(days: int) -> str:
    return "today is the last day" if days == 0 else f"{days} day{'s' * (days > 1)} left"


def _ago(days: int) -> str:
    return f"{days} day{'s' * (days > 1)} ago"


def loosens(given: Consent, last_day: date | None) -> bool:
    """Whether another last day lets a recording be used for longer than was agreed."""
    if given.retain_until is None:
        return False
    return last_day is None or last_day > date.fromisoformat(given.retain_until)


def with_last_day(given: Consent, last_day: date | None, by: str, now: datetime) -> Consent:
    """The consent with another last day.

    A shorter time is what an organisation may set by itself: who took the consent down, and when, stays. For a
    longer one both people have to agree, so it is taken down anew.

    Args:
        given: as it is on record.
        last_day: on which the recording may be used; None for no such day.
        by: who takes it down.
        now: aware.
    """
    until = last_day.isoformat() if last_day else None
    if not loosens(given, last_day):
        return replace(given, retain_until=until)
    return agreed_anew(given.basis, by, last_day, now)


def agreed_anew(basis: Basis, by: str, last_day: date | None, now: datetime) -> Consent:
    """A consent that both people gave anew, taken down now."""
    until = last_day.isoformat() if last_day else None
    return Consent(basis, shown_name(by), now.isoformat(timespec="seconds"), until)
