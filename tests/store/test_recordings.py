"""Recordings are kept once, whole, and only while consent stands."""

import hashlib
import re
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import OperationalError

from observe import files as folders
from observe.errors import AudioUnreadable, ConsentInvalid, NotFound, StoreUnusable
from observe.observation import Consent
from observe.store.refusals import plain_words

EXPLICIT = Consent("explicit", "A. Tutor", "2026-03-02T14:10:00+00:00")
UNTIL_JULY = replace(EXPLICIT, retain_until="2026-07-01")
MONTH = 30 * 24 * 3600.0


def files_in(store):
    return sorted(path for path in (store.folder / "recordings").rglob("*") if path.is_file())


def test_a_kept_recording_has_the_bytes_of_its_source(store, recording):
    kept = store.recordings.keep(recording("My Call.WAV", b"abc"), EXPLICIT)
    assert kept.sha256 == hashlib.sha256(b"abc").hexdigest()
    assert kept.path == store.folder / "recordings" / kept.sha256[:2] / f"{kept.sha256}.wav"
    assert kept.path.read_bytes() == b"abc"
    assert (kept.file, kept.size_bytes, kept.consent) == ("My Call.WAV", 3, EXPLICIT)
    assert store.recordings.get(kept.sha256) == kept


def test_the_same_bytes_are_kept_once_whatever_they_are_called(store, recording):
    first = store.recordings.keep(recording("one.wav"), EXPLICIT)
    second = store.recordings.keep(recording("two.flac"), EXPLICIT)
    assert second == first
    assert files_in(store) == [first.path]


def test_a_lost_copy_is_made_again(store, recording):
    first = store.recordings.keep(recording(), EXPLICIT)
    first.path.unlink()
    assert store.recordings.keep(recording("again.mp3"), EXPLICIT).path.read_bytes() == b"the bytes of a call"
    assert files_in(store) == [first.path]


@pytest.mark.parametrize("name", ["call", "call.", "call.ha ha", "call.averylongending", "call.é"])
def test_an_odd_ending_is_not_carried_into_the_data_folder(store, recording, name):
    kept = store.recordings.keep(recording(name), EXPLICIT)
    assert kept.path.name == kept.sha256
    assert kept.file == name


def test_a_missing_recording_is_named(store, tmp_path):
    with pytest.raises(AudioUnreadable, match=r"found no file at .*nowhere\.wav"):
        store.recordings.keep(tmp_path / "nowhere.wav", EXPLICIT)
    with pytest.raises(NotFound, match="no recording"):
        store.recordings.get("0" * 64)


def test_a_recording_that_changes_while_it_is_copied_is_not_kept(store, recording):
    path = recording()
    with pytest.raises(AudioUnreadable, match="changed while it was being copied"):
        store.recordings.keep(path, EXPLICIT, "0" * 64)
    assert files_in(store) == []
    assert list((store.folder / "incoming").iterdir()) == []


