"""Clips of the evidence, cut from the recording with what names the customer silenced."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
import numpy as np

from observe.annotation import Interval, Seconds
from observe.audio.decode import SAMPLE_RATE_HZ, Samples, decode
from observe.clock import clock
from observe.errors import AudioUnreadable
from observe.record.parts import Point, Record
from observe.record.words import span

#: Heard before and after each moment, so that it does not begin in mid-word.
ROUND_S: Seconds = 1.0
Coding = Literal["flac", "opus"]
#: Opus at this rate keeps telephone speech as it was, in a sixth of the room that FLAC takes.
OPUS_BITS = 24_000


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of the call to cut.

    Attributes:
        stretch: what is heard in it.
        when: the moment itself, in whole seconds.
        stem: of the file's name.
        points: numbers of the points that rest on it.
        muted: stretches of the recording that are silenced in it.
    """

    stretch: Interval
    when: str
    stem: str
    points: tuple[int, ...]
    muted: tuple[Interval, ...]


def plan(record: Record, duration_s: Seconds, muted: Sequence[Interval]) -> tuple[Clip, ...]:
    """The clips of a record, one a moment however many points rest on it, in time order.

    Args:
        record: its evidence; before anyone decided, what the machine put forward.
        duration_s: of the recording.
        muted: what is to be silenced.
    """
    points: dict[tuple[Seconds, Seconds], list[int]] = {}
    for point in record.points:
        for start, end in _moments(point, decided=any(p.decision for p in record.points)):
            if start < duration_s:
                points.setdefault((start, end), []).append(point.number)
    clips = []
    for number, ((start, end), numbers) in enumerate(sorted(points.items()), 1):
        stretch = Interval(max(0.0, start - ROUND_S), min(duration_s, end + ROUND_S))
        stem = f"{number:03d}_at_{clock(start).replace(':', '-')}"
        silent = tuple(one for one in muted if one.overlap(stretch) > 0)
        clips.append(Clip(stretch, span(start, end), stem, tuple(sorted({*numbers})), silent))
    return tuple(clips)


def _moments(point: Point, *, decided: bool) -> Iterable[tuple[Seconds, Seconds]]:
    if decided:
        return ((moment.start, moment.end) for moment in point.evidence)
    return ((m.start, m.end) for m in (point.suggestion.moments if point.suggestion else ()))


def cut(audio: Path, clips: Sequence[Clip]) -> tuple[Samples, ...]:
    """The sound of each clip, 16 kHz, a row a channel; silence where it is muted, in every channel.

    Raises:
        AudioUnreadable: the recording cannot be decoded.
    """
    channels = decode(audio).channels
    return tuple(_cut(channels, clip) for clip in clips)


def encoded(sound: Samples, coding: Coding) -> bytes:
    """The sound as the bytes of a file: FLAC, 16 bits a sample, or Opus. The same sound gives the same bytes.

    Raises:
        AudioUnreadable: it cannot be encoded.
    """
    whole = io.BytesIO()
    layout = "stereo" if sound.shape[0] == 2 else "mono"
    samples = np.rint(sound.clip(-1, 1) * 32767).astype(np.int16)
    try:
        # bitexact: an Ogg file is otherwise given a number by chance, and FLAC the encoder's own name.
        container = av.open(
            whole, "w", format="flac" if coding == "flac" else "ogg", options={"fflags": "+bitexact"}
        )
        with container:
            stream = container.add_stream("flac" if coding == "flac" else "libopus", rate=SAMPLE_RATE_HZ)
            stream.codec_context.layout = layout
            stream.codec_context.format = "s16"
            if coding == "opus":
                stream.bit_rate = OPUS_BITS * sound.shape[0]
            packed = samples.T.reshape(1, -1).copy()
            block = av.AudioFrame.from_ndarray(packed, format="s16", layout=layout)
            block.sample_rate, block.pts, block.time_base = SAMPLE_RATE_HZ, 0, Fraction(1, SAMPLE_RATE_HZ)
            fifo = av.AudioFifo()
            fifo.write(block)
            size = stream.codec_context.frame_size or 960
            while (part := fifo.read(size, partial=True)) is not None:
                container.mux(stream.encode(part))
            container.mux(stream.encode(None))
    except (av.FFmpegError, ValueError) as error:
        raise AudioUnreadable(
            f"a clip cannot be written ({error}); expected sound of the call",
            "Export docx or pdf",
            stage="export",
        ) from error
    return whole.getvalue()


def _cut(channels: Samples, clip: Clip) -> Samples:
    begin, end = (round(time * SAMPLE_RATE_HZ) for time in (clip.stretch.start, clip.stretch.end))
    sound = channels[:, begin:end].copy()
    for silent in clip.muted:
        first = max(0, int(silent.start * SAMPLE_RATE_HZ) - begin)
        last = max(0, int(np.ceil(silent.end * SAMPLE_RATE_HZ)) - begin)
        sound[:, first:last] = 0.0
    return sound
