"""The page of consent and retention: 5,000 recordings, searched and filtered.

    python -m benchmarks.consent_list

Made-up recordings in a SQLite data folder, each with two consents on record; one in ten was analysed three
times, one in twenty was withdrawn. Each row is all that Python does when the page is opened or asked for
something else: read the list, see where each consent stands, sort, search, filter, count what each other choice
would leave, and word the first 25. The slowest of five runs counts.
"""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from observe.store import Store
from observe.store.database import Database, open_database
from observe.store.tables import ConsentRow, ObservationRow, RecordingRow
from observe.ui.widgets.paging import PER_PAGE
from observe.ui.words.consent import Wanted, counts, custody, facts, find, headline, title

RECORDINGS, RUNS = 5000, 5
MOST_SECONDS = 1.0
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
CASES = {
    "nothing asked": Wanted(),
    "what runs out in 30 days": Wanted(standing="soon"),
    "words of a name, and a basis": Wanted("tutor 7", basis="role-play"),
}


def markdown() -> str:
    """A row a question."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = open_database(folder, "")
        with Store(database, folder) as store:
            _fill(database)
            rows = [_row(store, words, wanted) for words, wanted in CASES.items()]
    return "\n".join(
        [
            "| asked | recordings left | time | processor time |",
            "|---|---|---|---|",
            *rows,
            f"| **goal** | | at most {MOST_SECONDS:.0f} s | |",
        ]
    )


def _fill(database: Database) -> None:
    with database.writing() as session:
        for number in range(1, RECORDINGS + 1):
            sha256, at = f"{number:064x}", NOW - timedelta(hours=number)
            session.execute(
                insert(RecordingRow).values(
                    sha256=sha256, file=f"call {number}.wav", path="b", size_bytes=1, kept_at=at
                )
            )
            given = {
                "sha256": sha256, "event": "given", "basis": ("explicit", "role-play")[number % 2],
                "recorded_by": f"Tutor {number % 40}", "recorded_at": at.isoformat(), "noted_at": at,
            }  # fmt: skip
            until = (NOW.date() + timedelta(days=number % 700 - 10)).isoformat()
            session.execute(
                insert(ConsentRow), [given, {**given, "retain_until": until if number % 3 else None}]
            )
            if number % 20 == 0:
                session.execute(insert(ConsentRow).values(**{**given, "event": "withdrawn", "basis": None}))
            if number % 10 == 0:
                session.execute(
                    insert(ObservationRow),
                    [
                        {
                            "sha256": sha256, "file": "a", "version": version, "created_at": at,
                            "duration_s": 600.0, "basis": "explicit", "cues": 3, "findings": {}, "seconds": {},
                            "document": "{}",
                        }
                        for version in (1, 2, 3)
                    ],
                )  # fmt: skip


def _row(store: Store, words: str, wanted: Wanted) -> str:
    runs = []
    for _ in range(RUNS):
        begun, worked = time.perf_counter(), time.process_time()
        left = _once(store, wanted)
        runs.append((time.perf_counter() - begun, time.process_time() - worked))
    slowest = max(seconds for seconds, _ in runs)
    return f"| {words} | {left} | {slowest:.2f} s | {max(worked for _, worked in runs):.2f} s |"


def _once(store: Store, wanted: Wanted) -> int:
    rows = custody(store.recordings.list(), NOW.date())
    counts(rows)
    find(rows, wanted)  # for the counts beside the choices, which are asked before the list
    found = find(rows, wanted)
    for row in found.rows[:PER_PAGE]:
        "  \n".join((title(row), headline(row), facts(row)))
    return len(found.rows)


if __name__ == "__main__":
    print(markdown())
