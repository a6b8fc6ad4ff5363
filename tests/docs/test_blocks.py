"""Every block of the documentation is what it says: it runs, or its command lines and its data are sound."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib

import click
import pytest
import yaml
from click.testing import CliRunner

from observe.cli import COMMANDS, cli
from observe.consent.record import read_record
from tests.docs.pages import PAGES, ROOT, blocks, page_name, prose

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
RECIPES = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
#: What a recipe may be given: the Makefile's own variables, and those it only reads.
VARIABLES = set(re.findall(r"^([A-Z]+) \?=", MAKEFILE, re.MULTILINE)) | {"ARGS", "PARTS"}
CHECKED = {"sh", "console", "python", "json", "yaml", "toml"}
#: What a command prints, and drawings.
AS_IT_IS = {"text"}
#: Commands that a page shows and that run here as they stand: quick, without a model, and writing nothing.
CHEAP = ("models list", "schemes list", "schemes schema")


def params(kinds):
    return [pytest.param(block, id=str(block)) for block in blocks(*kinds)]


def command_lines():
    """Each command line of each block for a terminal."""
    for block in blocks("sh", "console"):
        for line in block.text.splitlines():
            if block.kind == "sh" or line.startswith("$ "):
                words = shlex.split(line.removeprefix("$ "), comments=True)
                if words:
                    yield pytest.param(words, id=f"{block.page}: {' '.join(words)}")


LINES = list(command_lines())


def program_of(words):
    """The program of a command line, and what it is given, without settings before it and files behind it."""
    while re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words = words[1:]
    if ">" in words:
        words = words[: words.index(">")]
    return words[0].removeprefix(".venv/bin/"), words[1:]


def parsed(command, words, parent=None):
    """Parse a command line as the command itself would, down to its subcommand; nothing is done."""
    name, *rest = words
    with command.make_context(name, rest, parent=parent) as here:
        if isinstance(command, click.Group):
            left = [*here._protected_args, *here.args]
            _, inner, given = command.resolve_command(here, left)
            parsed(inner, [left[0], *given], here)


def test_every_block_names_a_kind_that_is_checked():
    assert {str(block): block.kind for block in blocks() if block.kind not in CHECKED | AS_IT_IS} == {}


@pytest.mark.parametrize("words", LINES)
def test_every_command_line_is_one_that_its_program_takes(words):
    program, given = program_of(words)
    if program == "observe":
        parsed(cli, ["observe", *given])
    else:
        assert program == "make"
        assert {word for word in given if "=" not in word} <= RECIPES
        assert {word.partition("=")[0] for word in given if "=" in word} <= VARIABLES


def cheap_lines():
    """What `observe` is given in those command lines that are quick and write nothing."""
    for line in LINES:
        program, given = program_of(*line.values)
        if program == "observe" and " ".join(given).startswith(CHEAP):
            yield pytest.param(given, id=line.id)


@pytest.mark.parametrize("given", list(cheap_lines()))
def test_the_cheap_command_lines_run(given, tmp_path, monkeypatch):
    monkeypatch.setenv("OBSERVE_DATA", str(tmp_path))
    assert CliRunner().invoke(cli, given, standalone_mode=False, catch_exceptions=False).stdout


@pytest.mark.parametrize("block", params(["python"]))
def test_every_python_block_runs(block, tmp_path):
    subprocess.run([sys.executable, "-c", block.text], check=True, cwd=tmp_path, timeout=120)


@pytest.mark.parametrize("block", params(["json"]))
def test_every_json_block_is_json_lines(block):
    assert [json.loads(line) for line in block.text.splitlines()]


@pytest.mark.parametrize("block", params(["yaml"]))
def test_every_yaml_block_is_a_sound_scheme(block, tmp_path):
    assert yaml.safe_load(block.text)
    file = tmp_path / "scheme.yaml"
    file.write_text(block.text, encoding="utf-8")
    ran = CliRunner().invoke(cli, ["schemes", "check", str(file)], standalone_mode=False)
    assert "sound" in ran.output


@pytest.mark.parametrize("block", params(["toml"]))
def test_every_toml_block_is_a_consent_record(block, tmp_path):
    assert tomllib.loads(block.text)
    file = tmp_path / "call.consent.toml"
    file.write_text(block.text, encoding="utf-8")
    assert read_record(file).people


def mentions():
    """Every ``observe …`` or ``make …`` in the running text of the pages and of the changelog."""
    for page in [*PAGES, ROOT / "CHANGELOG.md"]:
        for found in re.finditer(r"`(observe|make) ([^`]+)`", prose(page)):
            words = shlex.split(found[2].replace("\\|", "|"))
            yield pytest.param(found[1], words, id=f"{page_name(page)}: {found[0].strip('`')}")


def options_of(command, ctx):
    """Every option that a command or one of its subcommands has."""
    own = {name for param in command.get_params(ctx) for name in (*param.opts, *param.secondary_opts)}
    inner = getattr(command, "commands", {}).values()
    return own.union(*(options_of(one, click.Context(one)) for one in inner))


@pytest.mark.parametrize(("program", "words"), list(mentions()))
def test_what_the_text_says_of_commands_is_there(program, words):
    if program == "make":
        assert {word for word in words if "=" not in word} <= RECIPES
        return
    if words[0] == "COMMAND" or words == ["--help"]:
        return
    command = cli.get_command(click.Context(cli), words[0])
    assert command is not None, f"no command {words[0]}; there are {', '.join(COMMANDS)}"
    if isinstance(command, click.Group) and len(words) > 1 and words[1].islower():
        for name in words[1].split("|"):
            assert name in command.commands
    given = {word.split("/")[0] for word in words if word.startswith("--")}
    assert given <= options_of(command, click.Context(command, help_option_names=["-h", "--help"]))
