"""A recording read as blocks of float32 samples, every channel of every track on the file's own clock.

What was recorded late comes late: a start offset and a pause in the time stamps are silence. Stamps that go
back, or leap to another clock, are not believed: sound is never dropped for them. A packet that does not
decode (damage, comfort noise) is as much silence as it lasted. The analysis and the copy for playing both read
through here, so that they share one clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import av
import numpy as np

from observe.annotation import Seconds
from observe.audio.faults import not_audio, unknown_coding, without_sound
from observe.audio.lengths import declared_s, promised_s
from observe.audio.line import Line, Samples
from observe.audio.opening import opened
from observe.audio.part import Part
from observe.audio.parts import parts_of
from observe.audio.waves import FEW_BYTES
from observe.errors import AudioUnreadable

#: A later start is a clock that began elsewhere.
LATEST_START_S: Seconds = 600.0
#: Containers whose clock begins at 0 by its own account; others count from wherever they were joined.
FROM_ZERO = ("matroska", "mov", "avi")
#: A part that ends this much before the length it promises has been cut short.
MISSING_SHARE, MISSING_S = 0.02, 1.0


@dataclass(frozen=True, slots=True)
class Source:
    """A track of sound in a part.

    Attributes:
        index: of its stream.
        channels: that it has.
        rate_hz: as stored.
        coding: FFmpeg's name of it.
    """

    index: int
    channels: int
    rate_hz: int
    coding: str


@dataclass(slots=True)
class Reading:
    """A recording that can be read, several times where need be.

    Attributes:
        path: the file.
        called: what people call it.
        parts: recordings in it, joined end to end.
        sources: the tracks of each part.
        guess_s: how long it seems, from whatever there is; to plan memory by.
        remarks: what was found on the way that a user should know.
    """

    path: Path
    called: str
    parts: tuple[Part, ...]
    sources: tuple[tuple[Source, ...], ...]
    guess_s: Seconds | None
    remarks: dict[str, None] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Channels in all tracks together; of parts that differ, the most."""
        return max(sum(source.channels for source in sources) for sources in self.sources)

    @property
    def rate_hz(self) -> int:
        """The rate at which the first track is stored."""
        return next(source.rate_hz for sources in self.sources for source in sources)

    @property
    def codings(self) -> frozenset[str]:
        """FFmpeg's names of what the tracks are coded in."""
        return frozenset(source.coding for sources in self.sources for source in sources)

    def blocks(self, rate_hz: int) -> Iterator[Samples]:
        """The sound, without a gap: float32, shape (rows, n), at a rate.

        Raises:
            AudioUnreadable: a part is cut short.
        """
        for number, (part, sources) in enumerate(zip(self.parts, self.sources, strict=True)):
            if not sources:
                continue
            try:
                for block in _part_blocks(self, part, sources, rate_hz, first=number == 0):
                    yield _as_rows(block, self.rows)
            except (av.FFmpegError, ValueError) as error:
                if isinstance(error, AudioUnreadable):
                    raise
                raise not_audio(self.called, self.path, cut=part.promised > 1) from error


def reading(path: Path, called: str) -> Reading:
    """Open a recording and see what is in it.

    Raises:
        AudioUnreadable: it is not audio, has no sound, or is coded in a way that observe does not know.
        OSError: it cannot be read.
    """
    parts = tuple(part for n, part in enumerate(parts_of(path)) if n == 0 or part.end - part.start > FEW_BYTES)
    sources: list[tuple[Source, ...]] = []
    remarks: dict[str, None] = {}
    guess: Seconds | None = 0.0
    for number, part in enumerate(parts):
        try:
            with opened(path, part, alone=len(parts) == 1) as container:
                found = _sources(container)
                if not found and number == 0:
                    _refuse(container, path, called)
                guess = (
                    None
                    if guess is None or not container.duration
                    else guess + container.duration / av.time_base
                )
        except (av.FFmpegError, ValueError) as error:
            if isinstance(error, AudioUnreadable):
                raise
            if number == 0:
                raise not_audio(called, path, cut=part.promised > 1) from error
            found = ()
            remarks["A part of the file after its first recording does not decode and was left out."] = None
        sources.append(found)
    if len(parts) > 1:
        remarks[f"{len(parts)} recordings lie one after another in the file; they were taken as one."] = None
    if any(part.beyond for part in parts):
        remarks["There is sound after the end that the file declares; it was taken in."] = None
    return Reading(path, called, parts, tuple(sources), guess, remarks)


