"""The tutorial, taken at its word: its files are written, its commands run, its outputs compared."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from observe.cli import cli
from observe.errors import SchemeInvalid

PAGE = (Path(__file__).parents[2] / "docs" / "add-a-scheme.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
NAME = "telephone-manner.yaml"


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """An empty folder to work in, and an empty data folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path / "data"))
    return tmp_path


def blocks() -> Iterator[tuple[str, str, str]]:
    """Each block's kind, what it holds, and the file that it is to be saved as."""
    for block in BLOCK.finditer(PAGE):
        named = re.findall(r"Save this as `([^`]+)`", PAGE[: block.start()])
        yield block[1], block[2], named[-1] if named else ""


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a block, and what the page says it prints; nothing where it does not say."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


def run(command: str) -> str:
    words, _, out = command.partition(" > ")
    program, *rest = shlex.split(words)
    assert program == "observe"
    result = CliRunner().invoke(cli, rest, standalone_mode=False, catch_exceptions=False)
    if out:
        Path(out).write_text(result.stdout, encoding="utf-8")
    return result.output


def write_files() -> None:
    for kind, text, name in blocks():
        if kind != "console":
            Path(name).write_text(text, encoding="utf-8")


def misspelt() -> str:
    return Path(NAME).read_text(encoding="utf-8").replace("customer_name", "costumer_name")


def test_the_page_saves_a_scheme_and_a_call_and_runs_every_step():
    assert [(kind, name) for kind, _, name in blocks() if kind != "console"] == [
        ("yaml", NAME),
        ("json", "call.jsonl"),
    ]
    steps = [
        command.split()[1:3] for kind, text, _ in blocks() if kind == "console" for command, _ in commands(text)
    ]
    assert {"check", "add", "list", "show", "schema"} <= {step[1] for step in steps if step[0] == "schemes"}
    assert ["mark", "call.jsonl"] in steps


def test_every_command_runs_and_prints_what_the_page_says():
    write_files()
    good = Path(NAME).read_text(encoding="utf-8")
    for kind, text, _ in blocks():
        if kind != "console":
            continue
        for command, printed in commands(text):
            Path(NAME).write_text(misspelt() if "costumer_name" in printed else good, encoding="utf-8")
            said = run(command)
            if printed:
                assert said == printed
            Path(NAME).write_text(good, encoding="utf-8")
    listed, shown = run("observe schemes list"), run("observe schemes show telephone-manner")
    assert "Telephone manner" in listed
    assert "Calls the customer by name." in shown


def test_the_findings_are_those_of_the_table():
    write_files()
    run(f"observe schemes add {NAME}")
    run("observe mark call.jsonl --scheme telephone-manner --cues rules --out findings.jsonl")
    rows = [json.loads(line) for line in Path("findings.jsonl").read_text(encoding="utf-8").splitlines()]
    table = re.findall(r"^\| `([a-z-]+)` \| `([a-z_]+)` \|", PAGE, re.MULTILINE)
    assert [(row["criterion"], row["outcome"]) for row in rows] == table


def test_the_example_points_editors_to_the_format_that_the_command_prints():
    assert BLOCK.search(PAGE[PAGE.index("```yaml") :])[2].startswith(
        "# yaml-language-server: $schema=scheme.schema.json\n"
    )
    assert "$ observe schemes schema > scheme.schema.json" in PAGE


def test_a_changed_text_needs_a_version_of_its_own(desk):
    write_files()
    run(f"observe schemes add {NAME}")
    text = Path(NAME).read_text(encoding="utf-8").replace("by name.", "by their name.")
    Path(NAME).write_text(text, encoding="utf-8")
    with pytest.raises(SchemeInvalid, match=r"found another text under the version “1\.0” of telephone-manner"):
        run(f"observe schemes add {NAME}")
    Path(NAME).write_text(text.replace('"1.0"', '"1.1"'), encoding="utf-8")
    assert run(f"observe schemes add {NAME}") == "telephone-manner.yaml: added: telephone-manner 1.1\n"
    assert [path.name for path in (desk / "data" / "schemes").iterdir()] == [NAME]
    assert (desk / "data" / "schemes" / NAME).read_text(encoding="utf-8") == text.replace('"1.0"', '"1.1"')


def test_an_earlier_version_is_replaced_whatever_its_file_is_called(desk):
    write_files()
    own = desk / "data" / "schemes"
    own.mkdir(parents=True)
    (own / "ours.yaml").write_text(
        Path(NAME).read_text(encoding="utf-8").replace('"1.0"', '"0.9"'), encoding="utf-8"
    )
    run(f"observe schemes add {NAME}")
    assert [path.name for path in own.iterdir()] == ["ours.yaml"]
    assert "telephone-manner" in run("observe schemes list")


def test_a_faulty_scheme_is_not_added(desk):
    write_files()
    Path(NAME).write_text(misspelt(), encoding="utf-8")
    assert "costumer_name" in run(f"observe schemes add {NAME}")
    assert not (desk / "data").exists()
