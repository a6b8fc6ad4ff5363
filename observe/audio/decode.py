"""Decode what people have into float32 samples at 16 kHz, one row a channel.

PyAV carries FFmpeg's decoders inside its wheel: WAV (PCM, A-law, µ-law, GSM), MP3, M4A/AAC, Ogg/Opus, FLAC,
WebM and AMR need nothing else on the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import av
import numpy as np
import numpy.typing as npt
from av.audio.resampler import AudioResampler

from observe.annotation import Seconds
from observe.audio.file import check_present
from observe.errors import AudioUnreadable

SAMPLE_RATE_HZ = 16_000
SHORTEST_S: Seconds = 0.5
LONGEST_S: Seconds = 6 * 3600.0
#: A file that ends this much before the length it declares has been cut short.
MISSING_SHARE, MISSING_S = 0.02, 1.0

#: FFmpeg's readers for sound and for video with sound. A playlist is none of them: it would have other files
#: read, for which nobody gave consent.
READERS = (
    "aac,ac3,aiff,alaw,amr,amrnb,amrwb,ape,asf,au,avi,caf,dts,eac3,flac,flv,g722,g726,gsm,matroska,webm,mov,mp4,"
    "m4a,3gp,3g2,mj2,mp3,mpeg,mpegts,mulaw,ogg,sbc,tta,voc,w64,wav,wv"
)

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """A decoded recording.

    Attributes:
        channels: float32, shape (n_channels, n_samples), in [-1, 1], 16 kHz; 1 or 2 channels.
        stored_channels: as found in the file.
        stored_rate_hz: as found in the file.
    """

    channels: Samples
    stored_channels: int
    stored_rate_hz: int

    @property
    def duration_s(self) -> Seconds:
        """Length in seconds."""
        return float(self.channels.shape[1]) / SAMPLE_RATE_HZ


def decode(path: Path, name: str | None = None) -> Audio:
    """Decode a recording.

    Args:
        path: an audio file, or a video file that has sound.
        name: what people call it, where that is not the path's own name.

    Raises:
        AudioUnreadable: the file is missing, empty, not audio, has no sound, is cut short, or is shorter or
            longer than observe handles.
    """
    check_present(path)
    called = name or path.name
    try:
        with _opened(path) as container:
            if not container.streams.audio:
                kinds = ", ".join(sorted({stream.type for stream in container.streams})) or "nothing"
                raise AudioUnreadable(
                    f"found no sound in {called} (it holds {kinds}); expected an audio track",
                    "Export the call with its sound and try again",
                )
            stream = container.streams.audio[0]
            stored_channels, stored_rate = stream.codec_context.channels, stream.codec_context.sample_rate
            declared = _declared_length(container, stream, _promised_by_riff(path))
            channels = _collect(container, stream, min(stored_channels, 2), declared)
    except (av.FFmpegError, ValueError, OSError) as error:
        if isinstance(error, AudioUnreadable):
            raise
        raise AudioUnreadable(
            f"{called} does not decode as audio ({_plain(error)})",
            "Expected WAV, MP3, M4A, Ogg, Opus, FLAC, WebM or AMR: play the file to check it, or export again",
        ) from error
    audio = Audio(channels, stored_channels, stored_rate)
    _check_length(called, audio.duration_s, declared)
    return audio


def _opened(path: Path) -> av.container.InputContainer:
    # Absolute, so that no name ("concat:…") is taken for one of FFmpeg's protocols.
    return av.open(str(path.absolute()), metadata_errors="ignore", options={"format_whitelist": READERS})


def _collect(
    container: av.container.InputContainer, stream: av.AudioStream, channels: int, declared: Seconds | None
) -> Samples:
    """All the sound, in one array made for the length declared: a 3 h call must not be held twice."""
    resampler = AudioResampler(format="fltp", layout="stereo" if channels == 2 else "mono", rate=SAMPLE_RATE_HZ)
    expected = min(declared or 600.0, LONGEST_S) + 2 * MISSING_S
    samples: Samples = np.empty((channels, int(expected * SAMPLE_RATE_HZ)), np.float32)
    filled = 0
    for block in _blocks(container, stream, resampler):
        if filled + block.shape[1] > samples.shape[1]:
            wider = np.empty((channels, samples.shape[1] * 3 // 2 + block.shape[1]), np.float32)
            wider[:, :filled] = samples[:, :filled]
            samples = wider
        samples[:, filled : filled + block.shape[1]] = np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)
        filled += block.shape[1]
        if filled > LONGEST_S * SAMPLE_RATE_HZ:
            break  # too long already, however much is still to come
    return samples[:, :filled]


def _blocks(
    container: av.container.InputContainer, stream: av.AudioStream, resampler: AudioResampler
) -> Iterator[Samples]:
    begun = False
    for frame in _frames(container, stream):
        begun = True
        yield from (cast(Samples, block.to_ndarray()) for block in resampler.resample(frame))
    if begun:
        yield from (cast(Samples, block.to_ndarray()) for block in resampler.resample(None))


def _frames(container: av.container.InputContainer, stream: av.AudioStream) -> Iterator[av.AudioFrame]:
    """Frames in order; a damaged packet is passed over, as players do, and the length check judges the rest."""
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue
        yield from (frame for frame in frames if isinstance(frame, av.AudioFrame))


def _declared_length(
    container: av.container.InputContainer, stream: av.AudioStream, promised: float
) -> Seconds | None:
    """The length that the file says it has, in seconds, or None where it says nothing."""
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base) * promised
    return container.duration / av.time_base * promised if container.duration else None


def _promised_by_riff(path: Path) -> float:
    """How many times the bytes that are there a WAV file's header promises; 1 for any other file.

    FFmpeg takes a WAV file's length from its size, so a copy that broke off would pass for a shorter call.
    """
    with path.open("rb") as file:
        head = file.read(12)
    size = int.from_bytes(head[4:8], "little") + 8
    streamed = size in (8, 2**32 + 7)  # 0 or all ones: the writer could not go back to fill it in
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE" or streamed:
        return 1.0
    return max(1.0, size / path.stat().st_size)


def _check_length(name: str, duration: Seconds, declared: Seconds | None) -> None:
    if duration == 0:
        raise AudioUnreadable(
            f"{name} holds 0 s of sound; expected a call", "Copy it again from where it was made"
        )
    if declared is not None and declared - duration > max(MISSING_S, MISSING_SHARE * declared):
        raise AudioUnreadable(
            f"{name} is cut short: {duration:.1f} s can be decoded of the {declared:.1f} s it declares",
            "Copy it again from where it was made; nothing was marked, because evidence may be missing",
        )
    if duration < SHORTEST_S:
        raise AudioUnreadable(
            f"{name} lasts {duration:.2f} s; expected at least {SHORTEST_S} s", "Check that it is the call"
        )
    if duration > LONGEST_S:
        raise AudioUnreadable(
            f"{name} lasts {duration / 3600:.1f} h; expected at most {LONGEST_S / 3600:.0f} h",
            "Split it into calls",
        )


def _plain(error: BaseException) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return " ".join(text.split())
