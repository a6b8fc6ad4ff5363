"""``observe correct``: set a stored call right, see what was corrected, take a correction back."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, get_args

import click

from observe.annotation import Role, Seconds
from observe.cli import observation_named
from observe.errors import UsageError

if TYPE_CHECKING:
    from observe.corrections import Call, Edit
    from observe.store import Store

_TIME = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6}(?:\.\d{1,6})?)", re.ASCII)
_SPEAKER = click.option(
    "--speaker", metavar="LABEL", help="Whose words are meant, where two people speak at once."
)

#: Makes corrections of a call as it stands.
Make = Callable[["Call"], Sequence["Edit"]]


@click.group()
def correct() -> None:
    """Set a stored call right: voices, roles, words, turns, the customer's name.

    OBSERVATION is a stored one's number or a path to its document. Times are seconds (75.4) or minutes and
    seconds (1:15.4) of the recording. The original is kept, and every correction is logged.
    """


def _correction(command: Callable[..., Make]) -> Callable[..., None]:
    """Give a command its OBSERVATION and --by, make what it says, and print what came of it."""

    @click.option("--by", required=True, metavar="NAME", help="Who corrects it.")
    @functools.wraps(command)
    def made(observation: str, by: str, **named: Any) -> None:
        from observe.analysis.correcting import correct as make
        from observe.analysis.correcting import current
        from observe.store import open_store

        with open_store() as store:
            sha256 = _recording(store, observation)
            edits = command(**named)(current(store, sha256).call)
            _print_change(store, sha256, lambda: make(store, sha256, by, edits))

    return made


@correct.command()
@click.argument("observation")
@_correction
def swap() -> Make:
    """Make the agent the customer, and the customer the agent."""
    from observe.analysis.correcting import swapped

    return swapped


@correct.command()
@click.argument("observation")
@click.argument("speaker")
@click.argument("role", type=click.Choice(get_args(Role)))
@_correction
def role(speaker: str, role: Role) -> Make:
    """Say what SPEAKER, a voice's label, is on the call."""
    from observe.corrections import SetRole

    return lambda _: (SetRole(speaker, role),)


@correct.command()
@click.argument("observation")
@click.argument("speaker")
@click.argument("name")
@_correction
def rename(speaker: str, name: str) -> Make:
    """Show NAME for SPEAKER, a voice's label; an empty NAME takes the name away."""
    from observe.corrections import RenameSpeaker

    return lambda _: (RenameSpeaker(speaker, name),)


@correct.command()
@click.argument("observation")
@click.argument("speaker")
@click.argument("into")
@_correction
def merge(speaker: str, into: str) -> Make:
    """Take SPEAKER and INTO, two voices' labels, for one person: INTO."""
    from observe.corrections import MergeSpeakers

    return lambda _: (MergeSpeakers(speaker, into),)


@correct.command()
@click.argument("observation")
@click.argument("start")
@click.argument("end")
@click.argument("text")
@_SPEAKER
@_correction
def words(start: str, end: str, text: str, speaker: str | None) -> Make:
    """Put TEXT in place of the words from START to END; an empty TEXT takes them out."""
    from observe.corrections import words_corrected

    return lambda call: (words_corrected(call, _seconds(start), _seconds(end), text, speaker),)


@correct.command()
@click.argument("observation")
@click.argument("start")
@click.argument("end")
@click.argument("to")
@_SPEAKER
@_correction
def give(start: str, end: str, to: str, speaker: str | None) -> Make:
    """Give the words from START to END to another voice, TO: its label, or `new`."""
    from observe.corrections import DoesNotFit, given_to, new_voice

    def make(call: Call) -> Sequence[Edit]:
        if to != "new" and to not in call.speakers:
            raise DoesNotFit(
                f"found no voice {to}; expected one of {', '.join(call.speakers)}, or new",
                "Name a voice of this call",
            )
        label = new_voice(call) if to == "new" else to
        return (given_to(call, _seconds(start), _seconds(end), label, speaker),)

    return make


@correct.command()
@click.argument("observation")
@click.argument("at")
@_SPEAKER
@_correction
def split(at: str, speaker: str | None) -> Make:
    """Split the turn at AT, before the word that starts nearest to it."""
    from observe.corrections import split_at

    return lambda call: (split_at(call, _seconds(at), speaker),)


@correct.command()
@click.argument("observation")
@click.argument("at")
@_SPEAKER
@_correction
def join(at: str, speaker: str | None) -> Make:
    """Join the turn that is spoken at AT with its speaker's next."""
    from observe.corrections import joined_with_next, turn_at

    return lambda call: (joined_with_next(call, turn_at(call, _seconds(at), speaker)),)


@correct.command()
@click.argument("observation")
@click.argument("name")
@_correction
def name(name: str) -> Make:
    """Say that the customer is called NAME; an empty NAME says that nobody knows."""
    from observe.corrections import CustomerName

    return lambda _: (CustomerName(name),)


@correct.command()
@click.argument("observation")
@click.argument("number", type=int)
@click.option("--by", required=True, metavar="NAME", help="Who takes it back.")
def undo(observation: str, number: int, by: str) -> None:
    """Take back the correction of that NUMBER; it stays in the log."""
    from observe.analysis.correcting import take_back
    from observe.store import open_store

    with open_store() as store:
        sha256 = _recording(store, observation)
        _print_change(store, sha256, lambda: take_back(store, sha256, by, number))


@correct.command()
@click.argument("observation")
def log(observation: str) -> None:
    """Print every correction of the call: what, where, by whom, and whether it counts."""
    from observe.analysis.correcting import current
    from observe.corrections import call_of, replay
    from observe.corrections.lines import line
    from observe.store import open_store

    with open_store() as store:
        stands = current(store, _recording(store, observation))
        made = replay(call_of(stands.observation), stands.log).made
        for edit in made:
            click.echo(line(edit))
        if not made:
            click.echo("nothing was corrected")


def _print_change(store: Store, sha256: str, act: Callable[[], Any]) -> None:
    """Do it; say which correction it was, where the new version is, and what else became of it."""
    from observe.corrections import changed
    from observe.corrections.lines import line
    from observe.io import document

    latest = store.observations.latest(sha256)
    before = document.loads(store.observations.document(latest.id)).findings if latest else ()
    stored, after = act()
    last = store.corrections.of_recording(sha256)[-1]
    number = last.takes_back or last.id
    for edit in after.edits:
        if edit.number == number or edit.state == "does_not_fit":
            click.echo(line(edit))
    for one in changed(before, after.findings):
        click.echo(f"{one.scheme} {one.criterion}: {_words(one.before)}, now {_words(one.after)}")
    click.echo(f"stored as observation {stored.id} (version {stored.version})")


def _words(outcome: str | None) -> str:
    return (outcome or "no suggestion").replace("_", " ")


def _recording(store: Store, observation: str) -> str:
    """The sum of the recording that is meant."""
    seen = observation_named.read(observation)
    if seen is not None:
        return seen.recording.sha256
    return store.observations.get(observation_named.number(observation)).sha256


def _seconds(text: str) -> Seconds:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"found the time {text!r}; expected seconds (75.4) or minutes and seconds (1:15.4)")
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds
