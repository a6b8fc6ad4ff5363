"""What a user may ask for as a Whisper model, and what comes of it."""

import os
import subprocess
import sys

import pytest

from observe.errors import UsageError, WeightsMissing
from observe.weights import installed, quiet_libraries, resolve_whisper, used_whisper
from observe.weights.check import sha256


@pytest.fixture
def local(tmp_path):
    folder = tmp_path / "my-whisper"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights")
    return folder


@pytest.mark.parametrize("asked", ["tiny.en", "whisper-tiny.en"])
def test_a_model_of_the_manifest_that_is_not_here_is_never_fetched_unasked(asked, tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVE_MODELS", str(tmp_path))
    with pytest.raises(WeightsMissing, match=r"whisper-tiny\.en") as caught:
        resolve_whisper(asked)
    assert "observe models pull whisper-tiny.en" in caught.value.hint


def test_a_folder_is_itself_and_is_named_by_its_checksum(local):
    assert resolve_whisper(str(local)) == local
    named = used_whisper(local)
    assert (named.name, named.revision, named.sha256) == ("my-whisper", "local", sha256(local / "model.bin"))


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(WeightsMissing, match=r"has no model\.bin"):
        resolve_whisper(tmp_path)


@pytest.mark.parametrize("asked", ["/no/such/folder", "./none", "~/none", "a/b/c"])
def test_a_path_that_leads_nowhere_is_not_taken_for_a_name(asked):
    with pytest.raises(WeightsMissing, match="is not a folder"):
        resolve_whisper(asked)


@pytest.mark.parametrize("asked", ["large-v3-turbo", "small", "someone/their-whisper"])
def test_other_names_are_left_to_faster_whisper(asked):
    assert resolve_whisper(asked) == asked


@pytest.mark.parametrize("asked", ["campplus", "huge"])
def test_a_name_nobody_knows_is_refused_with_those_there_are(asked):
    with pytest.raises(UsageError, match=f"no Whisper model is called '{asked}'") as caught:
        resolve_whisper(asked)
    assert "base" in caught.value.hint


def test_no_name_at_all_is_refused():
    with pytest.raises(WeightsMissing, match=r"has no model\.bin"):
        resolve_whisper("")


def test_provenance_of_a_name_that_was_never_fetched(monkeypatch, tmp_path):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(WeightsMissing, match="is not on this machine"):
        used_whisper("nobody/no-such-whisper")


@pytest.mark.models
@pytest.mark.parametrize("asked", ["base", "whisper-base"])
def test_base_is_the_manifests(asked):
    assert (resolve_whisper(asked) / "model.bin").is_file()
    assert used_whisper(asked).revision == installed().model("whisper-base").revision


@pytest.mark.parametrize(
    ("offline", "asked_before", "expected"), [(True, None, "1"), (True, "0", "0"), (False, None, None)]
)
def test_telemetry_goes_off_and_the_hub_only_where_it_is_not_needed(
    monkeypatch, offline, asked_before, expected
):
    for name in ("PYANNOTE_METRICS_ENABLED", "HF_HUB_DISABLE_TELEMETRY", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "1")
    if asked_before is not None:
        monkeypatch.setenv("HF_HUB_OFFLINE", asked_before)
    monkeypatch.delitem(sys.modules, "huggingface_hub.constants", raising=False)
    quiet_libraries(offline=offline)
    assert os.environ["PYANNOTE_METRICS_ENABLED"] == "0"
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
    assert os.environ.get("HF_HUB_OFFLINE") == expected


def test_the_hub_is_quieted_even_when_imported_before():
    program = (
        "from huggingface_hub import constants; from observe.weights import quiet_libraries; quiet_libraries();"
        "print(constants.HF_HUB_OFFLINE, constants.HF_HUB_DISABLE_TELEMETRY)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True"]


def test_importing_it_brings_in_nothing_heavy():
    program = (
        "import sys, observe.weights, observe.weights.fetch, observe.cli.models;"
        "print(*{'torch', 'huggingface_hub', 'faster_whisper', 'sqlalchemy', 'streamlit'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
