"""The stage that tells voices apart: one track through the diariser, and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from typing import Any

from observe.analysis.stages import CachedStage, Run
from observe.annotation import Interval, SpeakerSegment
from observe.audio.channels import Track
from observe.audio.decode import SAMPLE_RATE_HZ, Samples
from observe.diarise import ChannelVoices, Diariser, Stretch, Voices
from observe.diarise.channels import cut
from observe.turns.align import SpokenWord, stretches

STAGE = CachedStage(
    "diarise",
    code=("observe.analysis.voices", "observe.diarise.adapter"),
    libraries=("av", "librosa", "numpy", "pyannote.audio", "scipy", "torch", "torchaudio"),
)


def voices_of(
    run: Run,
    track: Track,
    diariser: Diariser,
    speakers: int | None,
    *,
    exactly: bool = False,
    without: Sequence[Interval] = (),
) -> tuple[SpeakerSegment, ...]:
    """Who speaks when on a track.

    Args:
        run: the analysis under way.
        track: what to listen to.
        diariser: what tells the voices apart.
        speakers: how many voices; None to count them.
        exactly: a person said that as many speak; what was kept serves for that as well.
        without: stretches of nobody's voice, which are not listened to.
    """

    def make() -> Any:
        voices = diariser.diarise(
            _muted(track.samples, without),
            speakers=speakers,
            progress=lambda share: run.report("diarise", share),
        )
        found = [(segment.start, segment.end, segment.speaker) for segment in voices.segments]
        return {"segments": found, "one": voices.one}

    models = [(model.name, model.revision, model.sha256) for model in diariser.models]
    muted = [(stretch.start, stretch.end) for stretch in without]
    kept = run.kept(STAGE, {"models": models, "speakers": speakers, "without": muted}, make)
    voices = Voices(tuple(SpeakerSegment(*segment) for segment in kept["segments"]), kept["one"])
    return voices.decided(exactly=exactly)


def speech_on(tracks: Sequence[Track], spoken: Sequence[SpokenWord]) -> dict[Stretch, Samples]:
    """What is said on two channels, in pieces: all that comparing voices needs, so that the rest can go.

    Args:
        tracks: of the two channels, left first.
        spoken: the words of both.
    """
    said = [
        Stretch(int(segment.speaker), segment.start, segment.end)
        for segment in stretches(replace(each, speaker=str(each.channel)) for each in spoken)
    ]
    return {piece: _cut(tracks[piece.channel].samples, piece) for piece in cut(said)}


def channel_voices_of(run: Run, speech: Mapping[Stretch, Samples], diariser: Diariser) -> ChannelVoices:
    """Whether two channels keep to their party, and who else is on them.

    Args:
        run: the analysis under way.
        speech: on both channels.
        diariser: what compares voices.
    """

    def make() -> Any:
        found = diariser.channels(speech)
        return {"swapped_at": found.swapped_at, "second": [astuple(each) for each in found.second]}

    models = [(model.name, model.revision, model.sha256) for model in diariser.models]
    kept = run.kept(STAGE, {"models": models, "channels": [astuple(piece) for piece in speech]}, make)
    return ChannelVoices(kept["swapped_at"], tuple(Stretch(*each) for each in kept["second"]))


def _cut(samples: Samples, piece: Stretch) -> Samples:
    return samples[int(piece.start * SAMPLE_RATE_HZ) : int(piece.end * SAMPLE_RATE_HZ)].copy()


def _muted(samples: Samples, stretches: Sequence[Interval]) -> Samples:
    if not stretches:
        return samples
    quiet = samples.copy()
    for stretch in stretches:
        quiet[int(stretch.start * SAMPLE_RATE_HZ) : int(stretch.end * SAMPLE_RATE_HZ)] = 0.0
    return quiet
