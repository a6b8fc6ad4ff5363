"""The ``observe`` command: parse, call, print.

Each subcommand is a module of this package with a function of its own name; it is imported only when it is
called, so ``observe --help`` starts without the heavy libraries.
"""

from __future__ import annotations

import importlib
import os
import sys
import unicodedata

import click

from observe.errors import ConsentMissing, ObserveError, UsageError

EXIT_FAILED, EXIT_USAGE, EXIT_CONSENT, EXIT_INTERRUPTED = 1, 2, 3, 130

EXIT_STATUSES = {
    0: "all done",
    EXIT_FAILED: "some recordings failed; the others are kept",
    EXIT_USAGE: "wrong usage",
    EXIT_CONSENT: "consent missing, withdrawn or run out; nothing of that recording was read",
    EXIT_INTERRUPTED: "interrupted; finished stages are kept",
}

COMMANDS = {
    "analyse": "Analyse recordings: words, speakers, cues, findings.",
    "app": "Serve the browser app on this machine.",
    "consent": "Record, show or withdraw consent for a recording.",
    "correct": "Set a stored call right: voices, words, turns; or take that back.",
    "cues": "Find cues in a text transcript, without audio.",
    "export": "Write a stored observation, or a part of it, to a file.",
    "mark": "Suggest outcomes for marking points from a text transcript.",
    "models": "List, fetch or verify the models' weights.",
    "schemes": "List, show, check or add marking schemes.",
    "score": "Score words, speakers or cues against a reference.",
    "worker": "Take queued recordings and analyse them.",
}


class LazyGroup(click.Group):
    """A group that imports a subcommand's module when it is first asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every subcommand, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"observe.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


_STATUSES = "\n".join(f"  {status:3}  {meaning}" for status, meaning in EXIT_STATUSES.items())


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"\b\nExit status:\n{_STATUSES}",
)
@click.version_option(package_name="observe")
def cli() -> None:
    """Find active-listening cues in consented call recordings and map them to marking points."""


def exit_status(error: ObserveError) -> int:
    """The documented exit status for a fault."""
    if isinstance(error, ConsentMissing):
        return EXIT_CONSENT
    return EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED


def fault(error: ObserveError, name: str = "") -> str:
    """One line for standard error: the recording, the stage, what was found and what to do."""
    where = f"{name}: " if name else ""
    return f"observe: {where}{error.stage}: {printable(' '.join(str(error).split()))}"


#: Kinds of characters that steer, and two that Persian and Indian names are written with.
STEERING, JOINERS = ("Cc", "Cf", "Cs"), "\u200c\u200d"


def printable(text: str) -> str:
    r"""Text that a terminal shows and does not obey: what is no UTF-8, or would steer it, becomes "�".

    Example:
        >>> printable("call\x1b[2J 7.wav")
        'call�[2J 7.wav'
    """
    plain = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(
        "�" if unicodedata.category(one) in STEERING and one not in JOINERS else one for one in plain
    )


def main() -> None:
    """Run the command line; exit 0, 1, 2 or 3 as documented."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        print("observe: interrupted; finished stages are kept, run again to go on", file=sys.stderr)
        raise SystemExit(EXIT_INTERRUPTED) from None
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "observe"
        print(f"{command}: {printable(error.format_message())} Try '{command} --help'.", file=sys.stderr)
        raise SystemExit(EXIT_USAGE) from None
    except ObserveError as error:
        print(fault(error), file=sys.stderr)
        raise SystemExit(exit_status(error)) from None
    except BrokenPipeError:
        # The reader (head, less) has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(EXIT_FAILED) from None
    except Exception as error:
        if os.environ.get("OBSERVE_DEBUG"):
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())
        print(
            f"observe: a fault of the program's own ({said}). "
            "Please report it, with what it prints when run again with OBSERVE_DEBUG=1",
            file=sys.stderr,
        )
        raise SystemExit(EXIT_FAILED) from None
    raise SystemExit(status if isinstance(status, int) else 0)
