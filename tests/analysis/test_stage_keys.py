"""A kept stage is used again only while all that it depends on is the same."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from observe.analysis import engines, source_digest, stages, voices, words
from observe.analysis.source_digest import PACKAGE, VOCABULARY, digest, modules

STAGES = {stage.name: stage for stage in (words.STAGE, voices.STAGE)}
#: Rooms that no stage here has to do with, left out of the copy to change.
ELSEWHERE = ("ui", "store", "cli", "record", "evaluate", "quality", "schemes", "__pycache__")
#: What is imported by another name than the package index has for it.
DISTRIBUTIONS = {"faster_whisper": "faster-whisper", "pyannote": "pyannote.audio"}


@pytest.fixture
def copied(tmp_path):
    """A copy of the package's sources, to change."""
    target = tmp_path / "observe"
    shutil.copytree(PACKAGE, target, ignore=lambda _, names: set(names) & set(ELSEWHERE))
    return target


def changed_by(copied, file, old, new):
    """The stages whose sum is another once ``old`` is ``new`` in a file."""
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return {name for name, stage in STAGES.items() if digest(stage.code, copied) != digest(stage.code)}


WORDS, VOICES = {"transcribe"}, {"diarise"}
CODE = [
    ("transcribe/whisper.py", "0.6, -1.0", "0.6, -1.1", WORDS),
    ("transcribe/repeats.py", ">= LOOP_SHARE", "> LOOP_SHARE", WORDS),
    ("analysis/words.py", "track.samples,", "track.samples[1:],", WORDS),
    ("diarise/clustering.py", "HALF_RELIABLE: Seconds = 1.15", "HALF_RELIABLE: Seconds = 1.2", VOICES),
    ("diarise/one_voice.py", "PAUSE: Seconds = 2.0", "PAUSE: Seconds = 2.5", VOICES),
    ("diarise/campplus.py", "MEL_BINS = 80", "MEL_BINS = 81", VOICES),
    ("audio/decode.py", "SHORTEST_S: Seconds = 0.5", "SHORTEST_S: Seconds = 0.4", WORDS | VOICES),
    ("cues/apology.py", "NAME = ", "OTHER = ", set()),
    ("turns/roles.py", "import math", "import math as maths", set()),
    ("errors.py", "import traceback", "import traceback as trace", set()),
    ("__init__.py", '__version__ = "0.1.0"', '__version__ = "0.2.0"', set()),
]


@pytest.mark.parametrize(("file", "old", "new", "stages"), CODE, ids=[f"{row[0]}: {row[2]}" for row in CODE])
def test_changed_code_has_the_stages_that_run_it_done_again_and_no_other(copied, file, old, new, stages):
    assert changed_by(copied, file, old, new) == stages


def test_a_change_further_down_changes_the_key_of_a_stage_that_imports_it_by_way_of_others(copied):
    (copied / "audio" / "gains.py").write_text("GAIN = 1\n", encoding="utf-8")
    assert changed_by(
        copied, "audio/file.py", "import hashlib", "import hashlib\nfrom observe.audio import gains"
    )
    assert "observe.audio.gains" in modules(words.STAGE.code, copied)


TEXTS = [
    ("transcribe/whisper.py", "#: Hypotheses kept", "#: Guesses kept"),
    ("transcribe/whisper.py", '"""The faster-whisper adapter', '"""An adapter'),
    ("transcribe/whisper.py", "-> Speech:\n        if self", '-> Speech:\n        """New."""\n        if self'),
    ("diarise/frames.py", "FRAME_FIELD = 270, 991", "FRAME_FIELD = (  # geometry\n    270,\n    991,\n)"),
]


@pytest.mark.parametrize(("file", "old", "new"), TEXTS)
def test_comments_docstrings_and_layout_change_no_key(copied, file, old, new):
    assert changed_by(copied, file, old, new) == set()


@pytest.fixture
def release(monkeypatch):
    """Says of every library that it has this version."""

    def say(number):
        stages._release.cache_clear()
        monkeypatch.setattr(stages, "version", lambda library: number)

    yield say
    stages._release.cache_clear()


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_another_version_of_a_library_changes_the_key_and_another_build_of_it_does_not(stage, release):
    release("1.0")
    before = stage.key({})
    release("1.0+cpu")
    assert stage.key({}) == before
    release("1.1")
    assert stage.key({}) != before


def test_the_key_is_the_same_in_another_process_and_from_another_folder(copied):
    program = "from observe.analysis import voices, words; print(words.STAGE.key({}), voices.STAGE.key({}))"
    environment = {"PYTHONPATH": str(copied.parent), "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", program]
    ran = subprocess.run(
        command, cwd=copied.parent, env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == " ".join(stage.key({}) for stage in STAGES.values())


def test_few_files_are_read_and_each_once(monkeypatch):
    digest.cache_clear()
    source_digest._code.cache_clear()
    read = []
    monkeypatch.setattr(Path, "read_bytes", lambda path, real=Path.read_bytes: read.append(path) or real(path))
    for _ in range(2):
        for stage in STAGES.values():
            stage.key({})
    assert len(read) == len(set(read)) <= 50


def path_of(name):
    place = PACKAGE.joinpath(*name.split(".")[1:])
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def tree_of(name):
    return ast.parse(path_of(name).read_text(encoding="utf-8"))


def imports_of(name):
    """Every name that a module imports, wherever in it."""
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports_of(name):
    return {other for other in imports_of(name) if other.startswith("observe") and path_of(other).is_file()}


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_every_module_that_a_stage_imports_counts_and_every_package_with_code(stage):
    counted = modules(stage.code)
    for name in counted:
        assert own_imports_of(name) <= {*counted, *VOCABULARY}, name
        package = name.rpartition(".")[0]
        only_a_docstring = len(tree_of(package).body) == 1
        assert only_a_docstring or package in {*counted, *VOCABULARY}, package


def test_every_adapter_that_the_engines_are_built_of_counts_in_a_stage():
    heard = ("observe.transcribe", "observe.diarise", "observe.audio")
    adapters = {name for name in own_imports_of(engines.__name__) if name.startswith(heard)}
    assert adapters == {"observe.transcribe.whisper", "observe.diarise.adapter"}
    assert adapters <= {name for stage in STAGES.values() for name in stage.code}


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_every_library_that_a_stage_imports_is_named(stage):
    imported = {name.partition(".")[0] for module in modules(stage.code) for name in imports_of(module)}
    libraries = imported - sys.stdlib_module_names - {"observe"}
    assert {DISTRIBUTIONS.get(name, name) for name in libraries} <= set(stage.libraries)
