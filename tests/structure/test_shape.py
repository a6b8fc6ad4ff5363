"""The house in its shape: what may import what, how long a file gets, what is documented."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "observe"
MODULES = sorted(PACKAGE.rglob("*.py"))
#: Frozen dataclasses and pure functions: the middle that the slow machinery stands around.
MIDDLE = ["annotation", "observation", "errors", "clock", "undo"]
MIDDLE_FOLDERS = [
    "assessment", "corrections", "cues", "frameworks", "marking", "portfolio", "quality", "schemes", "text",
    "turns",
]  # fmt: skip
MACHINERY = {
    "torch", "torchaudio", "streamlit", "sqlalchemy", "alembic", "pyannote", "faster_whisper", "ctranslate2",
    "av", "librosa", "click", "rich",
}  # fmt: skip
EDGES = {"analysis", "store", "services", "cli", "ui", "audio", "transcribe", "diarise"}
LONGEST = 300


def name_of(path):
    """A module's dotted name."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports_of(path):
    """Every module that a file imports, wherever in it, relative ones apart."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def middle():
    for path in MODULES:
        part = path.relative_to(PACKAGE).parts[0]
        if part.removesuffix(".py") in MIDDLE or part in MIDDLE_FOLDERS:
            yield path


MIDDLE_FILES = list(middle())


def ids(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def test_the_middle_is_all_there():
    found = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MIDDLE_FILES}
    assert found == {*MIDDLE, *MIDDLE_FOLDERS}


@pytest.mark.parametrize("path", MIDDLE_FILES, ids=ids(MIDDLE_FILES))
def test_the_middle_names_no_machinery_and_nothing_at_the_edges(path):
    imported = set(imports_of(path))
    assert not {name.partition(".")[0] for name in imported} & MACHINERY
    assert not {name.split(".")[1] for name in imported if name.startswith("observe.")} & EDGES


def test_importing_the_middle_loads_no_machinery():
    names = ", ".join(name_of(path) for path in MIDDLE_FILES)
    script = f"import sys, {names}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not set(ran.stdout.split()) & MACHINERY


def test_cues_know_no_scheme_and_schemes_no_detector():
    for path in MIDDLE_FILES:
        part = path.relative_to(PACKAGE).parts[0]
        imported = set(imports_of(path))
        if part == "cues":
            assert not {
                name for name in imported if name.startswith(("observe.schemes", "observe.marking.points"))
            }, path
        if part == "schemes":
            assert not {name for name in imported if name.startswith("observe.text")}, path


def test_the_protocols_of_the_edges_import_no_library():
    for name in ("transcribe/__init__.py", "diarise/__init__.py", "analysis/report.py"):
        assert not {module.partition(".")[0] for module in imports_of(PACKAGE / name)} & MACHINERY, name


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_a_module_says_what_it_is_and_stays_short(path):
    tree = tree_of(path)
    assert ast.get_docstring(tree), "no docstring"
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines < LONGEST, f"{lines} lines"


def public(tree):
    """The functions, classes and methods that others may call."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    part
                    for part in node.body
                    if isinstance(part, ast.FunctionDef) and not part.name.startswith("_")
                )


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_what_is_public_says_what_it_gives(path):
    # What torch calls, and what Alembic calls: their names say what they do.
    told_elsewhere = {"forward"} | ({"upgrade", "downgrade"} if path.parent.name == "versions" else set())
    named = (node for node in public(tree_of(path)) if node.name not in told_elsewhere)
    silent = [node.name for node in named if not ast.get_docstring(node)]
    assert not silent


@pytest.mark.parametrize("path", MODULES, ids=ids(MODULES))
def test_input_is_never_guarded_by_assert_nor_a_fault_swallowed_whole(path):
    for node in ast.walk(tree_of(path)):
        assert not isinstance(node, ast.Assert), f"line {node.lineno}: assert"
        bare = isinstance(node, ast.ExceptHandler) and node.type is None
        assert not bare, f"line {getattr(node, 'lineno', 0)}: bare except"


def committed():
    """The text files that git keeps, but for the tests."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if name and not name.startswith("tests/") and path.is_file():
            yield path


def test_no_file_names_a_place_on_somebodys_machine():
    place = re.compile(rb"(?<![\w.:/-])/(work|home|Users|root|mnt|tmp|data)/[\w.]+/|[A-Z]:\\Users\\")
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path in committed()
        if b"\0" not in path.read_bytes()[:8000] and (match := place.search(path.read_bytes()))
    }
    assert not found


def test_the_top_level_holds_what_the_issue_allows():
    allowed = {
        "observe", "models", "recordings_sample", "tests", "docs", "benchmarks", "app.py", "pyproject.toml",
        "README.md", "Makefile", "CHANGELOG.md", "CONTRIBUTING.md", ".ci", ".gitignore", ".gitattributes",
        ".github", "LICENSE", "uv.lock", ".pre-commit-config.yaml", ".streamlit",
    }  # fmt: skip
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    assert {name.partition("/")[0] for name in listed.stdout.split("\0") if name} <= allowed
