"""``observe analyse``: recordings in; documents, captions and a stored observation out."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from observe.cli import EXIT_CONSENT, EXIT_FAILED, EXIT_USAGE, exit_status, fault, printable
from observe.cli.listening import cues_option
from observe.errors import UsageError

if TYPE_CHECKING:
    from observe.analysis.pipeline import Cues
    from observe.cli.batch import Done
    from observe.transcribe.whisper import Device


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option(
    "--consent",
    metavar="BASIS",
    help="explicit, verbal-on-call, role-play, or a file with the full record; STEM.consent.toml beside a "
    "recording is found by itself.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Where the documents go; this folder unless told.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON document a recording on standard output, and nothing else.",
)
@click.option(
    "--speakers",
    metavar="N|auto",
    default="2",
    show_default=True,
    help="Voices on a mono recording; auto counts them.",
)
@click.option(
    "--exactly",
    is_flag=True,
    help="As many people speak as --speakers says, where two came out as one voice; nothing slow runs again.",
)
@click.option("--customer-name", metavar="NAME", help="Listened for, and recognised when the agent uses it.")
@click.option(
    "--agent-channel",
    type=click.Choice(["left", "right"]),
    help="Where each party has a channel and the roles came out wrong.",
)
@click.option(
    "--agent-speaker",
    metavar="LABEL",
    help="The agent's label, where a mono call's roles came out wrong; nothing slow runs again.",
)
@click.option(
    "--model",
    metavar="NAME",
    default="base",
    show_default=True,
    help="Another Whisper that faster-whisper can fetch (large-v3-turbo), or a folder of weights.",
)
@click.option("--language", metavar="CODE", help="Such as en; found unless told. Cues are for English.")
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="auto",
    show_default=True,
    help="Where to run; auto takes a GPU where there is one.",
)
@click.option("--scheme", metavar="ID", help="Findings for one marking scheme; for all unless told.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Who does the work; this version has the one engine.",
)
@cues_option
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many recordings at once; this version takes one. `observe worker` may run several times.",
)
def analyse(
    paths: tuple[Path, ...],
    consent: str | None,
    out: Path,
    as_json: bool,
    speakers: str,
    exactly: bool,
    customer_name: str | None,
    agent_channel: str | None,
    agent_speaker: str | None,
    model: str,
    language: str | None,
    device: Device,
    scheme: str | None,
    engine: str,
    workers: int,
    cues: Cues,
) -> int:
    """Analyse recordings: words, speakers, listening cues and suggested findings.

    PATH is a recording or a folder of them. Each gets STEM.observation.json, STEM.rttm and STEM.vtt, and a
    stored observation for the app. Nothing is decoded, transcribed or stored without a basis for consent.

    A run that was stopped goes on where it was when it is started again. Two runs on one recording at once: the
    second says so and ends.
    """
    if engine == "ray" or workers > 1:
        raise UsageError(
            "found --engine ray or --workers above 1; this version analyses one recording at a time",
            "Leave both out, or start several `observe worker` processes on one data folder",
        )
    from observe.analysis.pipeline import Options
    from observe.analysis.recording import Request
    from observe.cli.batch import each

    request = Request(
        options=Options(
            speakers=_speakers(speakers),
            exactly=exactly,
            customer_name=(customer_name or "").strip() or None,
            agent_channel={"left": 0, "right": 1, None: None}[agent_channel],
            agent_speaker=agent_speaker,
            language=language,
            cues=cues,
        ),
        model=model,
        device=device,
        scheme=scheme,
    )
    statuses: list[int] = []
    kept, said = 0, None
    for done in each(paths, consent, request, out, quiet=as_json):
        if done.error is None:
            kept += 1
        else:
            statuses.append(exit_status(done.error))
            if done.error is not said:  # what stops the whole batch is said once
                print(
                    fault(done.error, "" if done.shared else printable(done.path.name)),
                    file=sys.stderr,
                    flush=True,
                )
            said = done.error
        if as_json:
            print(json.dumps(_result(done), ensure_ascii=False), flush=True)
    return _status(kept, statuses)


def _result(done: Done) -> dict[str, Any]:
    if done.error is None:
        return done.document or {}
    error = done.error
    return {
        "recording": printable(str(done.path)),
        "error": {"stage": error.stage, "message": error.message, "hint": error.hint},
    }


def _status(kept: int, statuses: Sequence[int]) -> int:
    """The documented exit status of a batch.

    3 where consent was wanting for any recording, 2 where nothing could be done because of how the command was
    given, 1 where some failed, 0 where all went well.
    """
    kinds = set(statuses)
    if not kinds:
        return 0
    if EXIT_CONSENT in kinds:
        return EXIT_CONSENT
    return EXIT_USAGE if kinds == {EXIT_USAGE} and not kept else EXIT_FAILED


def _speakers(given: str) -> int | None:
    if given == "auto":
        return None
    if given.isdecimal() and 1 <= int(given) <= 20:
        return int(given)
    raise UsageError(
        f"found --speakers {given}; expected a number from 1 to 20, or auto", "Two is usual for a call"
    )
