"""The whole path: a recording in, an observation out.

decode → channels → words → speakers → turns → roles → cues → findings. The two slow stages keep what they
gave in a workspace, so a run that was killed goes on where it stopped; all that follows takes a moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from observe import __version__
from observe.analysis.languages import language_remarks
from observe.analysis.parties import (
    is_party,
    on_channels,
    party_remarks,
    roles_of_others,
    speaker_on,
    voices_to_expect,
)
from observe.analysis.report import Report, silent
from observe.analysis.stages import NoCache, Run, StageCache
from observe.analysis.suggestions import listen
from observe.analysis.voices import channel_voices_of, speech_on, voices_of
from observe.analysis.words import words_of
from observe.annotation import SpeakerSegment, Turn
from observe.audio.channels import Tracks, separate
from observe.audio.decode import decode
from observe.diarise import Diariser
from observe.errors import NoSpeech, UsageError
from observe.meaning import Meaning
from observe.observation import Consent, Observation, Provenance, Recording, RoleFound, SchemeUsed
from observe.schemes import Scheme
from observe.transcribe import Transcriber, Transcription
from observe.turns import roles
from observe.turns.align import SpokenWord, assign, stretches, turns
from observe.turns.recorded_voice import recorded_stretches, without_person

Cues = Literal["full", "rules"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may ask of an analysis.

    Attributes:
        speakers: how many voices a mono recording holds; None to count them.
        exactly: as many speak as ``speakers`` says, even where one voice seems to, because a person said so.
        customer_name: where it is known; it is also listened for.
        agent_channel: 0 (left) or 1 (right) where a person said which is the agent's.
        agent_speaker: the agent's label, where a person corrected the guess.
        language: ISO 639-1 code, or None to find it.
        cues: ``full`` hears meaning as well; ``rules`` leaves cues to the rules alone.
    """

    speakers: int | None = 2
    exactly: bool = False
    customer_name: str | None = None
    agent_channel: int | None = None
    agent_speaker: str | None = None
    language: str | None = None
    cues: Cues = "full"

    def as_dict(self) -> dict[str, object]:
        """The options as JSON values, for provenance and the queue."""
        return {
            "speakers": self.speakers,
            "exactly": self.exactly,
            "customer_name": self.customer_name,
            "agent_channel": self.agent_channel,
            "agent_speaker": self.agent_speaker,
            "language": self.language,
            "cues": self.cues,
        }


@dataclass(frozen=True, slots=True)
class Engines:
    """The slow machinery, behind its protocols."""

    transcriber: Transcriber
    diariser: Diariser
    meaning: Meaning | None = None


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
    run = Run(cache, report)
    called = name or path.name
    with run.stage("decode"):
        audio = decode(path, called)
        tracks = separate(audio)
        duration_s, stored_channels, stored_rate_hz = (
            audio.duration_s,
            audio.stored_channels,
            audio.stored_rate_hz,
        )
        remarks = (*audio.remarks, *tracks.remarks)
        del audio  # a mixture of two channels needs them no longer, and of hours they are large
        _check_options(called, tracks, options)
    with run.stage("transcribe"):
        heard = words_of(
            run,
            tracks.tracks,
            engines.transcriber,
            hotwords=(options.customer_name,) if options.customer_name else (),
            language=options.language,
        )
        if not any(transcription.words for transcription in heard):
            raise NoSpeech(
                f"found no speech in the {duration_s:.0f} s of {called}; expected a conversation",
                "Play the file to check that it holds the call",
            )
    with run.stage("diarise"):
        parties_apart, layout = tracks.parties_apart, tracks.layout
        swapped = None
        if parties_apart:
            by_channel = _by_channel(tracks, heard)
            people = [each for each in without_person(by_channel) if is_party(each.speaker)]
            speech = speech_on(tracks.tracks, people)
            del tracks  # comparing voices needs the room
            voices = channel_voices_of(run, speech, engines.diariser)
            del speech
            spoken, swapped = on_channels(by_channel, voices), voices.swapped_at
            segments = stretches(spoken)
        else:
            spoken, segments = _told_apart(run, tracks, heard[0], engines.diariser, options)
            del tracks  # what meaning is read with needs the room
    with run.stage("turns"):
        told, call = _turns(spoken, options)
    meaning = engines.meaning if options.cues == "full" else None
    most = max(heard, key=lambda track: len(track.words))
    heard_in = listen(call, options.customer_name, meaning, schemes, most.language, run.stage)
    # On two channels voices are compared, and not cut out of a mixture: the last model alone took part.
    used = engines.transcriber.models + engines.diariser.models[-1 if parties_apart else 0 :]
    used += meaning.models if meaning else ()
    return Observation(
        recording=Recording(
            file=called,
            sha256=sha256,
            duration_s=duration_s,
            channels=stored_channels,
            sample_rate_hz=stored_rate_hz,
            layout=layout,
            language=most.language,
            remarks=(*remarks, *party_remarks(call, swapped), *language_remarks(most, call)),
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


def _by_channel(tracks: Tracks, heard: Sequence[Transcription]) -> tuple[SpokenWord, ...]:
    """The words of two channels with a party each."""
    return tuple(
        SpokenWord(word, speaker_on(track.channel or 0), track.channel)
        for track, transcription in zip(tracks.tracks, heard, strict=True)
        for word in transcription.words
    )


def _told_apart(
    run: Run, tracks: Tracks, heard: Transcription, diariser: Diariser, options: Options
) -> tuple[tuple[SpokenWord, ...], tuple[SpeakerSegment, ...]]:
    """Each word of a single track with its speaker, and who speaks when."""
    unnamed = [SpokenWord(word, "") for word in heard.words]
    recorded = recorded_stretches(unnamed)
    speakers = options.speakers if options.exactly else voices_to_expect(unnamed, options.speakers)
    segments = voices_of(run, tracks.tracks[0], diariser, speakers, exactly=options.exactly, without=recorded)
    return assign(heard.words, segments), segments


def _turns(spoken: Sequence[SpokenWord], options: Options) -> tuple[tuple[RoleFound, ...], tuple[Turn, ...]]:
    heard = without_person(spoken)
    parties = turns(each for each in heard if is_party(each.speaker))
    if options.agent_channel is not None:
        told = roles.by_channel(parties, options.agent_channel)
    else:
        told = roles.find(parties, agent_speaker=options.agent_speaker)
    told = (*told, *roles_of_others(heard, told))
    return told, turns(heard, roles.as_mapping(told))
