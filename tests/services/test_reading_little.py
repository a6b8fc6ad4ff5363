"""Pages over many calls read no whole document, and ask the store no more often than for a few."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event, insert, text

from observe.assessment import Opened, Person, Subject
from observe.assessment.codec import to_json
from observe.io import document
from observe.quality.sampling import Plan, draw
from observe.schemes import load
from observe.services.calls import consented_calls, entries, list_calls, list_cases, with_analyses
from observe.services.reading import read
from observe.services.worth_a_look import calls_to_check, calls_worth_a_look, cases_to_check
from observe.store import open_store
from observe.store.analysed import analysed_of
from observe.store.figures import figures_of
from observe.store.index import index_of
from observe.store.tables import (
    AnalysedRow,
    AssessmentRow,
    ConsentRow,
    FiguresRow,
    IndexRow,
    ObservationRow,
    RecordingRow,
)
from observe.ui.words.calls import list_for
from observe.ui.words.quality import tasks
from tests.support.seeding import STEMS, observation_of, seed

UNIT = load("resolve-problems")
ADA, LEE, QUINN = Person("Ada", "assessor"), Person("Lee", "learner"), Person("Quinn", "team_leader")
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
MANY, FEW = 1200, 12


def fill(store, calls):
    """That many calls, each opened for marking, put straight into the tables."""
    written = document.dumps(observation_of(STEMS[0]))
    found, given = json.loads(written), observation_of(STEMS[0]).consent
    beside = {IndexRow: index_of(found), FiguresRow: figures_of(found), AnalysedRow: analysed_of(found)}
    rows = {table: [] for table in (RecordingRow, ConsentRow, ObservationRow, *beside, AssessmentRow)}
    for number in range(1, calls + 1):
        sha256 = f"{number:064x}"
        rows[RecordingRow].append(
            {"sha256": sha256, "file": "a.wav", "path": "b", "size_bytes": 1, "kept_at": NOW}
        )
        rows[ConsentRow].append({
            "sha256": sha256, "event": "given", "basis": given.basis, "recorded_by": given.recorded_by,
            "recorded_at": given.recorded_at, "noted_at": NOW,
        })  # fmt: skip
        rows[ObservationRow].append({
            "id": number, "sha256": sha256, "file": "a.wav", "version": 1, "created_at": NOW,
            "duration_s": 60.0, "basis": given.basis, "cues": 1, "findings": {}, "seconds": {},
            "document": written,
        })  # fmt: skip
        for table, values in beside.items():
            rows[table].append({"observation": number, **values})
        rows[AssessmentRow].append({
            "sha256": sha256, "scheme": UNIT.id, "version": UNIT.version, "observation": number,
            "by_name": ADA.name, "by_duty": ADA.duty, "at": NOW,
            "event": to_json(Opened(LEE.name, ADA.name, True)),
        })  # fmt: skip
    with store._database.writing() as session:
        for table, values in rows.items():
            session.execute(insert(table), values)


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """A store of many calls, and one of few."""
    with (
        open_store(tmp_path_factory.mktemp("many"), database="") as many,
        open_store(tmp_path_factory.mktemp("few"), database="") as few,
    ):
        fill(many, MANY)
        fill(few, FEW)
        yield many, few


def to_mark(store):
    stored, consented = store.observations.list(), store.recordings.consented()
    return tasks(ADA, list_cases(store), stored, consented, NOW.date())


def spot_check(store):
    calls_to_check(cases_to_check(store), NOW.date())
    drawn = draw(list_cases(store), Plan(NOW.date()))
    return with_analyses(store, (one.case for one in drawn))


PAGES = {
    "Calls": lambda store: list_for(LEE, list_calls(store), entries(store), store.jobs.states()),
    "To mark": to_mark,
    "Spot-check": spot_check,
    "Agreement": lambda store: with_analyses(store, list_cases(store)),
    "Portfolio": lambda store: with_analyses(store, list_cases(store)),
    "Learners": consented_calls,
    "Quality": lambda store: calls_worth_a_look(store, consented_calls(store), NOW.date()),
    "People": entries,
}


@contextmanager
def statements(store):
    """Every statement that the database is asked within the block."""
    asked = []

    def note(connection, cursor, statement, *rest):
        asked.append(statement)

    event.listen(store._database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(store._database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_a_whole_document_and_none_asks_more_often_for_more_calls(stores, page):
    asked = []
    for store in stores:
        PAGES[page](store)
        with statements(store) as second:
            PAGES[page](store)
        asked.append(second)
    many, few = asked
    assert not [one for one in many if ".document" in one]
    assert len(many) == len(few)


def test_every_case_comes_with_what_was_heard_however_many_there_are(stores):
    found = with_analyses(stores[0], list_cases(stores[0]))
    assert len(found) == MANY
    assert all(case.latest.cues for case in found)


def test_what_many_threads_read_at_once_is_the_same(stores):
    with ThreadPoolExecutor(8) as threads:
        found = [*threads.map(lambda _: read(stores[0]), range(16))]
    assert all(one == found[0] for one in found)


@pytest.fixture
def store(tmp_path):
    seed(tmp_path)
    with open_store(tmp_path, database="") as found:
        yield found


def opened(store, row, unit=UNIT):
    subject = Subject(row.sha256, unit.id, unit.version)
    store.assessments.add(
        subject, row.id, ADA, Opened(LEE.name, ADA.name, blind=True), criteria=unit.criterion_ids
    )


def test_nothing_is_kept_in_memory_of_what_was_erased(store):
    erased, *rest = read(store).rows
    with store._database.writing() as session:
        session.execute(text("DELETE FROM observations WHERE id = :id"), {"id": erased.id})
    found = read(store)
    assert {*found.figures} == {*found.heard} == {row.id for row in rest}


def test_an_earlier_analysis_is_known_where_somebody_looked_at_it_and_only_there(store):
    first = min(store.observations.list(), key=lambda row: row.id)
    opened(store, first)
    between, newest = (store.observations.add(store.observations.document(first.id)).id for _ in range(2))
    (call,) = (call for call in list_calls(store) if call.row.sha256 == first.sha256)
    assert {*call.heard} == {first.id, newest}
    (case,) = with_analyses(store, list_cases(store))
    assert [one.observation for one in case.analysed] == [first.id, newest]
    assert between not in call.heard


def test_without_consent_nothing_heard_comes_with_a_case(store):
    row = store.observations.list()[0]
    opened(store, row)
    store.recordings.withdraw(row.sha256, "Sam")
    (case,) = with_analyses(store, list_cases(store))
    assert case.analysed == ()
    assert row.sha256 not in {call.row.sha256 for call in consented_calls(store)}
    assert row.sha256 in {call.row.sha256 for call in list_calls(store)}


def test_only_the_cases_wanted_come_with_what_was_heard_and_all_keep_their_order(store):
    rows = store.observations.list()
    for row in rows:
        opened(store, row)
    found = with_analyses(store, list_cases(store), lambda case: case.call == rows[1].sha256)
    assert [(case.call, bool(case.analysed)) for case in found] == [
        (row.sha256, row is rows[1]) for row in rows
    ]


def test_an_assessment_by_a_unit_that_nobody_has_any_more_makes_its_call_incomplete(store):
    row = store.observations.list()[0]
    opened(store, row, replace(UNIT, id="lost-unit"))
    assert list_cases(store) == ()
    assert [call.whole for call in list_calls(store) if call.row.id == row.id] == [False]
