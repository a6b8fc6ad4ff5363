"""The worker: what becomes of a job when its analysis ends well, badly, or not at all."""

import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import pytest

from observe.analysis.report import Stopped
from observe.analysis.worker import Worker
from observe.errors import NoSpeech, StoreUnusable
from observe.store import Fault


@pytest.fixture
def store(place):
    return place.open(lambda: datetime.now(UTC))  # a heartbeat needs a clock that goes


@pytest.fixture
def job(store, kept):
    return store.jobs.enqueue(kept.sha256, {"speakers": 2})


def once(store, analyse, **timing):
    return Worker(store, analyse, **timing).work(once=True)


def test_an_empty_queue_ends_a_worker_that_works_once(store):
    assert once(store, lambda job, report: pytest.fail("there is nothing to analyse")) == 0


def test_a_worker_analyses_each_queued_recording_and_names_the_observation(store, kept, document):
    ids = [store.jobs.enqueue(kept.sha256, {"n": n}).id for n in range(3)]
    seen = []

    def analyse(job, report):
        seen.append((job.id, dict(job.options)))
        report("transcribe", 1.0)
        return store.observations.add(document(kept.sha256)).id

    assert once(store, analyse) == 3
    assert seen == [(job, {"n": n}) for n, job in enumerate(ids)]
    assert [store.jobs.get(job).observation for job in ids] == [row.id for row in _oldest_first(store)]
    assert {job.state for job in store.jobs.list()} == {"done"}


def _oldest_first(store):
    return sorted(store.observations.list(versions=True), key=lambda row: row.version)


def test_progress_reaches_the_job_by_stage(store, job):
    found = []

    def analyse(running, report):
        for stage, share, cached in (
            ("decode", 1.0, True),
            ("transcribe", 0.5, False),
            ("diarise", 1.0, False),
        ):
            report(stage, share, cached=cached)
            found.append(store.jobs.get(running.id))

    once(store, analyse)
    assert [row.stage for row in found] == ["decode", "transcribe", "diarise"]
    assert [row.progress for row in found] == pytest.approx([0.02, 0.295, 0.95])
    assert [row.resumed for row in found] == pytest.approx([0.02] * 3)


def test_one_bad_recording_fails_with_its_reason_and_the_rest_is_done(store, kept):
    bad, good = (store.jobs.enqueue(kept.sha256, {"good": good}).id for good in (False, True))

    def analyse(job, report):
        if not job.options["good"]:
            raise NoSpeech("call.wav: nobody speaks", "Check the file")

    assert once(store, analyse) == 2
    assert store.jobs.get(bad).fault == Fault("transcribe", "call.wav: nobody speaks", "Check the file")
    assert store.jobs.get(good).state == "done"


def test_a_fault_of_our_own_is_shown_and_does_not_end_the_worker(store, job, kept, capsys):
    later = store.jobs.enqueue(kept.sha256, {"later": True})

    def analyse(running, report):
        report("diarise", 0.5)
        if running.id == job.id:
            raise ZeroDivisionError("division by zero")

    assert once(store, analyse) == 2
    failed = store.jobs.get(job.id)
    assert (failed.state, failed.fault.stage) == ("failed", "diarise")
    assert "does not know: ZeroDivisionError: division by zero (test_worker.py, line" in failed.fault.message
    assert "Traceback" in capsys.readouterr().err
    assert store.jobs.get(later.id).state == "done"


def test_a_store_that_gives_way_ends_the_worker_and_spares_the_queue(store, job, kept):
    later = store.jobs.enqueue(kept.sha256, {"later": True})

    def analyse(running, report):
        raise StoreUnusable("no room is left", "Free some space")

    with pytest.raises(StoreUnusable, match="no room is left"):
        once(store, analyse)
    assert store.jobs.get(job.id).fault == Fault("store", "no room is left", "Free some space")
    assert store.jobs.get(later.id).state == "queued"


def test_a_recording_whose_consent_was_withdrawn_is_not_analysed(store, job, place, monkeypatch):
    claimed = []
    claim = store.jobs.claim

    def withdraw_then_claim(worker):
        taken = claim(worker)
        if taken is not None:
            store.recordings.withdraw(taken.sha256, "Sam")
            claimed.append(taken.id)
        return taken

    monkeypatch.setattr(store.jobs, "claim", withdraw_then_claim)
    once(store, lambda running, report: pytest.fail("analysed without consent"))
    assert claimed == [job.id]
    failed = store.jobs.get(job.id)
    assert (failed.state, failed.fault.stage) == ("failed", "consent")


def test_cancelling_stops_an_analysis_at_its_next_report(store, job):
    reached = []

    def analyse(running, report):
        report("decode", 1.0)
        store.jobs.cancel(running.id)
        reached.append("cancelled")
        report("transcribe", 0.1)
        reached.append("went on")

    assert once(store, analyse) == 1
    assert reached == ["cancelled"]
    assert store.jobs.get(job.id).state == "cancelled"


def test_a_worker_asked_to_stop_puts_its_job_back(store, job):
    def analyse(running, report):
        worker.stop()
        report("transcribe", 0.1)

    worker = Worker(store, analyse)
    assert worker.work() == 1
    assert (store.jobs.get(job.id).state, store.jobs.get(job.id).attempts) == ("queued", 0)


def test_a_worker_that_lost_its_job_stops_and_leaves_it_to_the_other(store, job):
    stopped = []

    def analyse(running, report):
        time.sleep(0.05)
        store.jobs.reclaim(older_than=0.01)
        assert store.jobs.claim("other").id == running.id
        try:
            report("transcribe", 0.5)
        except Stopped as error:
            stopped.append(str(error))
            raise

    once(store, analyse, beat=60.0)
    assert stopped == ["lost"]
    assert (store.jobs.get(job.id).state, store.jobs.get(job.id).worker) == ("running", "other")


def test_a_long_silent_stage_keeps_its_job_by_heartbeat(store, job):
    def analyse(running, report):
        for _ in range(10):
            time.sleep(0.1)
            assert store.jobs.reclaim(older_than=0.6) == ()

    once(store, analyse, beat=0.05)
    assert store.jobs.get(job.id).state == "done"
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("heartbeat")]


def test_a_waiting_worker_takes_what_comes(store, kept):
    done = threading.Event()
    worker = Worker(store, lambda job, report: done.set())
    thread = threading.Thread(target=worker.work, kwargs={"poll": 0.05})
    thread.start()
    try:
        store.jobs.enqueue(kept.sha256, {})
        assert done.wait(10)
    finally:
        worker.stop()
        thread.join(10)
    assert not thread.is_alive()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--poll", "0"], 2, "--poll"),
        (["--sometimes"], 2, "--sometimes"),
        (["--help"], 0, "Take queued"),
    ],
)
def test_the_worker_command_checks_its_words(arguments, status, said):
    run = subprocess.run(
        [sys.executable, "-m", "observe", "worker", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert run.returncode == status
    assert said in run.stdout + run.stderr
