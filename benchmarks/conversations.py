"""Two-party calls on one track, put together from recordings of single people: who speaks when is known.

Turns of .3 to 15 s are cut from two people's recordings at quiet places and laid one after the other with
pauses, interruptions and short answers inside the other's turn; then come a level for each party, a line for
each (tilt), noise, and a codec. A plan is drawn from a seed, so a call is the same wherever it is made.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import numpy as np
import numpy.typing as npt
import soundfile
from scipy.signal import resample_poly

from observe.annotation import SpeakerSegment
from observe.audio.decode import decode

Samples = npt.NDArray[np.float32]
Codec = Literal["none", "mulaw", "gsm", "opus"]
RATE = 16_000
CODECS: tuple[Codec, ...] = ("none", "mulaw", "gsm", "opus")
LEVELS_DB = (0, 3, 6, 9, 12)
OVERLAPS = (0.0, 0.1, 0.2)
#: Quieter than a person's loudest frames by this is no speech of theirs.
QUIET_DB = 32.0
#: Pauses shorter than this belong to the speech round them.
FILLED_S = 0.25


@dataclass(frozen=True, slots=True)
class Plan:
    """How a call is put together.

    Attributes:
        name: of the call.
        people: one or two names of the speakers whose recordings are used; the same name twice makes two alike
            voices of one person's recordings, half of them for each party.
        apart: ratio of the two parties' pitch and vocal tract where both are made of one person.
        seconds: about how long it gets.
        level_db: how much quieter the second party is.
        overlap: share turns that begin before the other's has ended, and of turns with a short answer in them.
        codec: what it went through.
        noise_db: noise below the louder party's speech.
        tilt_db: how much brighter (or duller) the second party's line is at the top of the band.
        seed: of everything else.
    """

    name: str
    people: tuple[str, ...]
    seconds: float
    level_db: float
    overlap: float
    codec: Codec
    noise_db: float
    tilt_db: float
    seed: int
    apart: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A call that was put together: its sound at 16 kHz, and who speaks when."""

    samples: Samples
    reference: tuple[SpeakerSegment, ...]