def _sources(container: av.container.InputContainer) -> tuple[Source, ...]:
    found = []
    for stream in container.streams.audio:
        context = cast("av.AudioCodecContext | None", stream.codec_context)
        if context is not None and context.channels and context.sample_rate:
            found.append(Source(stream.index, context.channels, context.sample_rate, context.name))
    return tuple(found)


def _refuse(container: av.container.InputContainer, path: Path, called: str) -> None:
    if container.streams.audio:
        raise unknown_coding(called, path)
    raise without_sound(called, sorted({stream.type for stream in container.streams}))


def _part_blocks(
    reading: Reading, part: Part, sources: Sequence[Source], rate_hz: int, *, first: bool
) -> Iterator[Samples]:
    with opened(reading.path, part, alone=len(reading.parts) == 1) as container:
        base = _base(container, first=first)
        lines = {source.index: Line(source.channels, base, rate_hz) for source in sources}
        latest = 0.0
        for packet in container.demux():
            if packet.pts is not None and packet.time_base is not None:
                latest = max(latest, float((packet.pts + (packet.duration or 0)) * packet.time_base) - base)
            line = lines.get(packet.stream_index)
            if line is None:
                continue
            line.take(packet)
            yield from _merged(lines.values(), at_least=rate_hz)
        for line in lines.values():
            line.end()
        _check_whole(reading, part, container, lines, latest)
    most = max(line.ready for line in lines.values())
    for line in lines.values():
        line.pad(most)
    yield from _merged(lines.values(), at_least=1)
    reading.remarks.update(dict.fromkeys(_told(lines.values())))


def _told(lines: Iterable[Line]) -> Iterator[str]:
    """What the clock of a part showed."""
    for line in lines:
        if line.lead_s:
            yield f"The sound begins {line.lead_s:.1f} s into the file; times count from its beginning."
        longer = [end - start for start, end in line.pauses if end - start >= MISSING_S]
        if longer:
            yield f"For {sum(longer):.1f} s nothing was recorded; later times keep the file's clock."


def _base(container: av.container.InputContainer, *, first: bool) -> Seconds:
    """The stamp that is the part's 0."""
    start: Seconds = (container.start_time or 0) / av.time_base
    if first and container.format.name.startswith(FROM_ZERO) and 0 <= start <= LATEST_START_S:
        return 0.0
    return start


def _merged(lines: Iterable[Line], at_least: int) -> Iterator[Samples]:
    """Blocks of all lines side by side, as far as all of them have come."""
    lines = tuple(lines)
    length = min(line.ready for line in lines)
    if length >= at_least:
        yield np.concatenate([line.give(length) for line in lines])


def _as_rows(block: Samples, rows: int) -> Samples:
    if len(block) == rows:
        return block
    if len(block) == 1:
        return np.repeat(block, rows, axis=0)
    wider = np.zeros((rows, block.shape[1]), np.float32)
    wider[: len(block)] = block
    return wider


def _check_whole(
    reading: Reading,
    part: Part,
    container: av.container.InputContainer,
    lines: Mapping[int, Line],
    latest: Seconds,
) -> None:
    """Refuse a part that ends before what it promises.

    Raises:
        AudioUnreadable: it does.
    """
    for index, line in lines.items():
        heard = line.heard_s
        stream = cast(av.AudioStream, container.streams[index])
        promised = promised_s(reading.path, part, container, stream) or heard * part.promised
        declared = declared_s(container)
        if declared is not None and not part.whole and part.promised == 1.0 and _missing(declared, latest):
            promised = max(promised, heard + declared - latest)
        if _missing(promised, heard):
            raise AudioUnreadable(
                f"{reading.called} is cut short: {heard:.1f} s can be decoded"
                f" of the {promised:.1f} s it declares",
                "Copy it again from where it was made; nothing was marked, because evidence may be missing",
            )


def _missing(promised: Seconds, heard: Seconds) -> bool:
    return promised - heard > max(MISSING_S, MISSING_SHARE * promised)
