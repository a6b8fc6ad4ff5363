"""Files of the kinds that recorders and people leave behind, made byte by byte or with FFmpeg's encoders."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from observe.audio.decode import SAMPLE_RATE_HZ

RATE = 16_000


def burst(seconds, at, hertz=500.0, rate=RATE, level=0.3):
    """Silence with half a second of a tone from each of the moments ``at``."""
    samples = np.zeros(round(seconds * rate), np.float32)
    tone = (level * np.sin(2 * np.pi * hertz * np.arange(rate // 2) / rate)).astype(np.float32)
    for moment in np.atleast_1d(at):
        first = round(moment * rate)
        samples[first : first + len(tone)] = tone[: len(samples) - first]
    return samples


def heard_at(samples, rate=SAMPLE_RATE_HZ):
    """Seconds at which sound begins after quiet."""
    loud = np.flatnonzero(np.abs(samples) > 0.3 * np.abs(samples).max())
    return [float(loud[place]) / rate for place in np.flatnonzero(np.diff(loud, prepend=-rate) > rate // 4)]


def wav(samples, rate=RATE, data_size=None, riff_size=None, tag=1, head=b"", tail=b""):
    """The bytes of a WAV file of 16 bits (or floats, ``tag`` 3); its two sizes may be anything."""
    rows = np.atleast_2d(samples)
    if tag == 3:
        data, width = np.ascontiguousarray(rows.T.astype("<f4")).tobytes(), 4
    else:
        data, width = np.ascontiguousarray(np.rint(rows.T * 32767).astype("<i2")).tobytes(), 2
    form = struct.pack("<HHIIHH", tag, len(rows), rate, rate * width * len(rows), width * len(rows), 8 * width)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + head
    size = len(data) if data_size is None else data_size
    body = chunks + b"data" + struct.pack("<I", size) + data + tail
    whole = 4 + len(body) if riff_size is None else riff_size
    return b"RIFF" + struct.pack("<I", whole) + b"WAVE" + body


def write(path: Path, *pieces: bytes) -> Path:
    path.write_bytes(b"".join(pieces))
    return path


def mux(
    path, tracks, *, codec, container=None, starts=None, pauses=None, picture_s=0.0, rate=RATE, options=None
):
    """Write tracks of sound, shape (n,) or (channels, n), each with its stamps moved.

    ``starts`` are seconds by which each track begins late; ``pauses``, a pair (after, length) for each: from
    ``after`` on, its stamps are later by ``length``. ``picture_s`` is the length of a picture beside them.
    """
    starts, pauses = starts or [0.0] * len(tracks), pauses or [None] * len(tracks)
    with av.open(str(path), "w", format=container, options=options or {}) as out:
        picture = None
        if picture_s:
            # Two pictures a second: its own codec, as each kind of file allows.
            picture = out.add_stream("libvpx" if path.suffix == ".webm" else "mpeg4", rate=2)
            picture.width = picture.height = 64
            picture.pix_fmt = "yuv420p"
        streams = []
        for track in tracks:
            rows = np.atleast_2d(track)
            stream = out.add_stream(codec, rate=rate)
            stream.codec_context.layout = "stereo" if len(rows) == 2 else "mono"
            stream.codec_context.time_base = Fraction(1, rate)
            streams.append((stream, rows))
        packets = []
        for number in range(round(picture_s * 2)):
            frame = av.VideoFrame(64, 64, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 2)
            packets += [(number / 2, packet) for packet in picture.encode(frame)]
        packets += [(picture_s, packet) for packet in (picture.encode(None) if picture else ())]
        for (stream, rows), start, pause in zip(streams, starts, pauses, strict=True):
            layout = stream.codec_context.layout.name
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(rows), format="fltp", layout=layout)
            frame.sample_rate = rate
            size = stream.codec_context.frame_size or 1024
            shaped = av.AudioResampler(
                format=stream.codec_context.format.name, layout=layout, rate=rate, frame_size=size
            )
            place = 0
            for part in [*shaped.resample(frame), *shaped.resample(None)]:
                late = start + (pause[1] if pause and place / rate >= pause[0] else 0.0)
                part.pts, part.time_base = place + round(late * rate), Fraction(1, rate)
                place += part.samples
                packets += [(float(packet.dts * packet.time_base), packet) for packet in stream.encode(part)]
            packets += [(float(packet.dts * packet.time_base), packet) for packet in stream.encode(None)]
        for _, packet in sorted(packets, key=lambda pair: pair[0]):
            out.mux(packet)
    return path
