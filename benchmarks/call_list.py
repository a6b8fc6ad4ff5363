"""The list of calls: 5,000 calls of 2,000 words each, searched and filtered.

    python -m benchmarks.call_list

Made-up calls in a SQLite data folder; a fifth of them are marked. Each row is all that Python does when a
reader changes the search or a filter: read the list, see who may know what, search every transcript, filter,
count what each other choice would leave, and quote the first 25 calls. The slowest of five runs counts, after
one that fills what is kept in memory.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from observe.assessment import Decided, Mark, Opened, Person
from observe.assessment.codec import to_json
from observe.schemes import Scheme, load_all
from observe.services.calls import entries, list_calls
from observe.store import Store
from observe.store.database import Database, open_database
from observe.store.index import index_of
from observe.store.schemes_used import installed
from observe.store.tables import AssessmentRow, FiguresRow, IndexRow, JobRow, ObservationRow, RecordingRow
from observe.ui.words.calls import Filters, find, list_for, mistakes_of
from observe.ui.words.cue_style import STYLES
from observe.ui.words.quotes import quotes, words_of

CALLS, WORDS, PER_PAGE, RUNS = 5000, 2000, 25, 5
MARKED_EVERY = 5
MOST_SECONDS = 1.0
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
LEADER, ASSESSOR = Person("Tom", "team_leader"), Person("Ann", "assessor")
CASES = {
    "nothing asked": (LEADER, Filters()),
    "a cue, and the last 30 days": (LEADER, Filters(cue="apology", age="30")),
    "a word in every call": (LEADER, Filters("a")),
    "a rare word": (LEADER, Filters("kestrel")),
    "a phrase and an outcome": (
        LEADER,
        Filters('"brass kettle"', unit="challenging-customers", point="active-listening", outcome="shown"),
    ),
    "an assessor: a word, and being marked": (ASSESSOR, Filters("a", marking="marking")),
}


def markdown() -> str:
    """A row a question."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = open_database(folder, "")
        with Store(database, folder) as store:
            _fill(database)
            list_calls(store)
            rows = [_row(store, words, *case) for words, case in CASES.items()]
    return "\n".join(
        [
            "| asked | calls left | time | processor time |",
            "|---|---|---|---|",
            *rows,
            f"| **goal** | | at most {MOST_SECONDS:.0f} s | |",
        ]
    )


def _fill(database: Database) -> None:
    chance = random.Random(20260601)
    vocabulary = [_word(chance) for _ in range(6000)]
    schemes = load_all()
    points = [(scheme.id, point.id) for scheme in schemes for point in scheme.criteria]
    with database.writing() as session:
        for number in range(1, CALLS + 1):
            document = _document(number, chance, vocabulary, points)
            sha256, made = f"{number:064x}", NOW - timedelta(hours=number)
            tables = {
                RecordingRow: {"sha256": sha256, "file": "a", "path": "b", "size_bytes": 1, "kept_at": made},
                ObservationRow: {
                    "id": number, "sha256": sha256, "file": f"call {number}.wav", "version": 1,
                    "created_at": made, "duration_s": 600.0, "basis": "explicit", "cues": len(document["cues"]),
                    "findings": {scheme.id: {"shown": 3, "no_opportunity": 2} for scheme in schemes},
                    "seconds": {"transcribe": 60.0, "cues": 2.0}, "document": json.dumps(document),
                },
                IndexRow: {"observation": number, **index_of(document)},
                FiguresRow: {
                    "observation": number, "moments": [],
                    "figures": {
                        "day": made.date().isoformat(), "time": {}, "silences": 0, "longest": 0.0, "cues": {},
                    },
                },
                JobRow: {
                    "sha256": sha256, "file": "a", "options": {}, "state": "done", "created_at": made,
                    "updated_at": made,
                },
            }  # fmt: skip
            for table, values in tables.items():
                session.execute(insert(table).values(values))
            if number % MARKED_EVERY == 0:
                session.execute(insert(AssessmentRow), assessment(sha256, number, schemes[0]))


def _word(chance: random.Random) -> str:
    return "".join(chance.choices("etaoinshrdlucmfwyp", k=chance.randint(2, 9)))


def _document(
    number: int, chance: random.Random, vocabulary: list[str], points: list[tuple[str, str]]
) -> dict[str, Any]:
    said = chance.choices(vocabulary, k=WORDS)
    said[7] = "a"
    if number % 500 == 0:
        said[WORDS // 2] = "kestrel"
    if number % 50 == 0:
        said[9:11] = ["brass", "kettle"]
    words = [
        {"text": word, "start": 0.3 * place, "end": 0.3 * place + 0.2, "probability": 0.9}
        for place, word in enumerate(said)
    ]
    turns = [
        {"role": "agent", "words": words[first : first + WORDS // 80]} for first in range(0, WORDS, WORDS // 80)
    ]
    outcomes = ("shown", "opportunity_missed", "no_opportunity")
    return {
        "turns": turns,
        "cues": [{"cue": name} for name in chance.sample([*STYLES], 10)],
        "findings": [
            {"scheme": scheme, "criterion": point, "outcome": chance.choice(outcomes)}
            for scheme, point in points
        ],
    }


def assessment(sha256: str, number: int, scheme: Scheme, learner: str = "Lea") -> list[dict[str, Any]]:
    """The rows of a call that is opened for a learner, every second one blind, and decided."""
    events = [
        (LEADER, Opened(learner, "Ann", blind=number % 2 == 0)),
        *((ASSESSOR, Decided(Mark(point.id, "not_yet"))) for point in scheme.criteria),
    ]
    return [
        {
            "sha256": sha256, "scheme": scheme.id, "version": scheme.version, "observation": number,
            "by_name": by.name, "by_duty": by.duty, "at": NOW, "event": to_json(event),
        }
        for by, event in events
    ]  # fmt: skip


def _row(store: Store, words: str, person: Person, filters: Filters) -> str:
    runs = []
    for _ in range(RUNS):
        begun, worked = time.perf_counter(), time.process_time()
        left = _once(store, person, filters)
        runs.append((time.perf_counter() - begun, time.process_time() - worked))
    slowest = max(seconds for seconds, _ in runs)
    return f"| {words} | {left} | {slowest:.2f} s | {max(worked for _, worked in runs):.2f} s |"


def _once(store: Store, person: Person, filters: Filters) -> int:
    calls = list_for(person, list_calls(store), entries(store), store.jobs.states())
    words = words_of(filters.sought)
    said = dict(zip(words, store.observations.saying(words), strict=True))
    found = find(calls, filters, said, mistakes_of(installed(store).values()), NOW)
    if words:
        for call in found.calls[:PER_PAGE]:
            quotes(json.loads(store.observations.document(call.row.observation)), words)
    return len(found.calls)


if __name__ == "__main__":
    print(markdown())
