"""The house in its shape: the picture of it, how long a file gets, what is documented."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "observe"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def offenders(fault_of, paths=MODULES):
    """What is wrong with each file, by its place; files that nothing is wrong with are left out."""
    return {str(path.relative_to(ROOT)): fault for path in paths if (fault := fault_of(path))}


def test_no_import_is_relative():
    def relative(path):
        found = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom) and node.level)
        return [f"line {node.lineno}" for node in found]

    assert offenders(relative) == {}


def floors_of_the_contract():
    """The rooms of each floor, from the roof down, as `make check` holds them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract.get("containers") == ["observe"])
    return [set(re.findall(r"\w+", layer)) for layer in layers]


def test_the_picture_of_the_house_is_the_one_that_is_held():
    floors = floors_of_the_contract()
    rooms = set().union(*floors)
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    lines = page.partition("```text\n")[2].partition("```")[0].splitlines()
    for line in lines:
        drawn, held = rooms & set(re.findall(r"\w+", line[23:])), set()
        while held < drawn and floors:
            held |= floors.pop(0)
        assert drawn == held, line
    assert floors == []


def test_every_module_says_what_it_is():
    assert offenders(lambda path: not ast.get_docstring(tree_of(path)) and "no docstring") == {}


def test_every_module_stays_short():
    def too_long(path):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        return lines >= LONGEST and f"{lines} lines"

    assert offenders(too_long) == {}


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


def test_what_is_public_says_what_it_gives():
    def silent(path):
        # What torch calls, and what Alembic calls: their names say what they do.
        told_elsewhere = {"forward"} | ({"upgrade", "downgrade"} if path.parent.name == "versions" else set())
        named = (node for node in public(tree_of(path)) if node.name not in told_elsewhere)
        return [node.name for node in named if not ast.get_docstring(node)]

    assert offenders(silent) == {}


def test_input_is_never_guarded_by_assert_nor_a_fault_swallowed_whole():
    def careless(path):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Assert):
                yield f"line {node.lineno}: assert"
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                yield f"line {node.lineno}: bare except"

    assert offenders(lambda path: list(careless(path))) == {}


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
