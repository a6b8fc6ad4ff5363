"""A track on its way from packets to samples on the clock."""

from __future__ import annotations

from collections import deque
from typing import cast

import av
import numpy as np
import numpy.typing as npt
from av.audio.resampler import AudioResampler

from observe.annotation import Seconds

#: Stamps may be so far from the count of samples before they are believed: they are rounded, and clocks drift.
JITTER_S: Seconds = 0.15
#: A longer leap is another clock, not a pause.
LONGEST_PAUSE_S: Seconds = 3600.0

Samples = npt.NDArray[np.float32]


class Line:
    """One track's samples at a rate: silence where its stamps say that nothing was recorded."""

    def __init__(self, channels: int, base: Seconds, rate_hz: int) -> None:
        self._channels, self._base, self._rate_hz = channels, base, rate_hz
        self._resampler: AudioResampler | None = None
        self._kind: tuple[str, av.AudioLayout, int] | None = None
        self._at: Seconds = 0.0
        self._lead: Seconds = 0.0
        self._begun = False
        self._ready: deque[Samples] = deque()
        self.ready = 0
        self.pauses: list[tuple[Seconds, Seconds]] = []

    @property
    def heard_s(self) -> Seconds:
        """From the first sound to the last, pauses with it."""
        return self._at - self._lead

    @property
    def lead_s(self) -> Seconds:
        """How long after the file's beginning the sound begins."""
        return self._lead

    def take(self, packet: av.Packet) -> None:
        """Decode a packet; one that does not decode is as much silence as it lasts."""
        try:
            frames = packet.decode()
        except av.FFmpegError:
            if self._begun and packet.duration and packet.time_base is not None:
                self._silence(min(1.0, float(packet.duration * packet.time_base)))
            return
        for frame in frames:
            if isinstance(frame, av.AudioFrame) and frame.samples:
                self._sound(frame)

    def end(self) -> None:
        """No packet follows."""
        if self._resampler is not None:
            self._keep(self._resampler.resample(None))
        self._resampler = None

    def pad(self, length: int) -> None:
        """Silence at the end, so that ``length`` samples are ready."""
        if self.ready < length:
            self._append(np.zeros((self._channels, length - self.ready), np.float32))

    def give(self, length: int) -> Samples:
        """The next ``length`` samples, float32, shape (channels, length)."""
        taken, wanted = [], length
        while wanted:
            block = self._ready.popleft()
            if block.shape[1] > wanted:
                self._ready.appendleft(block[:, wanted:])
                block = block[:, :wanted]
            taken.append(block)
            wanted -= block.shape[1]
        self.ready -= length
        return taken[0] if len(taken) == 1 else np.concatenate(taken, axis=1)

    def _sound(self, frame: av.AudioFrame) -> None:
        stamp = None if frame.pts is None or frame.time_base is None else float(frame.pts * frame.time_base)
        frame.pts = None  # the samples are counted; the resampler is not to count them again
        self._set_up(frame)
        if stamp is not None:
            self._follow(stamp - self._base)
        self._begun = True
        self._feed(frame)

    def _follow(self, time: Seconds) -> None:
        """Let the clock catch up with a stamp that is believed; shift the clock for one that is not."""
        jump = time - self._at
        if jump < -JITTER_S or jump > LONGEST_PAUSE_S or (not self._begun and jump < 0):
            self._base += jump
        elif jump > JITTER_S:
            if self._begun:
                self.pauses.append((self._at, self._at + jump))
            else:
                self._lead = jump
            self._silence(jump)

    def _silence(self, length: Seconds) -> None:
        name, layout, rate = cast("tuple[str, av.AudioLayout, int]", self._kind)
        left = round(length * rate)
        while left > 0:
            frame = av.AudioFrame(name, layout, min(left, rate))
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            frame.sample_rate = rate
            left -= frame.samples
            self._feed(frame)

    def _set_up(self, frame: av.AudioFrame) -> None:
        kind = frame.format.name, frame.layout, frame.sample_rate
        if self._kind is None or _named(kind) != _named(self._kind):
            self.end()
            self._kind = kind
            self._resampler = AudioResampler(format="fltp", layout=frame.layout, rate=self._rate_hz)

    def _feed(self, frame: av.AudioFrame) -> None:
        self._at += frame.samples / frame.sample_rate
        self._keep(cast(AudioResampler, self._resampler).resample(frame))

    def _keep(self, frames: list[av.AudioFrame]) -> None:
        for frame in frames:
            block = cast(Samples, frame.to_ndarray())
            if len(block) != self._channels:
                block = np.broadcast_to(block.mean(axis=0), (self._channels, block.shape[1]))
            self._append(np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0))

    def _append(self, block: Samples) -> None:
        if block.shape[1]:
            self._ready.append(block)
            self.ready += block.shape[1]


def _named(kind: tuple[str, av.AudioLayout, int]) -> tuple[str, str, int, int]:
    return kind[0], kind[1].name, kind[1].nb_channels, kind[2]
