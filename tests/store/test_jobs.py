"""The queue: who has a job, how far it is, and what becomes of it."""

import pytest

from observe.errors import NotFound
from observe.observation import Consent
from observe.store import Fault

EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")
FAULT = Fault("decode", "call.wav has no audio", "Record again")


@pytest.fixture
def queued(store, kept):
    return store.jobs.enqueue(kept.sha256, {"speakers": 2, "hotwords": ["Åse"]})


def test_a_new_job_waits(queued, kept, clock):
    assert (queued.state, queued.file, queued.sha256) == ("queued", "call.wav", kept.sha256)
    assert queued.options == {"speakers": 2, "hotwords": ["Åse"]}
    assert (queued.created_at, queued.started_at, queued.attempts) == (clock.time, None, 0)


def test_a_second_click_finds_the_first_ones_job(store, kept, queued):
    assert store.jobs.enqueue(kept.sha256, dict(queued.options)).id == queued.id
    store.jobs.claim("ann")
    assert store.jobs.enqueue(kept.sha256, dict(queued.options)).id == queued.id
    assert store.jobs.enqueue(kept.sha256, {"speakers": 3}).id != queued.id


def test_only_a_kept_recording_can_be_queued(store):
    with pytest.raises(NotFound, match="no recording"):
        store.jobs.enqueue("0" * 64, {})
    assert store.jobs.list() == ()


def test_jobs_are_taken_oldest_first_and_each_once(store, kept):
    ids = [store.jobs.enqueue(kept.sha256, {"n": n}).id for n in range(3)]
    taken = [store.jobs.claim(worker).id for worker in ("ann", "bob", "ann")]
    assert taken == ids
    assert store.jobs.claim("bob") is None


def test_a_claimed_job_runs_under_its_worker(store, queued, clock):
    clock.forward(5)
    job = store.jobs.claim("ann")
    assert (job.state, job.worker, job.attempts) == ("running", "ann", 1)
    assert job.started_at == job.heartbeat_at == clock.time


def test_progress_is_reported_and_never_falls(store, queued):
    store.jobs.claim("ann")
    assert store.jobs.report(queued.id, "ann", "decode", 0.1, resumed=True) == "yours"
    assert store.jobs.report(queued.id, "ann", "transcribe", 0.5) == "yours"
    assert store.jobs.report(queued.id, "ann", "transcribe", 0.4) == "yours"
    job = store.jobs.get(queued.id)
    assert (job.stage, job.progress, job.resumed) == ("transcribe", 0.5, 0.1)


def test_a_finished_job_names_its_observation(store, queued, kept, document, clock):
    observation = store.observations.add(document(kept.sha256))
    store.jobs.claim("ann")
    clock.forward(60)
    assert store.jobs.finish(queued.id, "ann", observation.id)
    job = store.jobs.get(queued.id)
    assert (job.state, job.progress, job.observation) == ("done", 1.0, observation.id)
    assert job.finished_at == clock.time


def test_a_failed_job_says_why_and_can_be_tried_again(store, queued):
    store.jobs.claim("ann")
    assert store.jobs.fail(queued.id, "ann", FAULT)
    failed = store.jobs.get(queued.id)
    assert (failed.state, failed.fault) == ("failed", FAULT)
    again = store.jobs.retry(queued.id)
    assert (again.state, again.fault, again.attempts, again.finished_at) == ("queued", None, 0, None)
    assert store.jobs.claim("bob").id == queued.id


def test_a_waiting_job_is_cancelled_at_once(store, queued):
    assert store.jobs.cancel(queued.id).state == "cancelled"
    assert store.jobs.claim("ann") is None
    assert store.jobs.retry(queued.id).state == "queued"


def test_a_running_job_is_cancelled_at_its_next_report(store, queued):
    store.jobs.claim("ann")
    assert store.jobs.cancel(queued.id).state == "running"
    assert store.jobs.beat(queued.id, "ann") == "cancelled"
    assert store.jobs.report(queued.id, "ann", "decode", 0.1) == "cancelled"
    assert store.jobs.release(queued.id, "ann")
    assert store.jobs.get(queued.id).state == "cancelled"
    assert store.jobs.claim("bob") is None


@pytest.mark.parametrize("end", ["done", "failed"])
def test_what_is_over_stays_over(store, queued, end):
    store.jobs.claim("ann")
    if end == "done":
        store.jobs.finish(queued.id, "ann", None)
    else:
        store.jobs.fail(queued.id, "ann", FAULT)
    over = store.jobs.get(queued.id)
    assert store.jobs.cancel(queued.id) == over
    assert not store.jobs.finish(queued.id, "ann", None)
    assert not store.jobs.release(queued.id, "ann")
    assert store.jobs.get(queued.id) == over