class Person:
    """Somebody's recordings, cut turn by turn until they are used up, then from the start again."""

    def __init__(self, recordings: Sequence[Samples], rng: np.random.Generator) -> None:
        self._recordings = [recordings[n] for n in rng.permutation(len(recordings))]
        self._at, self._from = 0, 0

    def says(self, seconds: float) -> Samples:
        """The next stretch of about that length, shorter where a recording ends; cut where it is quiet."""
        recording = self._recordings[self._at]
        start = self._from
        wanted = start + int(seconds * RATE)
        if len(recording) - wanted < RATE // 2:
            self._at, self._from = (self._at + 1) % len(self._recordings), 0
            return recording[start:]
        reach = min(RATE // 3, int(seconds * RATE) // 3)
        loudness = levels(recording[wanted - reach : wanted + reach])
        end = wanted - reach + int(loudness.argmin()) * (RATE // 100)
        self._from = end
        return recording[start:end]


def made(plan: Plan, recordings: dict[str, Sequence[Samples]]) -> Call:
    """The call of a plan."""
    rng = np.random.default_rng(plan.seed)
    people = [Person(own, rng) for own in _parties(plan, recordings)]
    length = int((plan.seconds + 30) * RATE)
    tracks = np.zeros((len(people), length), dtype=np.float32)
    spoken = np.zeros((len(people), length // (RATE // 100)), dtype=bool)
    now, who = int(rng.uniform(0.2, 1.0) * RATE), int(rng.integers(len(people)))
    while now < plan.seconds * RATE:
        piece = people[who].says(_turn_length(rng))
        end = min(now + len(piece), length)
        _lay(tracks[who], spoken[who], now, piece)
        if len(people) == 1:
            now = end + int(rng.uniform(0.1, 1.5) * RATE)
            continue
        if rng.random() < plan.overlap and end - now > 2 * RATE:
            answer = people[1 - who].says(rng.uniform(0.3, 0.9))
            _lay(tracks[1 - who], spoken[1 - who], int(rng.uniform(now + RATE // 2, end - RATE)), answer)
        pause = rng.normal(0.35, 0.3)
        if rng.random() < plan.overlap:
            pause = -rng.uniform(0.3, 1.2)
        now = max(now + RATE // 5, end + int(pause * RATE))
        who = 1 - who if rng.random() < 0.9 else who
    last = min(length, int(plan.seconds * RATE) + 15 * RATE)
    used = np.flatnonzero(spoken.any(0))
    last = min(last, (int(used[-1]) + 50) * (RATE // 100))
    if len(people) == 2:
        tracks[1] = tilted(tracks[1], plan.tilt_db) * 10 ** (-plan.level_db / 20)
    mixed = tracks[:, :last].sum(0)
    speech = float(np.sqrt(np.mean(tracks[0][tracks[0] != 0] ** 2)))
    mixed = mixed + pink(len(mixed), rng) * speech * 10 ** (-plan.noise_db / 20)
    peak = float(np.abs(mixed).max())
    sound = through(plan.codec, (mixed * min(1.0, 0.9 / peak)).astype(np.float32))
    return Call(sound, _reference(spoken, min(last, len(sound))))


def _parties(plan: Plan, recordings: dict[str, Sequence[Samples]]) -> list[Sequence[Samples]]:
    """Each party's recordings."""
    if len(set(plan.people)) == len(plan.people):
        return [recordings[name] for name in plan.people]
    own = list(recordings[plan.people[0]])
    if len(own) < 4:
        own = [half for recording in own for half in np.array_split(recording, 2)]
    ratio = np.sqrt(plan.apart)
    return [[resized(r, ratio) for r in own[::2]], [resized(r, 1 / ratio) for r in own[1::2]]]


def resized(samples: Samples, ratio: float) -> Samples:
    """The sound of somebody smaller (above 1) or larger: pitch, vocal tract and tempo by that ratio."""
    fraction = Fraction(float(ratio)).limit_denominator(60)
    return np.asarray(resample_poly(samples, fraction.denominator, fraction.numerator), dtype=np.float32)


def levels(samples: Samples) -> npt.NDArray[np.float64]:
    """Loudness of each hundredth of a second, in decibels."""
    step = RATE // 100
    frames = samples[: len(samples) // step * step].reshape(-1, step)
    return np.asarray(10 * np.log10(np.square(frames).mean(axis=1) + 1e-10), dtype=np.float64)


def speaking(samples: Samples) -> npt.NDArray[np.bool_]:
    """In which hundredths of a second somebody's own recording is speech."""
    loudness = levels(samples)
    if len(loudness) == 0:
        return np.zeros(0, dtype=bool)
    active: npt.NDArray[np.bool_] = loudness > np.percentile(loudness, 95) - QUIET_DB
    quiet = np.flatnonzero(np.diff(np.r_[1, active.astype(int), 1])).reshape(-1, 2)
    for start, end in quiet:
        if end - start < FILLED_S * 100 and start > 0 and end < len(active):
            active[start:end] = True
    return active


def tilted(samples: Samples, tilt_db: float) -> Samples:
    """The sound with its spectrum tilted by that much from 300 to 3400 Hz."""
    size = 1 << len(samples).bit_length()
    octaves = np.log2(np.clip(np.fft.rfftfreq(size, 1 / RATE), 100, 8000) / 1000)
    gain = 10 ** (tilt_db * octaves / np.log2(3400 / 300) / 20)
    return np.fft.irfft(np.fft.rfft(samples, size) * gain)[: len(samples)].astype(np.float32)


def pink(n: int, rng: np.random.Generator) -> Samples:
    """Noise of loudness 1 that falls with frequency, as lines and rooms have it."""
    size = 1 << n.bit_length()
    spectrum = np.fft.rfft(rng.normal(size=size)) / np.sqrt(np.maximum(np.fft.rfftfreq(size, 1 / RATE), 50))
    noise = np.fft.irfft(spectrum)[:n]
    return np.asarray(noise / np.sqrt(np.mean(noise**2)), dtype=np.float32)


def through(codec: Codec, samples: Samples) -> Samples:
    """The sound as it comes out of a codec, read back as observe reads a recording."""
    if codec == "none":
        return samples
    with TemporaryDirectory() as folder:
        if codec == "opus":
            path = Path(folder) / "call.opus"
            path.write_bytes(_opus(samples))
        else:
            path = Path(folder) / "call.wav"
            kind = {"mulaw": "ULAW", "gsm": "GSM610"}[codec]
            soundfile.write(path, resample_poly(samples, 1, 2), RATE // 2, subtype=kind)
        return decode(path).channels[0]


def _opus(samples: Samples) -> bytes:
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = 12_000
        frame = av.AudioFrame.from_ndarray(
            (samples * 32767).astype(np.int16)[None], format="s16", layout="mono"
        )
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return buffer.getvalue()


def _turn_length(rng: np.random.Generator) -> float:
    if rng.random() < 0.2:
        return float(rng.uniform(0.3, 0.9))
    return float(np.clip(rng.lognormal(np.log(2.5), 0.8), 0.3, 15.0))


def _lay(track: Samples, spoken: npt.NDArray[np.bool_], start: int, piece: Samples) -> None:
    step = RATE // 100
    start = start // step * step
    piece = piece[: len(track) - start]
    fade = np.minimum(1, np.minimum(np.arange(len(piece)), np.arange(len(piece))[::-1]) / 80)
    track[start : start + len(piece)] += (piece * fade).astype(np.float32)
    active = speaking(piece)
    spoken[start // step : start // step + len(active)] |= active


def _reference(spoken: npt.NDArray[np.bool_], samples: int) -> tuple[SpeakerSegment, ...]:
    found = []
    last = samples // (RATE // 100)
    for n, active in enumerate(spoken):
        for start, end in np.flatnonzero(np.diff(np.r_[0, active[:last].astype(int), 0])).reshape(-1, 2):
            found.append(SpeakerSegment(start / 100, end / 100, f"party {n}"))
    return tuple(sorted(found, key=lambda segment: (segment.start, segment.end, segment.speaker)))