def test_a_recording_that_does_not_fit_is_refused_before_it_is_copied(store, recording, monkeypatch):
    usage = folders.shutil.disk_usage(store.folder)
    monkeypatch.setattr(folders.shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    with pytest.raises(StoreUnusable, match=r"1 MB are free .* 67 MB are needed. Free some space"):
        store.recordings.keep(recording(), EXPLICIT)
    assert files_in(store) == []


def test_nothing_is_kept_under_a_consent_that_has_run_out(store, recording):
    with pytest.raises(ConsentInvalid, match="retain_until is 2026-05-31, which is past"):
        store.recordings.keep(recording(), replace(EXPLICIT, retain_until="2026-05-31"))
    assert files_in(store) == []


def test_bytes_nobody_said_no_to_may_be_read_under_a_consent_that_stands(store):
    store.recordings.permit("0" * 64, UNTIL_JULY, "call.wav")
    with pytest.raises(ConsentInvalid, match=r"call\.wav: retain_until is 2026-05-31"):
        store.recordings.permit("0" * 64, replace(EXPLICIT, retain_until="2026-05-31"), "call.wav")


def test_consent_for_a_kept_recording_runs_out_after_its_last_day(store, recording, clock):
    kept = store.recordings.keep(recording(), UNTIL_JULY)
    clock.forward(MONTH)
    assert store.recordings.consent(kept.sha256) == UNTIL_JULY
    clock.forward(24 * 3600)
    with pytest.raises(ConsentInvalid, match="retain_until is 2026-07-01"):
        store.recordings.consent(kept.sha256)


def test_a_bare_basis_never_loosens_an_agreed_time_limit(store, recording, clock):
    kept = store.recordings.keep(recording(), UNTIL_JULY)
    assert store.recordings.keep(recording(), EXPLICIT).consent == UNTIL_JULY
    clock.forward(MONTH + 24 * 3600)
    with pytest.raises(ConsentInvalid, match="retain_until"):
        store.recordings.keep(recording(), EXPLICIT)
    longer = replace(EXPLICIT, retain_until="2026-12-31")
    assert store.recordings.keep(recording(), longer).consent == longer
    assert store.recordings.consent(kept.sha256) == longer


def test_withdrawn_consent_stops_use_until_it_is_given_outright(store, recording):
    kept = store.recordings.keep(recording(), EXPLICIT)
    assert store.recordings.withdraw(kept.sha256, "Sam") is True
    for use in (
        lambda: store.recordings.consent(kept.sha256),
        lambda: store.recordings.keep(recording("renamed.wav"), EXPLICIT),
        lambda: store.recordings.permit(kept.sha256, EXPLICIT, "renamed.wav"),
        lambda: store.jobs.enqueue(kept.sha256, {}),
    ):
        with pytest.raises(ConsentInvalid, match=re.escape("withdrawn on 2026-06-01T09:00:00+00:00")):
            use()
    store.recordings.give_consent(kept.sha256, UNTIL_JULY)
    assert store.recordings.consent(kept.sha256) == UNTIL_JULY
    assert store.recordings.get(kept.sha256) == replace(kept, consent=UNTIL_JULY)


def test_bytes_whose_consent_was_withdrawn_beforehand_are_never_kept(store, recording):
    path = recording(content=b"abc")
    assert store.recordings.withdraw(hashlib.sha256(b"abc").hexdigest(), "Sam") is False
    with pytest.raises(ConsentInvalid, match="withdrawn"):
        store.recordings.keep(path, EXPLICIT)
    assert files_in(store) == []


def test_withdrawing_consent_cancels_the_recordings_jobs(store, kept):
    running = store.jobs.enqueue(kept.sha256, {"speakers": 2})
    store.jobs.claim("worker")
    waiting = store.jobs.enqueue(kept.sha256, {"speakers": 3})
    store.recordings.withdraw(kept.sha256, "Sam")
    assert store.jobs.get(waiting.id).state == "cancelled"
    assert store.jobs.report(running.id, "worker", "decode", 0.1) == "cancelled"


def test_the_list_has_each_recording_with_its_latest_consent_and_newest_analysis(
    store, recording, document, clock
):
    first = store.recordings.keep(recording("one.wav", b"one"), EXPLICIT)
    clock.forward(60)
    second = store.recordings.keep(recording("two.wav", b"two"), EXPLICIT)
    store.recordings.give_consent(second.sha256, UNTIL_JULY)
    numbers = [store.observations.add(document(second.sha256)).id for _ in range(2)]
    newer, older = store.recordings.list()
    assert (newer.sha256, newer.file, newer.kept_at) == (second.sha256, "two.wav", second.kept_at)
    assert (newer.consent, newer.withdrawn_by, newer.observation) == (UNTIL_JULY, None, numbers[1])
    assert (older.sha256, older.consent, older.observation) == (first.sha256, EXPLICIT, None)


def test_the_list_says_who_withdrew_until_both_agree_anew(store, kept, clock):
    clock.forward(60)
    store.recordings.withdraw(kept.sha256, "Sam")
    (withdrawn,) = store.recordings.list()
    assert (withdrawn.withdrawn_by, withdrawn.withdrawn_at) == ("Sam", clock.time)
    assert withdrawn.consent == EXPLICIT
    store.recordings.give_consent(kept.sha256, UNTIL_JULY)
    (again,) = store.recordings.list()
    assert (again.withdrawn_by, again.withdrawn_at, again.consent) == (None, None, UNTIL_JULY)


def test_a_consent_withdrawn_for_bytes_that_are_not_kept_is_in_no_list(store):
    store.recordings.withdraw("0" * 64, "Sam")
    assert store.recordings.list() == ()


def test_other_terms_of_a_consent_never_undo_a_withdrawal(store, kept):
    store.recordings.change_consent(kept.sha256, UNTIL_JULY)
    assert store.recordings.consent(kept.sha256) == UNTIL_JULY
    store.recordings.withdraw(kept.sha256, "Sam")
    with pytest.raises(ConsentInvalid, match="withdrawn"):
        store.recordings.change_consent(kept.sha256, EXPLICIT)
    with pytest.raises(ConsentInvalid, match="withdrawn"):
        store.recordings.consent(kept.sha256)
    with pytest.raises(NotFound, match="no recording"):
        store.recordings.change_consent("0" * 64, EXPLICIT)


def test_only_recordings_whose_consent_stands_today_stand(store, recording):
    stands, withdrawn, over = (
        store.recordings.keep(recording(name, name.encode()), EXPLICIT).sha256
        for name in ("stands.wav", "withdrawn.wav", "over.wav")
    )
    store.recordings.withdraw(withdrawn, "Sam")
    store.recordings.withdraw("f" * 64, "Sam")
    store.recordings.give_consent(over, Consent("explicit", "A. Tutor", EXPLICIT.recorded_at, "2020-01-01"))
    assert store.recordings.consented() == {stands}
    store.recordings.give_consent(withdrawn, EXPLICIT)
    assert store.recordings.consented() == {stands, withdrawn}
    today = store.now().date().isoformat()
    store.recordings.give_consent(over, Consent("explicit", "A. Tutor", EXPLICIT.recorded_at, today))
    assert over in store.recordings.consented()


@pytest.mark.parametrize(
    ("zone", "hours", "stands"),
    [
        ("Pacific/Kiritimati", 11, False),
        ("America/Los_Angeles", 30, True),
        ("UTC", 23, True),
        ("UTC", 25, False),
    ],
)
def test_the_last_day_of_a_consent_is_the_day_where_the_machine_is(
    store, clock, monkeypatch, zone, hours, stands
):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    clock.time = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(hours=hours)
    try:
        if stands:
            store.recordings.permit("0" * 64, UNTIL_JULY, "call.wav")
        else:
            with pytest.raises(ConsentInvalid, match="retain_until is 2026-07-01"):
                store.recordings.permit("0" * 64, UNTIL_JULY, "call.wav")
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(("free", "said"), [(0, "its disk is full"), (10**9, "its disk gives errors")])
def test_a_full_disk_is_called_full_and_no_fault_of_the_disk(monkeypatch, tmp_path, free, said):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(StoreUnusable, match=said), plain_words(str(tmp_path / "observe.db")):
        raise OperationalError("INSERT", {}, Exception("disk I/O error"))
