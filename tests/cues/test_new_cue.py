"""A cue is its file and its table: with these two, put where the others are, it is known everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CUE = '''"""Weather: the agent speaks of the weather.

Definition: a remark about rain or sun.
Source: made up for this test, 2026.
Counts: "lovely weather".
Does not: "under the weather".
Limits: made up.
Confidence: strength of the rule: .9.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from observe.annotation import Cue, Turn
from observe.cues.shared.about import About
from observe.cues.shared.context import Context
from observe.cues.shared.rule import Rule, detect_phrases
from observe.text import Phrases

NAME = "weather"
ABOUT = About(label="Weather", phrase="talk of the weather", letters="We", group="service", place=99)
RULES = (Rule(Phrases("(lovely|awful) weather"), "The agent speaks of the weather: {words}."),)


def detect(turns: Sequence[Turn], context: Context) -> Iterator[Cue]:
    """Yield one cue per remark on the weather."""
    return detect_phrases(NAME, turns, context, RULES)
'''
TABLE = """
[[positive]]
text = "lovely weather today"
why = "the sun"

[[near_miss]]
text = "I'm a bit under the weather."
why = "of somebody's health"
"""
USES = """
from observe.annotation import turn_from_text
from observe.cues import CUE_NAMES, Context, find
from observe.marking import mark
from observe.schemes import parse
from observe.schemes.publish import json_schema
from observe.ui.words.cue_style import STYLES

SCHEME = '''
id: small-talk
title: Small talk
version: "1"
source: nobody's
criteria:
  - {id: weather, number: 1, text: Speaks of the weather., heard: on_call, cues: [weather], opportunity: always}
'''
turns = [
    turn_from_text(0, "a", "agent", "Lovely weather."),
    turn_from_text(1, "c", "customer", "Yes.", start=9.0),
]
found = find(turns, Context())
(finding,) = mark(parse(SCHEME, "small-talk"), turns, found)
print(CUE_NAMES[CUE_NAMES.index("dissatisfaction") - 1])
print(STYLES["weather"].label, STYLES["weather"].letters, STYLES["weather"].shape)
print(finding.because)
print("weather" in json_schema()["$defs"]["Cue"]["enum"])
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Runs Python beside a copy of the package and of the tables, with one cue more in each."""
    place = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "observe", place / "observe", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("cues/tables.py", "cues/test_tables.py"):
        (place / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "tests" / name, place / "tests" / name)
    (place / "observe" / "cues" / "weather.py").write_text(CUE, encoding="utf-8")
    (place / "tests" / "cues" / "weather.toml").write_text(TABLE, encoding="utf-8")

    def ran(*given, said=""):
        done = subprocess.run(
            [sys.executable, *given],
            cwd=place,
            env={**os.environ, "PYTHONPATH": str(place)},
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    (place / "call.jsonl").write_text(
        '{"dialogue": 1, "turn": 0, "speaker": "agent", "text": "Awful weather, is it not."}\n',
        encoding="utf-8",
    )
    return ran


def test_lists_looks_reasons_and_schemes_know_it(run):
    assert run("-c", USES).splitlines() == [
        "weather",
        "Weather We square",
        "Heard: talk of the weather (00:00).",
        "True",
    ]


def test_the_command_finds_it(run):
    found = run("-m", "observe", "cues", "call.jsonl", "--cues", "rules")
    assert '"cue": "weather"' in found


def test_its_table_is_checked_as_every_other(run):
    assert "3 passed" in run("-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", "tests")
