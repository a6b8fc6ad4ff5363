"""The format as JSON Schema: what it is made of, and that an independent validator agrees with the check."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from observe.cli import cli
from observe.cues import CUE_NAMES
from observe.schemes import BUNDLED, inspect
from observe.schemes.publish import json_schema
from tests.schemes.test_reading import FAULTS, GOOD

PUBLISHED = BUNDLED / "scheme.schema.json"
DOCS = Path(__file__).parents[2] / "docs"
VALIDATOR = Draft202012Validator(json_schema())
BLOCKS = [
    (page.name, block)
    for page in (DOCS / "schemes.md", DOCS / "add-a-scheme.md")
    for block in re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
]


#: Words of the faults that only `observe schemes check` finds: those between two places of a file, those of the
#: text that its data no longer shows, and a number with a point, which to JSON is whole.
BEYOND = {
    "a second time",
    "no way of",
    "both for and against",
    "one of always, upset",
    "which is not among",
    "must count as an opportunity",
    "which the scheme does not have",
    "only one step",
    "is kept for any call",
    "anchor or alias",
    "found “1.0” for “number”",
}


def valid(text):
    return VALIDATOR.is_valid(yaml.safe_load(text))


def test_the_published_file_is_what_the_command_prints():
    printed = CliRunner().invoke(cli, ["schemes", "schema"], catch_exceptions=False).stdout
    assert PUBLISHED.read_text(encoding="utf-8") == printed, (
        "the format has changed: observe schemes schema > observe/schemes/scheme.schema.json"
    )
    assert json.loads(printed) == json_schema()


def test_it_is_json_schema_itself():
    Draft202012Validator.check_schema(json_schema())


def test_every_key_says_what_it_is_for():
    schema = json_schema()
    parts = [schema, *schema["$defs"].values()]
    silent = [(part["title"], key) for part in parts for key, field in part.get("properties", {}).items()
              if not re.match(r"[A-Z].{8,}\.$", field.get("description", ""))]  # fmt: skip
    assert silent == []
    assert all(re.match(r"[A-Z].{8,}", part["description"]) for part in parts)


def test_the_keys_are_those_that_are_read_and_the_cues_those_there_are():
    schema = json_schema()
    assert schema["$defs"]["Cue"]["enum"] == [*CUE_NAMES]
    assert "yaml" not in schema["properties"], "the text itself is no key"
    assert set(schema["properties"]) == {"id", "title", "version", "source", "criteria", "situations", "watch"}


@pytest.mark.parametrize("path", sorted(BUNDLED.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_bundled_scheme_is_valid_and_points_editors_to_the_format(path):
    text = path.read_text(encoding="utf-8")
    VALIDATOR.validate(yaml.safe_load(text))
    assert text.startswith(f"# yaml-language-server: $schema={PUBLISHED.name}\n")


@pytest.mark.parametrize(("page", "block"), BLOCKS, ids=[page for page, _ in BLOCKS])
def test_every_example_in_the_pages_is_valid(page, block):
    VALIDATOR.validate(yaml.safe_load(block))


def test_the_pages_have_an_example():
    assert "add-a-scheme.md" in {page for page, _ in BLOCKS}


def faults_as_data():
    for old, new, _, words in FAULTS:
        broken = GOOD.replace(old, new, 1)
        try:
            yaml.safe_load(broken)
        except (yaml.YAMLError, ValueError):
            continue
        yield words, broken


@pytest.mark.parametrize(("words", "broken"), [*faults_as_data()], ids=[words for words, _ in faults_as_data()])
def test_what_the_check_refuses_the_schema_does_too_where_it_can(words, broken):
    assert inspect(broken)[1]
    assert valid(broken) == any(part in words for part in BEYOND)


def test_a_sound_scheme_is_valid():
    assert valid(GOOD)
    assert inspect(GOOD)[1] == ()


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_check_finds_sound_is_valid(data):
    lines = GOOD.splitlines(keepends=True)
    place = data.draw(st.integers(0, len(lines) - 1))
    kept = [*lines[:place], *lines[place + data.draw(st.integers(0, 6)) :]]
    word = data.draw(
        st.sampled_from(["empathy", "always", "[]", "null", '""', "upset", "partly", "7", "[thanks]"])
    )
    at = data.draw(st.integers(0, max(0, len(kept) - 1)))
    kept[at : at + 1] = [re.sub(r": .*", f": {word}", line) for line in kept[at : at + 1]]
    scheme, _ = inspect("".join(kept))
    if scheme is not None:
        VALIDATOR.validate(yaml.safe_load("".join(kept)))
