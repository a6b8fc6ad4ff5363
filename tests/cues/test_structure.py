"""The shape of the cue files: named, documented, small, alone."""

from __future__ import annotations

import ast
import importlib
import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import observe.cues
from observe.cues import CUE_NAMES, CUES, detectors
from observe.cues.shared.about import GROUPS

FOLDER = Path(observe.cues.__file__).parent
TABLES = Path(__file__).parent
FILES = {path.stem: path for path in FOLDER.glob("*.py") if not path.stem.startswith("_")}


def test_every_cue_has_a_file_and_every_file_a_cue():
    assert set(FILES) == set(CUE_NAMES)
    assert not [path.name for path in FOLDER.glob("_*.py") if path.stem != "__init__"]


def test_cues_are_listed_group_by_group_and_those_the_product_is_for_come_first():
    assert tuple(detectors()) == CUE_NAMES
    assert CUE_NAMES[:5] == ("paraphrase", "clarifying_question", "customer_name", "apology", "next_step")
    groups = [group for group, _ in itertools.groupby(about.group for about in CUES.values())]
    assert groups == list(GROUPS)


def test_no_two_cues_of_a_group_share_a_place():
    places = [(about.group, about.place) for about in CUES.values()]
    assert len(set(places)) == len(places)


def test_every_cue_has_a_table():
    assert {path.stem for path in TABLES.glob("*.toml")} == set(CUE_NAMES)


@pytest.mark.parametrize("name", CUE_NAMES)
def test_a_table_has_five_of_each_kind_and_says_why(name):
    table = tomllib.loads((TABLES / f"{name}.toml").read_text("utf-8"))
    for kind in ("positive", "near_miss"):
        assert len(table[kind]) >= 5
        assert all(row["why"] for row in table[kind])
        texts = [(row["text"], str(row)) for row in table[kind]]
        assert len(set(texts)) == len(texts)
    assert any(row["text"].islower() and not re.search(r"[.?!,]", row["text"]) for row in table["positive"])


@pytest.mark.parametrize("name", CUE_NAMES)
def test_a_header_is_complete(name):
    header = importlib.import_module(f"observe.cues.{name}").__doc__
    assert re.match(r"^\S[^\n]+: [^\n]+\.\n\n", header)
    for part in ("Definition:", "Source:", "Counts:", "Does not:", "Limits:", "Confidence:"):
        assert len(re.findall(rf"^{part} \S", header, re.M)) == 1, part
    source = re.search(r"^Source: (.+?)^\S", header, re.M | re.S).group(1)
    assert re.search(r"\b(19|20)\d\d\b|Article \d+", source), f"no year or article in {source!r}"


@pytest.mark.parametrize("name", CUE_NAMES)
def test_a_cue_file_is_small_and_named_as_it_names_itself(name):
    assert name == importlib.import_module(f"observe.cues.{name}").NAME
    assert len(FILES[name].read_text("utf-8").splitlines()) <= 110


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.stem)
def test_no_cue_knows_a_scheme_an_audio_file_or_a_store(path):
    imported = {
        name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if name.startswith("observe")
    }
    known = r"observe\.((annotation|cues|text)(\.|$)|meaning$)"
    assert {name for name in imported if not re.match(known, name)} == set()


def test_importing_every_cue_loads_nothing_heavy():
    code = (
        "import sys, observe.cues; observe.cues.detectors();"
        "print([m for m in ('torch', 'numpy', 'streamlit', 'sqlalchemy', 'yaml') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
