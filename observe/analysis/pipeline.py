"""The whole path: a recording in, an observation out.

decode → channels → words → speakers → turns → roles → cues → findings. The two slow stages keep what they
gave in a workspace, so a run that was killed goes on where it stopped; all that follows takes a moment.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from observe import __version__
from observe.analysis.report import Report, silent
from observe.analysis.suggestions import listen
from observe.annotation import Seconds, SpeakerSegment, Turn, Word
from observe.audio.channels import Track, Tracks, separate
from observe.audio.decode import decode
from observe.diarise import Diariser
from observe.errors import NoSpeech, ObserveError, Stage, UsageError
from observe.meaning import Meaning
from observe.observation import Consent, Observation, Provenance, Recording, RoleFound, SchemeUsed
from observe.schemes import Scheme
from observe.transcribe import Transcriber, Transcription
from observe.turns import roles
from observe.turns.align import SpokenWord, assign, stretches, turns

Cues = Literal["full", "rules"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may ask of an analysis.

    Attributes:
        speakers: how many voices a mono recording holds; None to count them.
        customer_name: where it is known; it is also listened for.
        agent_channel: 0 (left) or 1 (right) where a person said which is the agent's.
        agent_speaker: the agent's label, where a person corrected the guess.
        language: ISO 639-1 code, or None to find it.
        cues: ``full`` hears meaning as well; ``rules`` leaves cues to the rules alone.
    """

    speakers: int | None = 2
    customer_name: str | None = None
    agent_channel: int | None = None
    agent_speaker: str | None = None
    language: str | None = None
    cues: Cues = "full"

    def as_dict(self) -> dict[str, object]:
        """The options as JSON values, for provenance and the queue."""
        return {
            "speakers": self.speakers,
            "customer_name": self.customer_name,
            "agent_channel": self.agent_channel,
            "agent_speaker": self.agent_speaker,
            "language": self.language,
            "cues": self.cues,
        }


class StageCache(Protocol):
    """Where finished stages are kept; `observe.store.Workspace` is one."""

    def get(self, stage: str, key: str) -> bytes | None:
        """What the stage gave under that key, or None."""
        ...

    def put(self, stage: str, key: str, data: bytes) -> None:
        """Keep what a stage gave, whole or not at all."""
        ...


class NoCache:
    """Keeps nothing."""

    def get(self, stage: str, key: str) -> bytes | None:
        """Nothing was kept."""
        return None

    def put(self, stage: str, key: str, data: bytes) -> None:
        """Let it go."""


@dataclass(frozen=True, slots=True)
class Engines:
    """The slow machinery, behind its protocols."""

    transcriber: Transcriber
    diariser: Diariser
    meaning: Meaning | None = None


@dataclass(slots=True)
class _Run:
    """One analysis under way: where it reports, what it keeps, and the time each stage took."""

    cache: StageCache
    report: Report
    seconds: dict[str, Seconds] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        """Time a stage, and name it in whatever fault comes out of it."""
        self.report(name, 0.0)
        begun = time.perf_counter()
        try:
            yield
        except MemoryError as error:
            raise ObserveError(
                "the machine's memory is full", "Close other programs, or split the recording", stage=name
            ) from error
        self.seconds[name] = time.perf_counter() - begun

    def kept(self, name: Stage, key: Mapping[str, object], make: Callable[[], Any]) -> Any:
        """What the stage gives: kept from an earlier run, or made now and kept."""
        text = json.dumps({"version": __version__, **key}, sort_keys=True, default=str)
        held = self.cache.get(name, text)
        if held is not None:
            self.report(name, 1.0, cached=True)
            return json.loads(held)
        made = make()
        self.cache.put(name, text, json.dumps(made).encode())
        return made


