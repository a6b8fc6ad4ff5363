"""The database is opened by anybody, at any age, and says plainly what is wrong with it."""

import importlib.util
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from observe.errors import StoreUnusable
from observe.observation import Consent
from observe.store import database as databases
from observe.store import migrations, open_store
from observe.store.database import open_database
from observe.store.tables import Base

EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")
FOLDER = Path(migrations.__file__).parent


def scripts():
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config)


def at_revision(monkeypatch, place, revision):
    """Make the place's database as an older version of observe would have left it."""
    from alembic import command

    upgrade = command.upgrade
    with monkeypatch.context() as older:
        older.setattr(command, "upgrade", lambda config, _: upgrade(config, revision))
        return open_database(place.folder, place.url)


def test_there_is_one_newest_revision_and_it_is_the_one_named():
    assert scripts().get_heads() == [migrations.HEAD]


def test_the_migrations_make_the_tables_as_they_are_mapped(bare_place):
    bare_place.folder.mkdir()
    database = open_database(bare_place.folder, bare_place.url)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    database.close()


def test_a_database_of_an_older_version_is_brought_up_to_date_with_all_it_holds(
    monkeypatch, bare_place, recording, document
):
    old = at_revision(monkeypatch, bare_place, "0001")
    with old.writing() as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        session.execute(
            text(
                "INSERT INTO recordings (sha256, file, path, size_bytes, kept_at)"
                " VALUES (:sum, 'old.wav', 'recordings/aa/old.wav', 3, '2026-01-01 09:00:00')"
            ),
            {"sum": "a" * 64},
        )
    old.close()
    store = bare_place.open()
    added = store.observations.add(document("a" * 64))
    assert [row.id for row in store.observations.list()] == [added.id]
    kept = store.recordings.keep(recording(), EXPLICIT)
    assert store.jobs.enqueue(kept.sha256, {}).state == "queued"


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(monkeypatch, bare_place):
    at_revision(monkeypatch, bare_place, "0001").close()
    broken = scripts().get_revision("0002").module

    def upgrade_then_fail():
        broken.op.execute("CREATE TABLE half_way (id INTEGER)")
        raise RuntimeError("pulled the plug")

    load = ScriptDirectory.get_revision.__globals__["Script"]._from_path
    monkeypatch.setattr(
        "alembic.script.base.Script._from_path",
        lambda *given: _broken_at(load(*given), "0002", upgrade_then_fail),
    )
    with pytest.raises(RuntimeError, match="pulled the plug"):
        bare_place.open()
    monkeypatch.undo()
    store = bare_place.open()
    with store._database.reading() as session:
        assert not session.connection().dialect.has_table(session.connection(), "half_way")
    assert store.jobs.list() == ()


def _broken_at(script, revision, upgrade):
    if script is not None and script.revision == revision:
        script.module.upgrade = upgrade
    return script


def test_a_database_of_a_newer_version_is_left_alone(bare_place):
    store = bare_place.open()
    with store._database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnusable, match=r"layout unknown to this version .*9999.* newer version"):
        bare_place.open()


def test_many_processes_may_open_a_new_store_at_once(bare_place, said_by):
    code = "print(len(store.jobs.list()))"
    processes = [bare_place.elsewhere(f"machine {n}").process(code) for n in range(3)]
    assert said_by(*processes) == [["0"]] * 3


def test_sqlite_is_set_up_to_lose_nothing(tmp_path):
    database = open_database(tmp_path, "")
    with database.reading() as session:
        found = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000, "synchronous": 2}
    database.close()


def test_a_file_that_is_no_database_is_named_and_left_as_it_was(tmp_path):
    (tmp_path / "observe.db").write_bytes(b"a shopping list, by mistake" * 100)
    with pytest.raises(StoreUnusable, match=r"observe.db cannot be used: it is not a database"):
        open_store(tmp_path, database="")
    assert (tmp_path / "observe.db").read_bytes().startswith(b"a shopping list")


def test_a_damaged_database_is_named(tmp_path, recording):
    with open_store(tmp_path, database="") as store:
        kept = store.recordings.keep(recording(), EXPLICIT)
        for number in range(40):
            store.jobs.enqueue(kept.sha256, {"n": number})
    content = bytearray((tmp_path / "observe.db").read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    (tmp_path / "observe.db").write_bytes(content)
    with pytest.raises(StoreUnusable, match="it is damaged"), open_store(tmp_path, database="") as store:
        store.jobs.list()


def test_a_database_that_stays_locked_is_named(tmp_path, monkeypatch, recording):
    monkeypatch.setattr(databases, "BUSY_TIMEOUT", 0.2)
    with open_store(tmp_path, database="") as store:
        holder = sqlite3.connect(tmp_path / "observe.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnusable, match="locked by another process"):
            store.recordings.keep(recording(), EXPLICIT)
        assert store.observations.list() == ()  # reading waits for nobody
        holder.execute("ROLLBACK")
        store.recordings.keep(recording(), EXPLICIT)
        holder.close()


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("mysql://host/name", "names a mysql database; expected postgresql"),
        ("not a url", "is not a database URL; expected postgresql"),
        ("sqlite://", "names a sqlite: database; expected"),
        ("sqlite:///:memory:", "names a sqlite::memory: database"),
    ],
)
def test_an_address_that_does_not_fit_is_named(tmp_path, monkeypatch, url, found):
    monkeypatch.setenv("OBSERVE_DATABASE", url)
    with pytest.raises(StoreUnusable, match=found):
        open_store(tmp_path)


@pytest.mark.skipif(importlib.util.find_spec("psycopg") is None, reason="pip install 'observe[postgres]'")
def test_a_server_that_cannot_be_reached_is_named_without_the_password(tmp_path):
    with pytest.raises(StoreUnusable, match="the server cannot be reached") as caught:
        open_store(tmp_path, database="postgresql://ann:geheim@127.0.0.1:1/calls")
    assert "geheim" not in str(caught.value)
    assert "ann:***@127.0.0.1" in str(caught.value)


@pytest.mark.postgres
def test_a_database_that_does_not_exist_is_named(tmp_path, postgres_server):
    with pytest.raises(StoreUnusable, match="the server has no such database or user"):
        open_store(tmp_path, database=f"postgresql://observe@/nowhere?host={postgres_server}")


def test_a_sqlite_file_elsewhere_can_be_named(tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVE_DATABASE", f"sqlite:///{tmp_path / 'mine.db'}")
    with open_store(tmp_path / "data"):
        assert (tmp_path / "mine.db").exists()
        assert not (tmp_path / "data" / "observe.db").exists()


def test_importing_the_store_is_light():
    heavy = {"sqlalchemy", "alembic", "torch", "streamlit", "pydantic"}
    code = f"import sys, observe.store, observe.analysis.worker; print(sorted({heavy} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
