"""The stage that tells voices apart: one track through the diariser, and kept."""

from __future__ import annotations

from typing import Any

from observe.analysis.stages import CachedStage, Run
from observe.annotation import SpeakerSegment
from observe.audio.channels import Track
from observe.diarise import Diariser

STAGE = CachedStage(
    "diarise",
    code=("observe.analysis.voices", "observe.diarise.adapter"),
    libraries=("av", "librosa", "numpy", "pyannote.audio", "scikit-learn", "scipy", "torch", "torchaudio"),
)


def voices_of(run: Run, track: Track, diariser: Diariser, speakers: int | None) -> tuple[SpeakerSegment, ...]:
    """Who speaks when on a track.

    Args:
        run: the analysis under way.
        track: what to listen to.
        diariser: what tells the voices apart.
        speakers: how many voices; None to count them.
    """

    def make() -> Any:
        segments = diariser.diarise(
            track.samples, speakers=speakers, progress=lambda share: run.report("diarise", share)
        )
        return [(segment.start, segment.end, segment.speaker) for segment in segments]

    models = [(model.name, model.revision, model.sha256) for model in diariser.models]
    kept = run.kept(STAGE, {"models": models, "speakers": speakers}, make)
    return tuple(SpeakerSegment(*segment) for segment in kept)
