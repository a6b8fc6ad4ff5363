"""Pictures over 5,000 calls, and of a learner with 200.

    python -m benchmarks.pictures

Made-up calls of ten minutes with forty cues each in a SQLite data folder; all of them are marked by one unit.
Each row is one run of the whole page by Streamlit, as after every choice that a reader makes: read the calls,
see who may know what, order them, work out each picture's rows, sentence and drawing. The slowest of five runs
counts, after one that fills what is kept in memory.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from streamlit.testing.v1 import AppTest

from benchmarks.call_list import ASSESSOR, LEADER, assessment
from observe.assessment import Person
from observe.observation import Outcome
from observe.schemes import Scheme, load_all
from observe.services.calls import consented_calls
from observe.store import DATA_VARIABLE, DATABASE_VARIABLE, Store
from observe.store.database import Database, open_database
from observe.store.figures import figures_of
from observe.store.tables import (
    AssessmentRow,
    ConsentRow,
    FiguresRow,
    IndexRow,
    ObservationRow,
    RecordingRow,
)
from observe.ui.words.cue_style import STYLES

CALLS, OWN, CUES, RUNS = 5000, 200, 40, 5
LENGTH = 600.0
MOST_SECONDS = 1.0
NOW = datetime.now(UTC)
OUTCOMES: tuple[Outcome, ...] = ("shown", "opportunity_missed", "no_opportunity")
#: Every learner has as many calls.
LEARNERS = [f"Learner {number:02d}" for number in range(CALLS // OWN)]


def markdown() -> str:
    """A row a page."""
    with tempfile.TemporaryDirectory() as name, _data_in(Path(name)):
        folder = Path(name)
        database = open_database(folder, "")
        with Store(database, folder) as store:
            _fill(database, load_all()[0])
            begun = time.perf_counter()
            consented_calls(store)
            first = time.perf_counter() - begun
        rows = [row for page in PAGES for row in page()]
    return "\n".join(
        [
            "| page | pictures | time | processor time |",
            "|---|---|---|---|",
            f"| the first reading of all calls, once after the app starts | | {first:.2f} s | |",
            *rows,
            f"| **goal** | | at most {MOST_SECONDS:.0f} s | |",
        ]
    )


@contextmanager
def _data_in(folder: Path) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in (DATA_VARIABLE, DATABASE_VARIABLE)}
    os.environ |= {DATA_VARIABLE: str(folder), DATABASE_VARIABLE: ""}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


def _learners() -> Iterator[str]:
    page = _page("learners", ASSESSOR)
    yield _row(f"Learners, the newest 20 of {OWN} calls", page)
    page.selectbox(key="many").set_value(OWN)
    yield _row(f"Learners, all {OWN} calls", page)


def _quality() -> Iterator[str]:
    page = _page("quality", LEADER)
    yield _row(f"Quality, {CALLS} calls by learner", page)
    page.segmented_control(key="by").set_value("Month")
    yield _row(f"Quality, {CALLS} calls by month", page)
    page.selectbox(key="period").set_value(30)
    yield _row("Quality, the last 30 days by month", page)


PAGES = (_learners, _quality)


def _page(name: str, person: Person) -> AppTest:
    return AppTest.from_string(
        "import streamlit as st\n"
        "from observe.assessment import Person\n"
        f"from observe.ui.pages import {name}\n"
        f"st.session_state['person'] = Person({person.name!r}, {person.duty!r})\n"
        f"{name}.page()\n",
        default_timeout=120,
    ).run()


def _row(words: str, page: AppTest) -> str:
    page.run()
    runs = []
    for _ in range(RUNS):
        begun, worked = time.perf_counter(), time.process_time()
        page.run()
        runs.append((time.perf_counter() - begun, time.process_time() - worked))
    if page.exception:
        raise RuntimeError(str(page.exception))
    slowest, most = max(seconds for seconds, _ in runs), max(worked for _, worked in runs)
    return f"| {words} | {len(page.get('vega_lite_chart'))} | {slowest:.2f} s | {most:.2f} s |"


def _fill(database: Database, unit: Scheme) -> None:
    chance = random.Random(20260601)
    with database.writing() as session:
        for number in range(1, CALLS + 1):
            document = _document(number, chance)
            sha256, made = f"{number:064x}", NOW - timedelta(hours=2 * number)
            given = {
                "event": "given", "basis": "explicit", "recorded_by": "A. Tutor", "noted_at": made,
                "recorded_at": made.isoformat(),
            }  # fmt: skip
            outcomes = {unit.id: {point: chance.choice(OUTCOMES) for point in unit.criterion_ids}}
            tables: dict[type, dict[str, Any]] = {
                RecordingRow: {"sha256": sha256, "file": "a", "path": "b", "size_bytes": 1, "kept_at": made},
                ConsentRow: {"sha256": sha256, **given},
                ObservationRow: {
                    "id": number, "sha256": sha256, "file": f"call {number}.wav", "version": 1,
                    "created_at": made, "duration_s": LENGTH, "basis": "explicit", "cues": CUES,
                    "findings": {}, "seconds": {}, "document": "{}",
                },
                IndexRow: {"observation": number, "cues": [], "points": outcomes, "words": ""},
                FiguresRow: {"observation": number, **figures_of(document)},
            }  # fmt: skip
            for table, values in tables.items():
                session.execute(insert(table).values(values))
            learner = LEARNERS[number % len(LEARNERS)]
            session.execute(insert(AssessmentRow), assessment(sha256, number, unit, learner))


def _document(number: int, chance: random.Random) -> dict[str, Any]:
    made = (NOW - timedelta(hours=2 * number)).isoformat()
    turns = [
        {"role": ("agent", "customer")[place % 2], "words": [{"start": 7.5 * place, "end": 7.5 * place + 6.0}]}
        for place in range(80)
    ]
    starts = sorted(chance.uniform(0.0, LENGTH - 5.0) for _ in range(CUES))
    kinds = chance.choices([*STYLES], k=CUES)
    return {
        "recording": {"duration_s": LENGTH},
        "consent": {"recorded_at": made},
        "provenance": {"created_at": made},
        "turns": turns,
        "dynamics": {"silences": []},
        "cues": [
            {"cue": kind, "start": start, "end": start + 3.0, "quote": "what was said at that moment, in words"}
            for kind, start in zip(kinds, starts, strict=True)
        ],
    }


if __name__ == "__main__":
    print(markdown())
