"""Every command has help and a module, and starts without what it does not need."""

from __future__ import annotations

import importlib
import subprocess
import sys

import click
import pytest

from observe.cli import COMMANDS, cli

#: What takes seconds to import, and what nobody needs to read a help page.
HEAVY = {"torch", "streamlit", "pyannote", "faster_whisper", "ctranslate2", "av", "librosa", "sqlalchemy"}


def imported_by(code: str) -> set[str]:
    """The top-level packages that a fresh interpreter has imported after the code."""
    script = f"import sys\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint('MODULES', *sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in ran.stdout.rpartition("MODULES")[2].split()}


def test_the_package_imports_nothing_heavy():
    assert not imported_by("import observe") & (HEAVY | {"numpy", "pydantic", "rich"})


def test_help_lists_every_command_without_importing_it():
    code = "sys.argv = ['observe', '--help']; import observe.cli; observe.cli.main()"
    assert not imported_by(code) & (HEAVY | {"numpy", "pydantic", "rich"})


def test_no_commands_help_imports_a_model_library_or_the_app():
    lines = "; ".join(
        f"sys.argv = ['observe', '{name}', '--help']; observe.cli.cli.main(standalone_mode=False)"
        for name in COMMANDS
    )
    assert not imported_by(f"import observe.cli; {lines}") & (HEAVY - {"sqlalchemy"})


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_a_module_of_its_own_with_help_on_all_it_takes(name):
    command = getattr(importlib.import_module(f"observe.cli.{name}"), name)
    assert isinstance(command, click.Command)
    commands = [command, *getattr(command, "commands", {}).values()]
    for each in commands:
        assert each.help, each.name
        for option in (p for p in each.params if isinstance(p, click.Option)):
            assert option.help, f"{each.name} {option.opts}"


def test_the_list_names_every_command_there_is():
    assert set(cli.list_commands(click.Context(cli))) == set(COMMANDS)
    assert all(line.endswith(".") for line in COMMANDS.values())


def test_a_misspelt_command_is_wrong_usage(place):
    ran = place.run("analyze", "call.wav")
    assert ran.status == 2
    (line,) = ran.err.splitlines()
    assert "No such command 'analyze'" in line
    assert "--help" in line


def test_a_worker_with_an_empty_queue_ends_well(place):
    ran = place.run("worker", "--once")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "0 recordings taken\n"


def test_the_version_is_told(place):
    import observe

    assert observe.__version__ in place.run("--version").out


def test_a_fault_of_the_programs_own_is_one_line_and_a_trace_only_when_asked(monkeypatch, capsys):
    from observe import cli

    def broken(*_args, **_more):
        raise KeyError("lost\nit")

    monkeypatch.setattr(cli.cli, "main", broken)
    monkeypatch.delenv("OBSERVE_DEBUG", raising=False)
    with pytest.raises(SystemExit, match=f"^{cli.EXIT_FAILED}$"):
        cli.main()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "KeyError" in said
    monkeypatch.setenv("OBSERVE_DEBUG", "1")
    with pytest.raises(KeyError, match="lost"):
        cli.main()
