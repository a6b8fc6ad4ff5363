"""The server: sound by byte ranges to those who may hear it, and a worker kept running beside the pages."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from observe.store import open_store
from observe.ui.server.worker_process import WorkerProcess


def ask(url: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        connection.request(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def sound(served, stem="garden_enquiry") -> str:
    return f"/recordings/{served.calls[stem]}/audio"


@pytest.mark.parametrize("path", ["/", "/review", "/review?call=1", "/jobs"])
def test_a_page_has_its_look_from_the_start(served, path):
    status, headers, body = ask(served.url, path)
    assert (status, headers["cache-control"]) == (200, "no-cache")
    assert body.rstrip().endswith(b"</style></body>\n</html>")
    assert b".st-key-who {" in body


def test_the_sound_is_served_whole_and_not_kept_by_others(served):
    status, headers, body = ask(served.url, sound(served))
    assert (status, headers["content-type"], headers["accept-ranges"]) == (200, "audio/mp4", "bytes")
    assert "private" in headers["cache-control"]
    assert len(body) == int(headers["content-length"]) > 100_000


def test_a_range_of_the_sound_is_exactly_those_bytes(served):
    _, _, whole = ask(served.url, sound(served))
    status, headers, part = ask(served.url, sound(served), Range="bytes=1000-1999")
    assert status == 206
    assert headers["content-range"] == f"bytes 1000-1999/{len(whole)}"
    assert part == whole[1000:2000]


def test_the_levels_of_a_call_are_served_and_kept_from_other_sites(served):
    where = f"/recordings/{served.calls['garden_enquiry']}/peaks"
    status, headers, body = ask(served.url, where)
    assert (status, headers["content-type"]) == (200, "application/octet-stream")
    assert "private" in headers["cache-control"]
    channels, levels = body[0], body[1:]
    assert channels in (1, 2)
    assert len(levels) // channels > 1000
    assert max(levels) == 255
    assert ask(served.url, where, sec_fetch_site="cross-site")[0] == 403
    assert ask(served.url, "/recordings/999/peaks")[0] == 404


@pytest.mark.parametrize("number", ["999", "0", "-1", "x", "9" * 30])
def test_a_call_that_is_not_there_has_no_sound(served, number):
    assert ask(served.url, f"/recordings/{number}/audio")[0] == 404


@pytest.mark.parametrize("path", ["/recordings/../observe.db", "/recordings/%2e%2e/observe.db", "/observe.db"])
def test_nothing_else_of_the_data_folder_is_served(served, path):
    _, _, body = ask(served.url, path)
    assert b"SQLite" not in body


def test_another_site_may_not_have_the_sound(served):
    assert ask(served.url, sound(served), Sec_Fetch_Site="cross-site")[0] == 403
    assert ask(served.url, sound(served), Sec_Fetch_Site="same-origin")[0] == 200


def test_a_request_under_another_hosts_name_is_refused(served):
    assert ask(served.url, sound(served), Host="elsewhere.example")[0] == 400
    assert ask(served.url, "/", Host="elsewhere.example")[0] == 400


def test_withdrawn_consent_silences_the_recording_at_once(served):
    path = sound(served, "delivery_mishandled")
    assert ask(served.url, path, Range="bytes=0-9")[0] == 206
    with open_store(served.folder, database="") as store:
        row = store.observations.get(served.calls["delivery_mishandled"])
        store.recordings.withdraw(row.sha256, "Sam")
        try:
            status, headers, body = ask(served.url, path)
        finally:
            store.recordings.give_consent(row.sha256, store.recordings.get(row.sha256).consent)
    assert (status, headers["content-type"]) == (403, "text/plain; charset=utf-8")
    assert b"withdrawn" in body


def test_a_port_that_is_taken_is_one_clear_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = subprocess.run(
            [
                sys.executable,
                "-m",
                "observe",
                "app",
                "--port",
                str(port),
                "--data",
                str(tmp_path),
                "--no-worker",
            ],
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert run.returncode == 2
    assert f"cannot listen on 127.0.0.1 port {port}" in run.stderr
    assert "--port" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_an_unusable_data_folder_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    run = subprocess.run(
        [sys.executable, "-m", "observe", "app", "--port", "0", "--data", str(tmp_path / "file")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 1
    assert "cannot write" in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def until(true, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


SLEEPER = (sys.executable, "-c", "import time; time.sleep(60)")


def test_the_worker_runs_beside_the_app_and_ends_with_it(tmp_path):
    worker = WorkerProcess(tmp_path, SLEEPER)
    worker.start()
    assert until(lambda: worker.pid is not None)
    pid = worker.pid
    worker.stop()
    assert not alive(pid)


def test_a_worker_that_dies_is_started_again(tmp_path, monkeypatch):
    monkeypatch.setattr("observe.ui.server.worker_process.FIRST_WAIT", 0.05)
    worker = WorkerProcess(tmp_path, SLEEPER)
    worker.start()
    try:
        assert until(lambda: worker.pid is not None)
        first = worker.pid
        os.kill(first, signal.SIGKILL)
        assert until(lambda: worker.pid not in (None, first))
    finally:
        worker.stop()


def test_the_worker_of_an_app_that_is_killed_ends_too(tmp_path):
    app = f"""
import pathlib, time
from observe.ui.server.worker_process import WorkerProcess
worker = WorkerProcess(pathlib.Path({str(tmp_path)!r}))
worker.start()
while worker.pid is None:
    time.sleep(0.01)
print(worker.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", app], stdout=subprocess.PIPE, text=True) as killed:
        worker = int(killed.stdout.readline())
        killed.kill()
    assert until(lambda: not alive(worker), 30)


def test_the_worker_is_given_the_apps_data_folder(tmp_path):
    code = "import os, pathlib; pathlib.Path(os.environ['OBSERVE_DATA'], 'seen').touch()"
    worker = WorkerProcess(tmp_path, (sys.executable, "-c", code))
    worker.start()
    try:
        assert until((tmp_path / "seen").exists)
    finally:
        worker.stop()
