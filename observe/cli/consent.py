"""``observe consent``: record, show or withdraw consent for a recording."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from observe.audio.file import sha256_of
from observe.clock import local_day
from observe.consent.record import BASES, ConsentRecord, Person, beside_path, read_record, require_in_force
from observe.consent.writing import mark_withdrawn, write_record
from observe.errors import AudioUnreadable, ConsentMissing, UsageError
from observe.observation import Basis, Consent

_RECORDING = click.argument("recording", type=click.Path(path_type=Path))


@click.group()
def consent() -> None:
    """Record, show or withdraw consent for a recording.

    Nothing of a recording is decoded, transcribed or stored unless both people's consent stands.
    """


@consent.command()
@_RECORDING
@click.option("--basis", type=click.Choice(BASES), required=True, help="How both people agreed.")
@click.option("--by", required=True, metavar="NAME", help="Who takes the consent down.")
@click.option("--retain-until", metavar="DATE", help="The last day on which it may be used, as 2026-09-30.")
@click.option("--purpose", default="", help="What the recording may be used for.")
@click.option(
    "--person", "people", multiple=True, metavar="NAME:ROLE", help="Someone heard who agreed; may be repeated."
)
@click.option(
    "--again", is_flag=True, help="Both agreed anew: put the earlier record aside and write this one."
)
def record(
    recording: Path,
    basis: Basis,
    by: str,
    retain_until: str | None,
    purpose: str,
    people: tuple[str, ...],
    again: bool,
) -> None:
    """Write the consent for RECORDING to STEM.consent.toml beside it."""
    _require_file(recording)
    now = datetime.now(UTC).astimezone()
    given = Consent(
        basis, _words("--by", by), now.isoformat(timespec="seconds"), _day(retain_until, now.date())
    )
    path = beside_path(recording)
    written = ConsentRecord(given, purpose.strip(), tuple(_person(entry) for entry in people))
    aside = write_record(path, written, again_at=now if again else None)
    if aside is not None:
        click.echo(f"The earlier record is now {aside}")
    if again:
        _tell_store_given(recording, given)
    click.echo(f"Wrote {path}")


@consent.command()
@_RECORDING
def show(recording: Path) -> None:
    """Show the consent record beside RECORDING, and whether it stands (exit status 3 where it does not)."""
    path = _record_of(recording)
    found = read_record(path)
    given = found.consent
    click.echo(f"{path}\n  basis         {given.basis}")
    click.echo(f"  recorded by   {given.recorded_by}\n  recorded at   {given.recorded_at}")
    click.echo(f"  retain until  {given.retain_until or 'no day named'}")
    if found.purpose:
        click.echo(f"  purpose       {found.purpose}")
    for person in found.people:
        role = f" ({person.role})" if person.role else ""
        details = [person.agreed] if person.agreed else []
        details += [f"to {', '.join(person.agreed_to)}"] if person.agreed_to else []
        click.echo(f"  agreed        {'; '.join([person.name + role, *details])}")
    require_in_force(given, path, local_day(datetime.now(UTC)))
    click.echo("  stands        yes")


@consent.command()
@_RECORDING
@click.option("--by", required=True, metavar="NAME", help="Who withdraws it, or takes the withdrawal down.")
def withdraw(recording: Path, by: str) -> None:
    """Mark consent for RECORDING as withdrawn, beside it and in the store; its jobs stop.

    Works also where no record was written, or the recording itself is gone.
    """
    path = beside_path(recording)
    name = _words("--by", by)
    if not recording.exists() and not path.exists():
        raise UsageError(f"found neither {recording} nor {path.name} beside it", "Check the path")
    first = mark_withdrawn(path, name, datetime.now(UTC).astimezone())
    click.echo(f"{'Marked' if first else 'Was already marked'} as withdrawn: {path}")
    if recording.is_file() and _tell_store_withdrawn(recording, name):
        click.echo("The store keeps a copy of this recording; it will not be analysed any more.")


def _tell_store_withdrawn(recording: Path, by: str) -> bool:
    from observe.store import open_store  # only here: the database's libraries are slow to import

    with open_store() as store:
        return store.recordings.withdraw(sha256_of(recording), by)


def _tell_store_given(recording: Path, given: Consent) -> None:
    from observe.store import open_store

    with open_store() as store:
        store.recordings.give_consent(sha256_of(recording), given)


def _require_file(recording: Path) -> None:
    if not recording.is_file():
        raise AudioUnreadable(f"{recording} is not a file; a recording was expected", "Check the path")


def _record_of(recording: Path) -> Path:
    path = beside_path(recording)
    if not path.is_file():
        raise ConsentMissing(
            f"{recording.name}: {path.name} is not beside it",
            f"Write it: observe consent record {recording} --basis explicit --by NAME",
        )
    return path


def _words(option: str, given: str) -> str:
    if not given.strip():
        raise UsageError(f"{option} is empty; a name was expected")
    return given.strip()


def _day(given: str | None, today: date) -> str | None:
    if given is None:
        return None
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"--retain-until is {given!r}; a day was expected, as 2026-09-30") from None
    if day < today:
        raise UsageError(f"--retain-until is {given}, which is past; a day from {today} on was expected")
    return day.isoformat()


def _person(entry: str) -> Person:
    name, _, role = entry.partition(":")
    return Person(_words("--person", name), role.strip())
