"""Finished stages are kept: what was done is not done again, and a kill leaves nothing half written."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from observe.analysis import pipeline, stages, voices, words
from observe.analysis.pipeline import Engines, Options
from observe.analysis.recording import Request, analyse_file, schemes_for
from observe.annotation import SpeakerSegment
from observe.errors import AlreadyRunning, AudioUnreadable, ConsentInvalid, NoSpeech, StoreUnusable
from observe.observation import ModelUsed

DEFAULT = Options()


def keep(path, engines, store, fakes, options=DEFAULT, consent=None, **more):
    schemes = schemes_for(Request(), store)
    return analyse_file(path, consent or fakes.CONSENT, engines, schemes, options, store, **more)


def asked(engines):
    """How often each engine was asked."""
    return len(engines.transcriber.asked), len(engines.diariser.asked)


def test_a_second_run_asks_neither_engine_and_stores_nothing_new(mono, store, fakes):
    first, _ = keep(mono, fakes.engines(), store, fakes)
    again = fakes.engines()
    second, observation = keep(mono, again, store, fakes)
    assert asked(again) == (0, 0)
    assert second.id == first.id
    assert len(store.observations.list(versions=True)) == 1
    assert observation.turns


def test_a_bare_basis_taken_down_again_is_nothing_new(mono, store, fakes):
    later = replace(fakes.CONSENT, recorded_at="2026-03-02T15:00:00+00:00")
    first, _ = keep(mono, fakes.engines(), store, fakes)
    assert keep(mono, fakes.engines(), store, fakes, consent=later)[0].id == first.id


CHANGES = [
    ("the same", {}, (0, 0), False),
    ("another number of voices", {"speakers": 3}, (0, 1), True),
    ("as many voices as were asked for", {"exactly": True}, (0, 0), True),
    ("a name to listen for", {"customer_name": "Martin Cooper"}, (1, 0), True),
    ("another language", {"language": "cy"}, (1, 0), True),
    ("the agent corrected", {"agent_speaker": "SPEAKER_01"}, (0, 0), True),
]


@pytest.mark.parametrize(("change", "options", "expected", "new"), CHANGES, ids=[row[0] for row in CHANGES])
def test_a_change_has_only_what_depends_on_it_done_again(change, options, expected, new, mono, store, fakes):
    first, _ = keep(mono, fakes.engines(), store, fakes)
    again = fakes.engines()
    second, _ = keep(mono, again, store, fakes, Options(**options))
    assert asked(again) == expected, change
    assert (second.version, second.id != first.id) == ((2, True) if new else (1, False))


def test_another_model_transcribes_again(mono, store, fakes):
    class Other(type(fakes.engines().transcriber)):
        models = (ModelUsed("fake-whisper", "2", "2" * 64),)

    keep(mono, fakes.engines(), store, fakes)
    again = Engines(Other(), fakes.engines().diariser)
    keep(mono, again, store, fakes)
    assert asked(again) == (1, 0)


@pytest.mark.parametrize(("stage", "expected"), [(words.STAGE, (1, 0)), (voices.STAGE, (0, 1))])
def test_changed_code_has_its_own_stage_done_again(stage, expected, mono, store, fakes, monkeypatch):
    keep(mono, fakes.engines(), store, fakes)
    real = stages.digest
    monkeypatch.setattr(stages, "digest", lambda code: "changed" if code == stage.code else real(code))
    again = fakes.engines()
    keep(mono, again, store, fakes)
    assert asked(again) == expected


def test_another_version_of_the_package_alone_has_nothing_done_again(mono, store, fakes, monkeypatch):
    keep(mono, fakes.engines(), store, fakes)
    monkeypatch.setattr(pipeline, "__version__", "9.9.9")
    again = fakes.engines()
    _, observation = keep(mono, again, store, fakes)
    assert asked(again) == (0, 0)
    assert observation.provenance.observe_version == "9.9.9"


def test_corrected_roles_are_swapped_without_slow_work(mono, store, fakes):
    keep(mono, fakes.engines(), store, fakes)
    again = fakes.engines()
    _, observation = keep(mono, again, store, fakes, Options(agent_speaker="SPEAKER_01"))
    assert asked(again) == (0, 0)
    assert [turn.role for turn in observation.turns] == ["customer", "agent", "customer", "agent"]


def test_a_recording_without_speech_is_neither_kept_nor_observed(mono, store, fakes):
    with pytest.raises(NoSpeech, match="found no speech in the"):
        keep(mono, fakes.engines(()), store, fakes)
    assert store.observations.list() == ()
    assert not [path for path in (store.folder / "recordings").rglob("*") if path.is_file()]


def test_a_fault_between_stages_loses_nothing_that_was_finished(mono, store, fakes):
    class Broken(type(fakes.engines().diariser)):
        def diarise(self, *_args, **_more):
            raise KeyboardInterrupt("enough")

    first = Engines(fakes.engines().transcriber, Broken())
    with pytest.raises(KeyboardInterrupt, match="enough"):
        keep(mono, first, store, fakes)
    assert store.observations.list() == ()
    again = fakes.engines()
    stored, _ = keep(mono, again, store, fakes)
    assert asked(again) == (0, 1)
    assert stored.version == 1


def test_a_damaged_stage_is_done_again(mono, store, fakes):
    keep(mono, fakes.engines(), store, fakes)
    (words,) = (path for path in store.folder.rglob("transcribe-*") if path.is_file())
    words.write_bytes(words.read_bytes()[:-20])
    again = fakes.engines()
    keep(mono, again, store, fakes)
    assert asked(again) == (1, 0)


def test_no_voice_print_is_kept(mono, store, fakes):
    keep(mono, fakes.engines(), store, fakes)
    (voices,) = store.folder.rglob("diarise-*")
    kept = json.loads(voices.read_bytes()[32:])
    assert set(kept) == {"segments", "one"}
    assert isinstance(kept["one"], float)
    segments = [SpeakerSegment(*row) for row in kept["segments"]]
    assert {segment.speaker for segment in segments} == {"SPEAKER_00", "SPEAKER_01"}


def test_two_at_once_on_one_recording_are_refused(mono, store, fakes):
    from observe.audio.file import sha256_of

    engines = fakes.engines()
    with store.workspace(sha256_of(mono)).lock(), pytest.raises(AlreadyRunning, match="only one may"):
        keep(mono, engines, store, fakes)
    assert asked(engines) == (0, 0)


def test_a_full_disk_is_told_before_any_slow_work(mono, store, fakes, monkeypatch):
    import shutil

    usage = shutil.disk_usage(store.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    engines = fakes.engines()
    with pytest.raises(StoreUnusable, match="MB are needed"):
        keep(mono, engines, store, fakes)
    assert asked(engines) == (0, 0)


def test_a_consent_that_ran_out_may_be_followed_by_one_that_says_how_long_it_lasts(
    mono, store, fakes, monkeypatch
):
    short = replace(fakes.CONSENT, retain_until="2200-01-01")
    keep(mono, fakes.engines(), store, fakes, consent=short)
    monkeypatch.setattr(store.recordings, "_now", lambda: datetime(2200, 2, 1, tzinfo=UTC))
    monkeypatch.setattr(store, "now", lambda: datetime(2200, 2, 1, tzinfo=UTC))
    with pytest.raises(ConsentInvalid, match="2200-01-01, which is past"):
        keep(mono, fakes.engines(), store, fakes)
    renewed = replace(fakes.CONSENT, retain_until="2200-12-31")
    assert keep(mono, fakes.engines(), store, fakes, consent=renewed)[0].version == 2


def test_withdrawn_consent_is_refused_before_anything_is_heard(mono, store, fakes):
    keep(mono, fakes.engines(), store, fakes)
    store.recordings.withdraw(store.observations.list()[0].sha256, "Sam")
    again = fakes.engines()
    with pytest.raises(ConsentInvalid, match="withdrawn"):
        keep(mono, again, store, fakes, Options(customer_name="Sam"))
    assert asked(again) == (0, 0)


def test_consent_withdrawn_for_bytes_never_kept_is_refused_too(mono, store, fakes):
    from observe.audio.file import sha256_of

    store.recordings.withdraw(sha256_of(mono), "Sam")
    engines = fakes.engines()
    with pytest.raises(ConsentInvalid, match="withdrawn"):
        keep(mono, engines, store, fakes)
    assert asked(engines) == (0, 0)


def test_a_recording_that_vanishes_is_told(tmp_path, store, fakes):
    with pytest.raises(AudioUnreadable, match="found no file"):
        keep(tmp_path / "gone.wav", fakes.engines(), store, fakes)


SCRIPT = """
    import importlib.util, os, signal, sys
    from pathlib import Path

    spec = importlib.util.spec_from_file_location("fakes", sys.argv[1])
    fakes = importlib.util.module_from_spec(spec)
    sys.modules["fakes"] = fakes
    spec.loader.exec_module(fakes)

    from observe.analysis.recording import Request, analyse_file, schemes_for
    from observe.analysis.pipeline import Options
    from observe.store import open_store

    recording, data, log, fatal = Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]), sys.argv[5]

    def report(stage, share, *, cached=False):
        if stage == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_store(data, database="") as store:
        schemes = schemes_for(Request(), store)
        analyse_file(
            recording, fakes.CONSENT, fakes.engines(log=log), schemes, Options(), store, report=report
        )
"""


@pytest.mark.parametrize(
    ("stage", "done"),
    [
        ("transcribe", []),
        ("diarise", ["transcribe"]),
        ("turns", ["transcribe", "diarise"]),
        ("store", ["transcribe", "diarise"]),
    ],
)
def test_a_killed_process_leaves_whole_stages_and_the_next_goes_on_from_them(
    stage, done, mono, data, tmp_path, fakes
):
    log = tmp_path / "log"

    def start(fatal):
        command = [sys.executable, "-c", textwrap.dedent(SCRIPT), fakes.__file__, mono, data, log, fatal]
        return subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=120, check=False)

    def called():
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    killed = start(stage)
    assert killed.returncode == -9, killed.stderr
    # A stage reports its beginning before it works, and some progress while it does.
    assert called()[: len(done)] == done
    before = len(called())
    again = start("never")
    assert again.returncode == 0, again.stderr
    assert called()[before:] == [engine for engine in ("transcribe", "diarise") if engine not in done]
    assert not [path for path in Path(data).rglob("*") if path.name.endswith(".part")]
    from observe.store import open_store

    with open_store(data, database="") as store:
        assert [row.version for row in store.observations.list(versions=True)] == [1]
