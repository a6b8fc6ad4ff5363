"""Several processes at one store."""

from __future__ import annotations

import signal
import time

import pytest

from observe.observation import Consent

EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")
CLAIM_ALL = """
while (job := store.jobs.claim(argv[0])) is not None:
    print(job.id)
    store.jobs.report(job.id, argv[0], "decode", 0.5)
    assert store.jobs.finish(job.id, argv[0], None)
"""
KEEP = """
from observe.observation import Consent
kept = store.recordings.keep(Path(argv[0]), Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00"))
print(kept.path)
"""
ENQUEUE = """
for n in range(20):
    print(store.jobs.enqueue(argv[0], {"n": n}).id)
"""
ADD = """
text = Path(argv[0]).read_text()
for _ in range(40):
    print(store.observations.add(text).version)
"""
HANG = """
from observe.analysis.worker import Worker
def analyse(job, report):
    report("transcribe", 0.5)
    print("working", flush=True)
    import time
    while True:
        time.sleep(0.01)
        report("transcribe", 0.5)
print(Worker(store, analyse, beat=0.1).work())
"""


def test_workers_that_claim_at_once_get_distinct_jobs(place, store, kept, said_by):
    ids = {store.jobs.enqueue(kept.sha256, {"n": n}).id for n in range(30)}
    taken = said_by(*(place.process(CLAIM_ALL, f"worker {n}") for n in range(2)))
    claimed = [int(job) for jobs in taken for job in jobs]
    assert len(claimed) == len(ids)
    assert set(claimed) == ids
    assert {job.attempts for job in store.jobs.list()} == {1}
    assert {job.state for job in store.jobs.list()} == {"done"}


def test_two_that_keep_one_file_at_once_keep_it_once(place, store, recording, said_by):
    path = recording("one.wav", bytes(range(256)) * 20_000)
    twin = recording("two.flac", path.read_bytes())
    paths = said_by(*(place.process(KEEP, each) for each in (path, twin, path)))
    assert len({tuple(found) for found in paths}) == 1
    files = [found for found in (place.folder / "recordings").rglob("*") if found.is_file()]
    assert [str(found) for found in files] == paths[0]
    assert files[0].read_bytes() == path.read_bytes()
    assert list((place.folder / "incoming").iterdir()) == []


def test_two_clicks_at_once_make_one_job(place, store, kept, said_by):
    one, two = said_by(*(place.process(ENQUEUE, kept.sha256) for _ in range(2)))
    assert one == two
    assert len(store.jobs.list()) == len(set(one)) == 20


def test_analyses_that_end_at_once_get_versions_successively(place, store, kept, document, said_by, tmp_path):
    path = tmp_path / "document.json"
    path.write_text(document(kept.sha256))
    said = said_by(*(place.process(ADD, path) for _ in range(2)))
    assert sorted(int(version) for versions in said for version in versions) == list(range(1, 81))


def test_a_worker_asked_to_end_puts_its_job_back(place, store, kept, start):
    job = store.jobs.enqueue(kept.sha256, {})
    process = start(place.process(HANG))
    assert process.stdout.readline() == "working\n"
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "1\n"), err
    assert (store.jobs.get(job.id).state, store.jobs.get(job.id).attempts) == ("queued", 0)


def test_a_worker_that_is_killed_loses_its_job_to_the_next(place, kept, start):
    store = place.open()
    job = store.jobs.enqueue(kept.sha256, {})
    process = start(place.process(HANG))
    assert process.stdout.readline() == "working\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert store.jobs.claim("next") is None
    deadline = time.monotonic() + 10
    while not store.jobs.reclaim(older_than=0.5) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert store.jobs.claim("next").id == job.id


def test_a_kill_while_keeping_leaves_no_recording_or_a_whole_one(place, store, recording, start):
    path = recording("long.wav", bytes(range(256)) * 40_000)
    for delay in (0.0, 0.05, 0.1):
        process = start(place.process(KEEP, path))
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        whole = [found for found in (place.folder / "recordings").rglob("*") if found.is_file()]
        assert all(found.read_bytes() == path.read_bytes() for found in whole)
    assert store.recordings.keep(path, EXPLICIT).path.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("state", ["queued", "running"])
def test_a_reader_is_not_kept_waiting_by_a_writer(place, store, kept, state):
    store.jobs.enqueue(kept.sha256, {})
    if state == "running":
        store.jobs.claim("ann")
    other = place.open()
    with store._database.writing() as session:
        session.connection()
        started = time.monotonic()
        assert [job.state for job in other.jobs.list()] == [state]
        assert time.monotonic() - started < 5
