"""A recogniser and a diariser that say what the test wants, and count how often they are asked."""

from __future__ import annotations

import json
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from observe.analysis.pipeline import Engines
from observe.annotation import SpeakerSegment, Word
from observe.diarise import ChannelVoices, Voices
from observe.observation import Consent, ModelUsed
from observe.transcribe import Transcription

CONSENT = Consent("role-play", "A. Tutor", "2026-03-02T14:10:00+00:00")
RATE = 16_000

AGENT = "Good morning, Willow Lane Energy, how can I help?"
CUSTOMER = "I have been charged twice and I am not happy."
#: Who speaks, and when: (seconds, channel, text).
CALL = (
    (0.5, 0, AGENT),
    (4.5, 1, CUSTOMER),
    (8.5, 0, "I'm sorry about that. Could you tell me which payment you mean?"),
    (12.5, 1, "The one from March."),
)


def words(start: float, text: str, pace: float = 0.25) -> tuple[Word, ...]:
    """A sentence's words, a quarter of a second each."""
    return tuple(
        Word(word, start + n * pace, start + (n + 1) * pace, 0.9) for n, word in enumerate(text.split())
    )


def spoken(channel: int | None = None) -> tuple[Word, ...]:
    """The words of one party of ``CALL``, or of both."""
    return tuple(w for start, side, text in CALL if channel in (None, side) for w in words(start, text))


@dataclass
class FakeTranscriber:
    """Gives the words of ``CALL``; on stereo, those of the channel whose turn it is."""

    by_track: Sequence[tuple[Word, ...]] = (spoken(),)
    asked: list[dict] = field(default_factory=list)
    log: Path | None = None
    language: str = "en"
    sure: bool = True

    @property
    def models(self) -> tuple[ModelUsed, ...]:
        """A made-up model."""
        return (ModelUsed("fake-whisper", "1", "0" * 64),)

    def transcribe(
        self, samples, *, hotwords=(), language=None, expected="en", progress=lambda share: None
    ) -> Transcription:
        """The next track's words."""
        track = self.by_track[len(self.asked) % len(self.by_track)]
        self.asked.append(
            {"hotwords": tuple(hotwords), "language": language, "expected": expected, "samples": len(samples)}
        )
        _note(self.log, "transcribe")
        progress(1.0)
        return Transcription(track, language or self.language, 1.0, sure=self.sure)


@dataclass
class FakeDiariser:
    """Gives the parties of ``CALL`` their own stretches."""

    asked: list[int | None] = field(default_factory=list)
    log: Path | None = None
    one: float = 0.0
    on_channels: ChannelVoices = field(default_factory=ChannelVoices)

    @property
    def models(self) -> tuple[ModelUsed, ...]:
        """A made-up model."""
        return (ModelUsed("fake-voices", "1", "1" * 64),)

    def channels(self, speech) -> ChannelVoices:
        """What the test wants of two channels with a party each."""
        _note(self.log, "channels")
        return self.on_channels

    def diarise(self, samples, *, speakers=2, progress=lambda share: None) -> Voices:
        """Each party's stretches."""
        self.asked.append(speakers)
        _note(self.log, "diarise")
        progress(1.0)
        segments = tuple(
            SpeakerSegment(start, words(start, text)[-1].end, f"SPEAKER_{side:02d}")
            for start, side, text in CALL
        )
        return Voices(segments, self.one)


def _note(log: Path | None, what: str) -> None:
    if log is not None:
        with log.open("a") as file:
            file.write(json.dumps(what) + "\n")


def engines(*by_track: tuple[Word, ...], log: Path | None = None) -> Engines:
    """Fakes for a mono call, or, with words by track, for what each channel says."""
    return Engines(FakeTranscriber(by_track or (spoken(),), log=log), FakeDiariser(log=log))


def stereo_engines() -> Engines:
    """Fakes for ``CALL`` with a party a channel."""
    return engines(spoken(0), spoken(1))


def write_wav(path: Path, channels: Sequence[np.ndarray], rate: int = RATE) -> Path:
    """A 16-bit WAV file of float samples."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.stack(channels, axis=1) * 32767).astype("<i2").tobytes())
    return path


def party(channel: int | None, seconds: float = 16.0) -> np.ndarray:
    """Noise where that party of ``CALL`` (or either) speaks, next to nothing elsewhere."""
    rng = np.random.default_rng(channel or 0)
    sound = rng.normal(0, 0.0005, round(seconds * RATE))
    for start, side, text in CALL:
        if channel in (None, side):
            stretch = slice(round(start * RATE), round(words(start, text)[-1].end * RATE))
            sound[stretch] += rng.normal(0, 0.1, stretch.stop - stretch.start)
    return sound.clip(-1, 1)
