"""Migrations stand alone, and a data folder of every earlier schema is brought up to date with all it holds."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from observe.assessment import Person, Subject
from observe.io import document
from observe.store import migrations
from observe.store.analysed import analysed_of
from observe.store.database import open_database
from observe.store.figures import figures_of
from observe.store.index import index_of
from tests.support import misheard

VERSIONS = sorted((Path(migrations.__file__).parent / "versions").glob("0*.py"))
REVISIONS = [path.name[:4] for path in VERSIONS]
SUM = "a" * 64
#: What each schema added, in the SQL of its day.
ROWS = {
    "0001": (
        "INSERT INTO recordings (sha256, file, path, size_bytes, kept_at)"
        " VALUES (:sum, 'old.wav', 'recordings/aa/old.wav', 3, '2026-01-01 09:00:00')",
        "INSERT INTO consents (sha256, event, basis, recorded_by, recorded_at, noted_at)"
        " VALUES (:sum, 'given', 'explicit', 'A. Tutor', '2026-01-01T09:00:00+00:00', '2026-01-01 09:00:00')",
        "INSERT INTO observations (sha256, file, version, created_at, duration_s, basis, cues, findings,"
        " seconds, document) VALUES (:sum, 'old.wav', 1, '2026-01-01 09:00:00', 1.0, 'explicit', 1, '{}', '{}',"
        " :document)",
    ),
    "0002": (
        "INSERT INTO jobs (sha256, file, options, state, stage, progress, resumed, created_at, updated_at,"
        " worker, attempts, cancel_requested) VALUES (:sum, 'old.wav', '{}', 'queued', '', 0, 0,"
        " '2026-01-01 09:00:00', '2026-01-01 09:00:00', '', 0, false)",
    ),
    "0003": (
        "INSERT INTO assessment_events (sha256, scheme, version, observation, by_name, by_duty, at, event)"
        " VALUES (:sum, 'unit', '1', 1, 'Ann', 'assessor', '2026-01-01 09:00:00', :event)",
    ),
    "0004": (
        "INSERT INTO schemes (sha256, scheme, version, text, kept_at)"
        " VALUES (:sum, 'unit', '1', 'id: unit', '2026-01-01 09:00:00')",
    ),
    "0005": (
        "INSERT INTO corrections (sha256, by_name, at, edits, told)"
        " VALUES (:sum, 'Ann', '2026-01-01 09:00:00', :edits, :told)",
    ),
    "0006": (
        "INSERT INTO observation_index (observation, cues, points, words) VALUES (1, :cues, :points, :words)",
    ),
    "0007": ("INSERT INTO observation_figures (observation, figures, moments) VALUES (1, :figures, :moments)",),
    "0008": (
        "INSERT INTO observation_analysed (observation, origin, cues, findings)"
        " VALUES (1, :origin, :placed, :findings)",
    ),
    "0009": (
        "INSERT INTO drafts (sha256, scheme, version, by_key, by_duty, place, at, draft)"
        " VALUES (:sum, 'unit', '1', 'ann', 'assessor', 'feedback', '2026-01-01 09:00:00', :draft)",
    ),
}
VALUES = {
    "sum": SUM,
    "event": '{"kind": "feedback_given", "text": "Well done"}',
    "draft": '{"kind": "text", "about": "feedback", "text": "Well be"}',
    "edits": '[{"edit": "customer_name", "name": "Mr Cooper"}]',
    "told": '{"what": "Customer", "before": "", "after": "Mr Cooper", "start": null, "end": null}',
}


def worked_out(data):
    """What 0006 to 0008 keep of a document, as JSON where the column is."""
    index, figures, analysed = index_of(data), figures_of(data), analysed_of(data)
    kept = {**figures, "cues": index["cues"], "points": index["points"], "placed": analysed["cues"]}
    kept |= {name: analysed[name] for name in ("origin", "findings")}
    return {"words": index["words"], **{name: json.dumps(value) for name, value in kept.items()}}


def as_of(monkeypatch, place, revision, written):
    """Make the place's database as a version of that revision left it, with a row in each of its tables."""
    upgrade = command.upgrade
    place.folder.mkdir(parents=True, exist_ok=True)
    with monkeypatch.context() as older:
        older.setattr(command, "upgrade", lambda config, _: upgrade(config, revision))
        old = open_database(place.folder, place.url)
    with old.writing() as session:
        for made_in, statements in ROWS.items():
            for statement in statements if made_in <= revision else ():
                values = {**VALUES, "document": written, **worked_out(json.loads(written))}
                named = {name: value for name, value in values.items() if f":{name}" in statement}
                session.execute(text(statement), named)
    old.close()


@pytest.mark.parametrize("path", VERSIONS, ids=REVISIONS)
def test_a_migration_imports_nothing_of_the_program(path):
    imported = [
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    ]
    assert not [name for name in imported if name.startswith("observe")]


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_data_folder_of_an_earlier_schema_keeps_all_and_is_searched_and_drawn(
    monkeypatch, bare_place, revision
):
    call = misheard.observation(SUM)
    written = document.dumps(call)
    as_of(monkeypatch, bare_place, revision, written)
    store = bare_place.open()
    (row,) = store.observations.list()
    assert store.observations.document(row.id) == written
    assert store.recordings.get(SUM).consent.recorded_by == "A. Tutor"
    assert [job.state for job in store.jobs.list()] == ["queued"] * (revision >= "0002")
    assert [entry.event.text for entry in store.assessments.all()] == ["Well done"] * (revision >= "0003")
    assert [one.edits[0].name for one in store.corrections.of_recording(SUM)] == ["Mr Cooper"] * (
        revision >= "0005"
    )
    begun = store.drafts.of(Subject(SUM, "unit", "1"), Person("Ann", "assessor"))
    assert [one.draft.text for one in begun.values()] == ["Well be"] * (revision >= "0009")
    assert store.observations.saying([call.turns[0].text]) == (frozenset({row.id}),)
    # What was worked out then is what is worked out now, of a document that has not changed since.
    anew = store.observations.add(written)
    assert store.observations.heard()[row.id] == store.observations.heard()[anew.id]
    assert store.observations.figures()[row.id] == store.observations.figures()[anew.id]
    assert store.observations.moments([row.id])[row.id] == store.observations.moments([anew.id])[anew.id]
    then, now = store.observations.analysed([row.id, anew.id]).values()
    assert replace(now, observation=then.observation) == then
