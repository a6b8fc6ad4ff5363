"""The stage that hears words: each track through the recogniser, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from observe.analysis.stages import CachedStage, Run
from observe.annotation import Word
from observe.audio.channels import Track
from observe.observation import ENGLISH
from observe.transcribe import Transcriber, Transcription

STAGE = CachedStage(
    "transcribe",
    code=("observe.analysis.words", "observe.transcribe.whisper"),
    # onnxruntime runs Silero's voice activity detection.
    libraries=("av", "ctranslate2", "faster-whisper", "librosa", "numpy", "onnxruntime", "scipy"),
)


def words_of(
    run: Run,
    tracks: Sequence[Track],
    transcriber: Transcriber,
    *,
    hotwords: tuple[str, ...] = (),
    language: str | None = None,
) -> list[Transcription]:
    """What was said on each track, in the tracks' order.

    Args:
        run: the analysis under way.
        tracks: what to listen to.
        transcriber: the recogniser.
        hotwords: names and terms to listen for.
        language: ISO 639-1 code, or None to find each track's. Of one that says too little to tell, what
            another track was surely spoken in is expected.
    """
    models = [(model.name, model.revision, model.sha256) for model in transcriber.models]
    heard: list[Transcription] = []
    for number, track in enumerate(tracks):
        expected = next((h.language for h in heard if h.words and h.sure), ENGLISH)

        def make(track: Track = track, number: int = number, expected: str = expected) -> Any:
            found = transcriber.transcribe(
                track.samples,
                hotwords=hotwords,
                language=language,
                expected=expected,
                progress=lambda share: run.report("transcribe", (number + share) / len(tracks)),
            )
            words = [(word.text, word.start, word.end, word.probability) for word in found.words]
            return {
                "words": words,
                "language": found.language,
                "probability": found.language_probability,
                "sure": found.sure,
            }

        settings = {
            "models": models,
            "hotwords": hotwords,
            "language": language,
            "expected": expected,
            "channel": track.channel,
        }
        kept = run.kept(STAGE, settings, make)
        words = tuple(Word(*word) for word in kept["words"])
        heard.append(Transcription(words, kept["language"], kept["probability"], sure=kept["sure"]))
    return heard
