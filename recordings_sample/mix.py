"""From lines to sound: place every word in time, mix the parties, add the line's noise, write the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from flite import RATE_HZ, SpokenWord, Utterance, say
from scipy.signal import butter, resample_poly, sosfilt
from script import Line, Script

Samples = npt.NDArray[np.float64]
Pcm = npt.NDArray[np.int16]

SENTENCE_PAUSE_S = 0.36
CLOSING_REST_S = 0.8
SPEECH_DBFS = -20.0
NOISE_DBFS = -80.0
TUNE_DBFS = -36.0
TELEPHONE_BAND_HZ = (300.0, 3400.0)
OPUS_BITS_PER_S = 32_000


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its sound: each utterance and the second at which its samples begin."""

    line: Line
    parts: tuple[tuple[float, Utterance], ...]
    hold: tuple[float, float] | None

    @property
    def words(self) -> tuple[SpokenWord, ...]:
        """Every word, in seconds from the start of the recording."""
        return tuple(
            SpokenWord(word.text, at + word.start, at + word.end)
            for at, part in self.parts
            for word in part.words
        )


def place(script: Script) -> list[Placed]:
    """Speak the script and lay its lines out in time, in the order in which they start."""
    placed: list[Placed] = []
    latest = 0.0
    for line in script.lines:
        voice = script.voices[line.who]
        hold = (latest + 0.3, latest + 0.3 + line.hold_s) if line.hold_s else None
        cursor = latest + line.gap + line.hold_s
        parts = []
        for sentence in line.sentences:
            utterance = say(sentence, voice.voice, voice.pace)
            # The gap is counted to the first word, not to the rest that the synthesiser puts before it.
            parts.append((cursor - utterance.words[0].start, utterance))
            cursor += utterance.words[-1].end - utterance.words[0].start + SENTENCE_PAUSE_S
        latest = max(latest, cursor - SENTENCE_PAUSE_S)
        placed.append(Placed(line, tuple(parts), hold))
    return placed


def mix(script: Script, placed: list[Placed]) -> Pcm:
    """The call as samples.

    Returns:
        int16, shape (n_samples, channels), at the script's sample rate.

    Raises:
        ValueError: the parties together are louder than the format can hold.
    """
    length = round((max(item.words[-1].end for item in placed) + CLOSING_REST_S) * RATE_HZ)
    tracks = np.zeros((script.channels, length))
    for item in placed:
        gain_db = script.voices[item.line.who].gain_db
        track = tracks[1 if script.channels == 2 and item.line.who == "customer" else 0]
        for at, part in item.parts:
            _add(track, at, _at_level(part.samples, SPEECH_DBFS + gain_db))
        if item.hold:
            _add(track, item.hold[0], _at_level(_tune(item.hold[1] - item.hold[0]), TUNE_DBFS))
    if script.sample_rate_hz != RATE_HZ:
        band = butter(4, TELEPHONE_BAND_HZ, "bandpass", fs=script.sample_rate_hz, output="sos")
        tracks = sosfilt(band, resample_poly(tracks, script.sample_rate_hz, RATE_HZ, axis=1), axis=1)
    noise = np.random.default_rng(script.seed).standard_normal(tracks.shape)
    tracks = tracks + noise * 10 ** (NOISE_DBFS / 20)
    if np.abs(tracks).max() >= 1.0:
        raise ValueError(f"{script.stem}: the mix peaks at {np.abs(tracks).max():.2f}; lower a voice's gain_db")
    return np.round(tracks * 32767).astype("<i2").T.copy()


def encode(path: Path, pcm: Pcm, script: Script) -> None:
    """Write the samples as FLAC, or as Opus in Ogg."""
    layout = "stereo" if script.channels == 2 else "mono"
    with av.open(str(path), "w", format="ogg" if script.format == "opus" else "flac") as container:
        # Ogg's serial number and the encoder's own name would otherwise differ from run to run.
        container.flags = av.container.Flags.bitexact.value
        codec = "libopus" if script.format == "opus" else "flac"
        stream = container.add_stream(codec, rate=script.sample_rate_hz, layout=layout)
        if script.format == "opus":
            stream.bit_rate = OPUS_BITS_PER_S
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate = script.sample_rate_hz
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _add(track: Samples, at_s: float, samples: Samples) -> None:
    start = round(at_s * RATE_HZ)
    # A rest before the first word may reach back before the recording, and one after the last beyond it.
    samples = samples[max(0, -start) :][: len(track) - max(0, start)]
    track[max(0, start) :][: len(samples)] += samples


def _at_level(samples: Samples, dbfs: float) -> Samples:
    return samples * 10 ** (dbfs / 20) / np.sqrt(np.mean(samples**2))


def _tune(seconds: float) -> Samples:
    """Hold music: a slow broken chord in plain tones, each fading away."""
    notes_hz, step_s = (261.63, 329.63, 392.0, 329.63), 0.75
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    note = np.array(notes_hz)[(time / step_s).astype(int) % len(notes_hz)]
    into = time % step_s
    envelope = np.minimum(into / 0.02, 1.0) * np.exp(-3.0 * into) * np.minimum((seconds - time) / 0.3, 1.0)
    return np.sin(2 * np.pi * note * into) * envelope