def test_a_done_or_running_job_is_not_queued_again(store, queued):
    store.jobs.claim("ann")
    assert store.jobs.retry(queued.id).state == "running"
    store.jobs.finish(queued.id, "ann", None)
    assert store.jobs.retry(queued.id).state == "done"


def test_a_released_job_goes_back_without_counting_as_an_attempt(store, queued):
    for _ in range(5):
        assert store.jobs.claim("ann").id == queued.id
        assert store.jobs.release(queued.id, "ann")
    assert store.jobs.get(queued.id).attempts == 0


def test_a_dead_workers_job_is_taken_over_and_the_dead_changes_nothing(store, queued, clock):
    store.jobs.claim("ann")
    store.jobs.report(queued.id, "ann", "transcribe", 0.5)
    clock.forward(121)
    assert [job.id for job in store.jobs.reclaim()] == [queued.id]
    assert store.jobs.claim("bob").progress == 0.0
    assert store.jobs.report(queued.id, "ann", "diarise", 0.9) == "lost"
    assert store.jobs.beat(queued.id, "ann") == "lost"
    assert not store.jobs.finish(queued.id, "ann", None)
    assert not store.jobs.fail(queued.id, "ann", FAULT)
    job = store.jobs.get(queued.id)
    assert (job.state, job.worker, job.progress, job.attempts) == ("running", "bob", 0.0, 2)


def test_a_worker_that_beats_keeps_its_job(store, queued, clock):
    store.jobs.claim("ann")
    for _ in range(5):
        clock.forward(100)
        assert store.jobs.beat(queued.id, "ann") == "yours"
        assert store.jobs.reclaim() == ()


def test_a_recording_that_kills_its_worker_three_times_fails(store, queued, clock):
    for _ in range(3):
        store.jobs.claim("ann")
        store.jobs.report(queued.id, "ann", "diarise", 0.6)
        clock.forward(121)
        (job,) = store.jobs.reclaim()
    assert job.state == "failed"
    assert job.fault.stage == "diarise"
    assert "3 times" in job.fault.message
    assert "memory" in job.fault.hint


def test_cancelling_reaches_a_job_whose_worker_died(store, queued, clock):
    store.jobs.claim("ann")
    store.jobs.cancel(queued.id)
    clock.forward(121)
    assert [job.state for job in store.jobs.reclaim()] == ["cancelled"]


def test_jobs_are_listed_newest_first_and_by_state(store, kept):
    first, second = (store.jobs.enqueue(kept.sha256, {"n": n}).id for n in range(2))
    store.jobs.claim("ann")
    assert [job.id for job in store.jobs.list()] == [second, first]
    assert [job.id for job in store.jobs.list(["running"])] == [first]
    assert store.jobs.list([]) == ()


def test_an_unknown_job_is_said_to_be_unknown(store):
    for ask in (store.jobs.get, store.jobs.cancel, store.jobs.retry):
        with pytest.raises(NotFound, match="there is no job 7"):
            ask(7)
    assert store.jobs.report(7, "ann", "decode", 0.1) == "lost"


def test_a_list_can_be_cut_short_and_counted_by_state(store, kept):
    ids = [store.jobs.enqueue(kept.sha256, {"n": n}).id for n in range(5)]
    store.jobs.cancel(ids[0])
    assert [job.id for job in store.jobs.list(limit=2)] == ids[:2:-1]
    assert [job.id for job in store.jobs.list(["cancelled"], limit=2)] == ids[:1]
    assert store.jobs.counts() == {"queued": 4, "cancelled": 1}


def test_only_the_newest_job_of_a_recording_says_whether_it_is_finished(store, kept, recording):
    other = store.recordings.keep(recording("other.wav", b"another call"), EXPLICIT)
    store.jobs.cancel(store.jobs.enqueue(kept.sha256, {}).id)
    done = store.jobs.enqueue(kept.sha256, {"speakers": 3})
    store.jobs.claim("ann")
    waiting = store.jobs.enqueue(other.sha256, {})
    assert [job.id for job in store.jobs.unfinished()] == [done.id, waiting.id]
    store.jobs.finish(done.id, "ann", None)
    assert [job.id for job in store.jobs.unfinished()] == [waiting.id]
