"""``observe analyse``: recordings in; documents, captions and a stored observation out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from observe.cli import EXIT_CONSENT, EXIT_FAILED, exit_status, fault
from observe.errors import ObserveError, StoreUnusable, UsageError

#: What is taken from a folder; a file that is named outright is tried whatever it is called.
ENDINGS = frozenset(
    f".{ending}"
    for ending in "wav mp3 m4a mp4 aac ogg oga opus flac webm amr wma gsm aif aiff mka mkv mov 3gp".split(" ")
)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one recording: a document, or a fault."""

    path: Path
    document: dict[str, Any] | None = None
    error: ObserveError | None = None


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(path_type=Path))
@click.option(
    "--consent",
    metavar="BASIS",
    help="explicit, verbal-on-call, role-play, or a file with the full record; by default STEM.consent.toml.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder for the documents; by default this one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document a recording, and nothing else.")
@click.option(
    "--speakers", metavar="N|auto", default="2", show_default=True, help="Voices on a mono recording."
)
@click.option("--customer-name", metavar="NAME", help="Listened for, and recognised when the agent uses it.")
@click.option("--agent-channel", type=click.Choice(["left", "right"]), help="Where each party has a channel.")
@click.option("--agent-speaker", metavar="LABEL", help="The agent's label, to correct a wrong guess.")
@click.option("--model", default="base", show_default=True, help="Whisper's name, or a folder of weights.")
@click.option("--language", metavar="CODE", help="Such as en; by default it is found.")
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda"]),
    default="auto",
    show_default=True,
    help="Where to run.",
)
@click.option(
    "--scheme", metavar="ID", help="Suggest findings for this marking scheme only; by default for all."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Who does the work.",
)
@click.option("--workers", type=click.IntRange(1), default=1, help="How many recordings at once.")
def analyse(
    paths: tuple[Path, ...],
    consent: str | None,
    out: Path,
    as_json: bool,
    speakers: str,
    customer_name: str | None,
    agent_channel: str | None,
    agent_speaker: str | None,
    model: str,
    language: str | None,
    device: str,
    scheme: str | None,
    engine: str,
    workers: int,
) -> int:
    """Analyse recordings: words, speakers, listening cues and suggested findings.

    PATH is a recording or a folder of them. Nothing is decoded, transcribed or stored without a basis for
    consent. A run that was interrupted goes on where it stopped when it is started again.
    """
    if engine == "ray" or workers > 1:
        raise UsageError(
            "found --engine ray or --workers above 1; this version analyses one recording at a time",
            "Leave both out, or start several `observe worker` processes on one data folder",
        )
    from observe.analysis import Request
    from observe.pipeline import Options

    request = Request(
        options=Options(
            speakers=_speakers(speakers),
            customer_name=(customer_name or "").strip() or None,
            agent_channel={"left": 0, "right": 1, None: None}[agent_channel],
            agent_speaker=agent_speaker,
            language=language,
        ),
        model=model,
        device=device,
        scheme=scheme,
    )
    statuses = []
    for done in _each(_recordings(paths), consent, request, out, quiet=as_json):
        if done.error is not None:
            statuses.append(exit_status(done.error))
            print(fault(done.error, done.path.name), file=sys.stderr, flush=True)
        if as_json:
            print(json.dumps(_result(done), ensure_ascii=False), flush=True)
    return _status(statuses)


def _each(
    recordings: Sequence[Path], consent: str | None, request: Any, out: Path, *, quiet: bool
) -> Iterator[Done]:
    """Analyse one after another; a fault in one is kept for its own line and the rest go on."""
    from observe import consent as consents
    from observe.analysis import analyse_file, schemes_for
    from observe.cli.progress import Progress
    from observe.io import document
    from observe.store import open_store

    covered: dict[Path, Any] = {}
    for path in recordings:
        try:
            covered[path] = consents.read(consent, path)
        except ObserveError as error:
            yield Done(path, error=error)
    if not covered:
        return
    _make_folder(out)
    names = _stems(recordings)
    with open_store() as store, Progress(len(covered), quiet=quiet) as progress:
        schemes = schemes_for(request, store)
        from observe import engines

        machinery = engines.build(request.model, request.device)
        for path, given in covered.items():
            try:
                with progress.recording(path.name, store) as report:
                    stored, observation = analyse_file(
                        path, given, machinery, schemes, request.options, store, report=report
                    )
                _write(out, names[path], observation)
            except ObserveError as error:
                yield Done(path, error=error)
            else:
                progress.done(path.name, stored.id, observation)
                yield Done(path, document.as_dict(observation))


def _write(out: Path, stem: str, observation: Any) -> None:
    from observe.io import document, rttm, vtt
    from observe.io.segments import of_turns
    from observe.store.folder import write_whole

    write_whole(out / f"{stem}.observation.json", document.dumps(observation).encode())
    write_whole(out / f"{stem}.rttm", rttm.dumps(of_turns(observation.turns), stem).encode())
    write_whole(out / f"{stem}.vtt", vtt.dumps(observation.turns).encode())


def _result(done: Done) -> dict[str, Any]:
    if done.error is None:
        return done.document or {}
    error = done.error
    return {
        "recording": str(done.path),
        "error": {"stage": error.stage, "message": error.message, "hint": error.hint},
    }


def _status(statuses: Sequence[int]) -> int:
    """3 where only consent was wanting, 2 where only the usage was wrong, else 1; 0 where all went well."""
    kinds = set(statuses)
    if not kinds:
        return 0
    return kinds.pop() if len(kinds) == 1 else (EXIT_CONSENT if EXIT_CONSENT in kinds else EXIT_FAILED)


def _speakers(given: str) -> int | None:
    if given == "auto":
        return None
    if given.isdecimal() and 1 <= int(given) <= 20:
        return int(given)
    raise UsageError(
        f"found --speakers {given}; expected a number from 1 to 20, or auto", "Two is usual for a call"
    )


def _recordings(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those in the folders named, each once."""
    found: dict[Path, Path] = {}
    for path in paths:
        files = [path]
        if path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in ENDINGS)
            if not files:
                raise UsageError(
                    f"found no recordings in {path}", f"Expected files ending in {', '.join(sorted(ENDINGS))}"
                )
        for file in files:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _stems(recordings: Sequence[Path]) -> dict[Path, str]:
    """What to call each recording's documents: its stem, or its whole name where two share a stem."""
    stems = [path.stem for path in recordings]
    names: dict[Path, str] = {}
    for path in recordings:
        name = path.stem if stems.count(path.stem) == 1 else path.name
        number = 2
        while name in names.values():
            name = f"{path.name}-{number}"
            number += 1
        names[path] = name
    return names


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusable(
            f"cannot write {out} ({error.strerror})", "Name a folder you may write to with --out"
        ) from error