def analyse(
    path: Path,
    sha256: str,
    consent: Consent,
    engines: Engines,
    schemes: Sequence[Scheme],
    options: Options = Options(),
    *,
    name: str | None = None,
    cache: StageCache = NoCache(),  # noqa: B008 - keeps no state
    report: Report = silent,
) -> Observation:
    """Analyse one recording.

    Args:
        path: the recording.
        sha256: of its bytes.
        consent: the basis on which it may be processed; the caller has checked it.
        engines: recogniser and diariser.
        schemes: whose criteria to suggest findings for.
        options: what the user asked for.
        name: what people call the recording, where that is not the path's own name.
        cache: where finished stages are kept.
        report: told the stage and how much of it is done.

    Raises:
        AudioUnreadable: the file does not decode, or is cut short.
        NoSpeech: nobody speaks.
        UsageError: an option does not fit this recording.
    """
    run = _Run(cache, report)
    called = name or path.name
    with run.stage("decode"):
        audio = decode(path, called)
        tracks = separate(audio)
        duration_s, stored_channels, stored_rate_hz = (
            audio.duration_s,
            audio.stored_channels,
            audio.stored_rate_hz,
        )
        del audio  # a mixture of two channels needs them no longer, and of hours they are large
        _check_options(called, tracks, options)
    with run.stage("transcribe"):
        heard = _transcribe(run, tracks.tracks, engines.transcriber, options)
        if not any(transcription.words for transcription in heard):
            raise NoSpeech(
                f"found no speech in the {duration_s:.0f} s of {called}; expected a conversation",
                "Play the file to check that it holds the call",
            )
    with run.stage("diarise"):
        spoken, segments = _speakers(run, tracks, heard, engines.diariser, options)
        parties_apart, layout = tracks.parties_apart, tracks.layout
        del tracks  # what meaning is read with needs the room
    with run.stage("turns"):
        told, call = _turns(spoken, options)
    meaning = engines.meaning if options.cues == "full" else None
    heard_in = listen(call, options.customer_name, meaning, schemes, run.stage)
    used = engines.transcriber.models + (() if parties_apart else engines.diariser.models)
    used += meaning.models if meaning else ()
    return Observation(
        recording=Recording(
            file=called,
            sha256=sha256,
            duration_s=duration_s,
            channels=stored_channels,
            sample_rate_hz=stored_rate_hz,
            layout=layout,
            language=max(heard, key=lambda h: len(h.words)).language,
        ),
        consent=consent,
        provenance=Provenance(
            observe_version=__version__,
            models=used,
            options=options.as_dict() | {"schemes": [f"{scheme.id} {scheme.version}" for scheme in schemes]},
            seconds=run.seconds,
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
        ),
        turns=call,
        cues=heard_in.cues,
        dynamics=heard_in.dynamics,
        findings=heard_in.findings,
        roles=told,
        segments=segments,
        schemes=tuple(SchemeUsed(scheme.id, scheme.version, scheme.sha256) for scheme in schemes),
    )


def _check_options(name: str, tracks: Tracks, options: Options) -> None:
    if options.agent_channel is not None and not tracks.parties_apart:
        raise UsageError(
            f"{name} has no channel for each party, so --agent-channel does not fit"
            f" ({tracks.because.rstrip('.')})",
            "Leave it out; if the roles come out wrong, name the agent with --agent-speaker",
            stage="decode",
        )


def _transcribe(
    run: _Run, tracks: Sequence[Track], transcriber: Transcriber, options: Options
) -> list[Transcription]:
    hotwords = (options.customer_name,) if options.customer_name else ()
    models = [(model.name, model.revision, model.sha256) for model in transcriber.models]
    heard: list[Transcription] = []
    for number, track in enumerate(tracks):
        language = options.language or next((h.language for h in heard if h.words), None)

        def make(track: Track = track, number: int = number, language: str | None = language) -> Any:
            found = transcriber.transcribe(
                track.samples,
                hotwords=hotwords,
                language=language,
                progress=lambda share: run.report("transcribe", (number + share) / len(tracks)),
            )
            words = [(word.text, word.start, word.end, word.probability) for word in found.words]
            return {"words": words, "language": found.language, "probability": found.language_probability}

        key = {"models": models, "hotwords": hotwords, "language": language, "channel": track.channel}
        kept = run.kept("transcribe", key, make)
        words = tuple(Word(*word) for word in kept["words"])
        heard.append(Transcription(words, kept["language"], kept["probability"]))
    return heard


def _speakers(
    run: _Run, tracks: Tracks, heard: Sequence[Transcription], diariser: Diariser, options: Options
) -> tuple[list[SpokenWord], tuple[SpeakerSegment, ...]]:
    """Each word with its speaker, and who speaks when."""
    if tracks.parties_apart:
        by_channel = [
            SpokenWord(word, f"SPEAKER_{track.channel:02d}", track.channel)
            for track, transcription in zip(tracks.tracks, heard, strict=True)
            for word in transcription.words
        ]
        return by_channel, stretches(by_channel)

    def make() -> Any:
        segments = diariser.diarise(
            tracks.tracks[0].samples,
            speakers=options.speakers,
            progress=lambda share: run.report("diarise", share),
        )
        return [(segment.start, segment.end, segment.speaker) for segment in segments]

    models = [(model.name, model.revision, model.sha256) for model in diariser.models]
    kept = run.kept("diarise", {"models": models, "speakers": options.speakers}, make)
    segments = tuple(SpeakerSegment(*segment) for segment in kept)
    return list(assign(heard[0].words, segments)), segments


def _turns(spoken: Sequence[SpokenWord], options: Options) -> tuple[tuple[RoleFound, ...], tuple[Turn, ...]]:
    unnamed = turns(spoken)
    if options.agent_channel is not None:
        told = roles.by_channel(unnamed, options.agent_channel)
    else:
        told = roles.find(unnamed, agent_speaker=options.agent_speaker)
    return told, turns(spoken, roles.as_mapping(told))
