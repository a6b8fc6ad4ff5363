"""Writes into ``docs/commands.md`` what the commands say of themselves: usage, help, options, exit statuses.

    python -m docs.commands

What lies between two markers is written anew; the rest of the page is people's own. A test holds the page to
it.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from observe.cli import COMMANDS, EXIT_STATUSES, cli

PAGE = Path(__file__).with_name("commands.md")
MARKED = re.compile(r"(<!-- (?P<name>[a-z ]+) -->\n).*?(<!-- /(?P=name) -->)", re.DOTALL)
WIDTH = 120


def page(text: str) -> str:
    """The page with everything between its markers written anew.

    Args:
        text: the page as it is.

    Raises:
        ValueError: a marker names nothing that is generated, or something has no marker.
    """
    parts = {"commands": overview(), "exit status": statuses()} | {name: command(name) for name in COMMANDS}
    marked = [found["name"] for found in MARKED.finditer(text)]
    if sorted(marked) != sorted(parts):
        raise ValueError(f"found the markers {sorted(marked)}; expected {sorted(parts)}")
    return MARKED.sub(lambda found: f"{found[1]}{parts[found['name']]}\n{found[3]}", text)


def overview() -> str:
    """A row for every command, with its own subcommands."""
    return table(("command", "does"), ((usage(name, whole=True), COMMANDS[name]) for name in sorted(COMMANDS)))


def statuses() -> str:
    """A row for every exit status."""
    return table(("status", "meaning"), ((str(status), words) for status, words in EXIT_STATUSES.items()))


def command(name: str) -> str:
    """The reference of one command, and of each of its subcommands."""
    top = context(name)
    parts = [f"## {name}"]
    if not isinstance(top.command, click.Group):
        parts.append(f"`{usage(name)}`")
    parts += described(top)
    if isinstance(top.command, click.Group):
        for inner in sorted(top.command.commands):
            parts += [f"### {name} {inner}", f"`{usage(name, inner)}`", *described(context(name, inner))]
    return "\n\n".join(parts)


def context(*names: str) -> click.Context:
    """The context of a command, named as a person calls it."""
    found = click.Context(cli, info_name="observe")
    for name in names:
        assert isinstance(found.command, click.Group)
        inner = found.command.get_command(found, name)
        assert inner is not None
        found = click.Context(inner, info_name=name, parent=found)
    return found


def usage(*names: str, whole: bool = False) -> str:
    """The line that says how a command is called; options that must be given are in it.

    Args:
        names: of the command and its subcommand.
        whole: for a table, where a group's subcommands are listed instead.
    """
    here = context(*names)
    if isinstance(here.command, click.Group):
        return f"`observe {' '.join(names)} {'|'.join(sorted(here.command.commands))}`".replace("|", r"\|")
    options = [param for param in here.command.params if isinstance(param, click.Option)]
    some = ["[OPTIONS]"] if any(not one.required for one in options) else []
    arguments = [param.make_metavar(here) for param in here.command.params if isinstance(param, click.Argument)]
    words = " ".join(["observe", *names, *(needed(one) for one in options if one.required), *some, *arguments])
    return f"`{words}`".replace("|", r"\|") if whole else words


def described(here: click.Context) -> Iterator[str]:
    """A command's help in paragraphs, then its options."""
    for paragraph in inspect.cleandoc(here.command.help or "").replace("``", "`").split("\n\n"):
        yield textwrap.fill(" ".join(paragraph.split()), WIDTH, break_long_words=False, break_on_hyphens=False)
    options = [param for param in here.command.params if isinstance(param, click.Option)]
    if options:
        rows = ((f"`{option_name(one)}`".replace("|", r"\|"), meaning(one)) for one in options)
        yield table(("option", "meaning"), rows)


def needed(option: click.Option) -> str:
    """An option that must be given, as it stands in a usage line."""
    return f"{option.opts[-1]} {option.metavar or option.opts[-1].strip('-').upper()}"


def option_name(option: click.Option) -> str:
    """An option as it is written, with what it takes."""
    names = "/".join([option.opts[-1], *option.secondary_opts])
    if option.is_flag:
        return names
    match option.type:
        case click.Choice(choices=choices):
            takes = "|".join(choices)
        case click.IntRange() | click.FloatRange():
            takes = "N"
        case kind:
            takes = kind.name.upper()
    return f"{names} {option.metavar or takes}"


def meaning(option: click.Option) -> str:
    """What an option is for, and what holds where it is not given."""
    words = [(option.help or "").replace("|", r"\|")]
    if option.required:
        words.append("Must be given.")
    if option.show_default:
        default = option.opts[-1] if option.default is True else option.default
        words.append(f"Unless told: `{default}`.")
    if isinstance(option.type, click.IntRange | click.FloatRange):
        words.append(
            f"At least {option.type.min:g}{f', at most {option.type.max:g}' if option.type.max else ''}."
        )
    return " ".join(words)


def table(head: tuple[str, str], rows: Iterator[tuple[str, str]]) -> str:
    """A Markdown table of two columns."""
    return "\n".join(f"| {one} | {two} |" for one, two in (head, ("---", "---"), *rows)).replace(
        "| --- | --- |", "|---|---|"
    )


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
