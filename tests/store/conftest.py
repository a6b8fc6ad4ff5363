"""Every store test runs on SQLite and on a PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from observe.annotation import Cue
from observe.io.document import dumps
from observe.observation import Consent, Dynamics, Finding, Observation, Provenance, Recording
from observe.store import Store
from observe.store.database import SQLITE_FILE, open_database
from observe.store.tables import Base

MISSING = "no PostgreSQL server on this machine; install the Debian package postgresql"
EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")


@dataclass
class Clock:
    """A clock that the test turns."""

    time: datetime = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.time

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.time += timedelta(seconds=seconds)


@dataclass
class Place:
    """A data folder and a database's address, to be opened as often as a test likes."""

    folder: Path
    url: str
    opened: list[Store] = field(default_factory=list)

    def open(self, clock=None) -> Store:
        """The store there; closed when the test ends."""
        store = Store(open_database(self.folder, self.url), self.folder, *([clock] if clock else []))
        self.opened.append(store)
        return store

    def close(self) -> None:
        """Close all that was opened."""
        for store in self.opened:
            store.close()

    def elsewhere(self, name: str) -> Place:
        """The same database seen from another machine, where there is a server for it."""
        return Place(self.folder.with_name(name), self.url) if self.url else self

    def process(self, code: str, *arguments: object) -> subprocess.Popen[str]:
        """Another process, in which ``store`` is this place's store and ``argv`` the arguments.

        It says that it is ready, and waits for a line before it opens the store.
        """
        opening = f"""
            import sys
            from pathlib import Path
            import alembic.command, observe.store.store, observe.analysis.worker
            from observe.store import open_store
            argv = sys.argv[1:]
            print("ready", flush=True)
            sys.stdin.readline()
            store = open_store(Path({str(self.folder)!r}), {self.url!r})
            """
        script = textwrap.dedent(opening) + textwrap.dedent(code)
        command = [sys.executable, "-c", script, *map(str, arguments)]
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.PIPE, text=True
        )


def let_go(*processes: subprocess.Popen[str]) -> None:
    """Start each process's own part, all at once, when all are ready."""
    for process in processes:
        if process.stdout.readline() != "ready\n":
            pytest.fail(process.communicate()[1])
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()


@pytest.fixture
def said_by():
    """A function that lets processes go at once and gives the words each printed, all having ended well."""

    def listen(*processes: subprocess.Popen[str]) -> list[list[str]]:
        let_go(*processes)
        said = [process.communicate(timeout=120) for process in processes]
        assert [err for process, (_, err) in zip(processes, said, strict=True) if process.returncode] == []
        return [out.split() for out, _ in said]

    return listen


@pytest.fixture
def start():
    """A function that lets one process go; it is killed when the test ends."""
    started = []

    def start(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
        started.append(process)
        let_go(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def postgres_server():
    programs = _server_programs()
    if programs is None:
        pytest.skip(MISSING)
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'observe[postgres]'")
    as_user = _unprivileged()
    # Short, because a socket's path may be no longer than about 100 characters.
    root = Path(tempfile.mkdtemp(prefix="obs-pg-", dir="/tmp"))
    if as_user:
        os.chown(root, as_user["user"], as_user["group"])
    data, log = root / "data", root / "log"
    quiet = {"cwd": root, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C"}, **as_user}
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "observe", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True,
        capture_output=True,
        **quiet,
    )
    settings = ("listen_addresses=", f"unix_socket_directories={root}", "fsync=off", "autovacuum=off")
    options = [word for setting in settings for word in ("-c", setting)]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *options], stdout=output, stderr=output, **quiet
        )
        try:
            _await_socket(server, root / ".s.PGSQL.5432", log)
            yield root
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing of it is to be kept
            server.wait(timeout=30)
            shutil.rmtree(root, ignore_errors=True)


def _server_programs() -> Path | None:
    """The folder that has initdb and postgres: the newest of Debian's, else the one on PATH."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name)
    )
    on_path = shutil.which("initdb")
    found = debian[-1] if debian else Path(on_path).resolve() if on_path else None
    return found.parent if found else None


def _unprivileged() -> dict[str, object]:
    """PostgreSQL refuses to run as root, so there it runs as its own user, or as nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _await_socket(server: subprocess.Popen[bytes], socket: Path, log: Path) -> None:
    import psycopg

    for _ in range(200):
        if server.poll() is not None:
            break
        try:
            psycopg.connect(host=str(socket.parent), user="observe", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    pytest.fail(f"the PostgreSQL server did not start: {log.read_text()[-500:]}")


def _ask(root: Path, statement: str, database: str = "postgres") -> None:
    import psycopg

    with psycopg.connect(host=str(root), user="observe", dbname=database, autocommit=True) as connection:
        connection.execute(statement)


def _create_database(root: Path) -> str:
    name = f"t{uuid.uuid4().hex}"
    _ask(root, f"CREATE DATABASE {name}")
    return name


def _address(root: Path, name: str) -> str:
    return f"postgresql://observe@/{name}?host={root}"


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """An up-to-date SQLite file to copy, so that each test need not migrate one."""
    folder = tmp_path_factory.mktemp("template")
    open_database(folder, "").close()
    return folder / SQLITE_FILE


@pytest.fixture(scope="session")
def postgres_database(postgres_server, tmp_path_factory):
    """The name of an up-to-date PostgreSQL database, emptied after each test: to make one takes too long."""
    name = _create_database(postgres_server)
    open_database(tmp_path_factory.mktemp("template"), _address(postgres_server, name)).close()
    return name


@pytest.fixture(params=BOTH)
def bare_place(request, tmp_path):
    """A folder that is not there yet and a database without tables."""
    url = ""
    if request.param == "postgres":
        root = request.getfixturevalue("postgres_server")
        name = _create_database(root)
        url = _address(root, name)
    place = Place(tmp_path / "data", url)
    yield place
    place.close()
    if url:
        _ask(root, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=BOTH)
def place(request, tmp_path):
    """A folder and an up-to-date, empty database."""
    folder, url = tmp_path / "data", ""
    folder.mkdir()
    if request.param == "postgres":
        name = request.getfixturevalue("postgres_database")
        root = request.getfixturevalue("postgres_server")
        url = _address(root, name)
    else:
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / SQLITE_FILE)
    place = Place(folder, url)
    yield place
    place.close()
    if url:
        tables = ", ".join(Base.metadata.tables)
        _ask(root, f"TRUNCATE {tables} RESTART IDENTITY CASCADE", name)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(place, clock):
    return place.open(clock)


@pytest.fixture
def recording(tmp_path):
    """A function that makes a file; the store never looks inside, so any bytes will do."""

    def make(name: str = "call.wav", content: bytes = b"the bytes of a call") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


@pytest.fixture
def kept(store, recording):
    return store.recordings.keep(recording(), EXPLICIT)


@pytest.fixture
def document():
    """A function that writes an observation document for a recording's sum."""

    def make(sha256: str, created_at: str = "2026-06-01T09:05:00+00:00", file: str = "call.wav") -> str:
        outcomes = (
            ("unit", "shown"),
            ("unit", "shown"),
            ("unit", "opportunity_missed"),
            ("other", "no_opportunity"),
        )
        return dumps(
            Observation(
                recording=Recording(file, sha256, 61.5, 2, 8000),
                consent=EXPLICIT,
                provenance=Provenance("0.1.0", (), {}, {"decode": 1.0, "transcribe": 9.0}, created_at),
                turns=(),
                cues=(Cue("apology", 0, 1.0, 2.0, "I am sorry", "An apology.", 0.9),),
                dynamics=Dynamics({}, (), (), {}, {}),
                findings=tuple(
                    Finding(scheme, f"p{number}", outcome, (), "Because.")
                    for number, (scheme, outcome) in enumerate(outcomes)
                ),
            )
        )

    return make
