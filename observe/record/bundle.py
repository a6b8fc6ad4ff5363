"""Everything for a portfolio in one ZIP: the record four times over, and clips of the evidence."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from observe.annotation import Interval
from observe.audio.decode import Samples
from observe.observation import Observation
from observe.record import docx, mapping, muting, pdf
from observe.record.clips import Clip, Coding, cut, encoded, plan
from observe.record.parts import Record
from observe.record.words import span, time_of_day

#: Portfolio systems take files of up to 10 MB; a little less, because a mailed file grows.
MOST_BYTES = 9_500_000
#: What the ZIP's own directory needs for each file in it.
ENTRY_BYTES = 300
#: What is kept free for ``README.txt``.
README_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    data: bytes


def dumps(record: Record, observation: Observation, audio: Path | None = None) -> bytes:
    """The ZIP file's bytes, under 10 MB: clips that would pass that are named in ``README.txt`` and left out.

    Args:
        record: made from the observation.
        observation: whose words tell where the customer is named.
        audio: the recording; without it there are no clips.

    Raises:
        AudioUnreadable: the recording cannot be decoded.
    """
    written = [
        _File("evidence-record.docx", docx.dumps(record)),
        _File("evidence-record.pdf", pdf.dumps(record)),
        _File("mapping.csv", mapping.table(record).encode("utf-8-sig")),
        _File("mapping.json", mapping.dumps(record).encode()),
    ]
    clips = plan(record, observation.recording.duration_s, muting.stretches(observation)) if audio else ()
    room = MOST_BYTES - sum(len(file.data) + ENTRY_BYTES for file in written) - README_BYTES
    sounds = _sounds(audio, clips, room) if audio else []
    readme = _readme(record, clips, sounds, found=audio is not None)
    return _zipped(record, [_File("README.txt", readme.encode()), *written, *sounds])


def _sounds(audio: Path, clips: Sequence[Clip], room: int) -> list[_File]:
    """The clips as FLAC, where they fit; as Opus where they do not, as many as fit."""
    cuts = cut(audio, clips)
    whole = _coded(clips, cuts, "flac")
    if sum(len(file.data) + ENTRY_BYTES for file in whole) <= room:
        return whole
    kept = []
    for file in _coded(clips, cuts, "opus"):
        room -= len(file.data) + ENTRY_BYTES
        if room >= 0:
            kept.append(file)
    return kept


def _coded(clips: Sequence[Clip], cuts: Sequence[Samples], coding: Coding) -> list[_File]:
    ending = "flac" if coding == "flac" else "ogg"
    return [
        _File(f"clips/{clip.stem}.{ending}", encoded(sound, coding))
        for clip, sound in zip(clips, cuts, strict=True)
        if sound.shape[1]
    ]


def _zipped(record: Record, files: Sequence[_File]) -> bytes:
    stamp = record.stamp
    when = (max(1980, stamp.year), stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second)
    whole = io.BytesIO()
    with ZipFile(whole, "w") as packed:
        for file in files:
            entry = ZipInfo(file.name, when)
            entry.external_attr = 0o644 << 16
            # Sound and the two documents are packed already.
            text = file.name.endswith((".txt", ".csv", ".json"))
            packed.writestr(entry, file.data, ZIP_DEFLATED if text else ZIP_STORED)
    return whole.getvalue()


def _readme(record: Record, clips: Sequence[Clip], sounds: Sequence[_File], *, found: bool) -> str:
    return "\r\n".join([*_about(record), "", *_clips(clips, sounds, found=found), "", *_muted(clips), ""])


def _about(record: Record) -> Iterator[str]:
    yield f"Evidence record: {record.unit}"
    yield f"Recording: {record.file}"
    yield f"{record.status}"
    yield f"As of {time_of_day(record.stamp)}."
    yield ""
    yield "evidence-record.docx   the record, to edit and sign"
    yield "evidence-record.pdf    the same record, to keep"
    yield "mapping.csv            which moment stands for which point, as a table"
    yield "mapping.json           the same, for programs"
    yield "clips                  the evidence, with 1 second before and after each moment"


def _clips(clips: Sequence[Clip], sounds: Sequence[_File], *, found: bool) -> Iterator[str]:
    yield "CLIPS"
    if not found:
        yield "There are none: the recording was not at hand when this was made."
        return
    if not clips:
        yield "There are none: no moment of the call is evidence."
        return
    names = {Path(sound.name).stem: sound.name for sound in sounds}
    for clip in clips:
        points = ", ".join(str(number) for number in clip.points)
        about = f"{clip.when}, {'point' if len(clip.points) == 1 else 'points'} {points}"
        name = names.get(clip.stem)
        yield f"{name}: {about}" if name else f"Left out, or this file would pass 10 MB: {about}"
    if any(name.endswith(".ogg") for name in names.values()):
        yield "The clips are in Opus, which is smaller, so that more of them fit."


def _muted(clips: Sequence[Clip]) -> Iterator[str]:
    yield "WHAT IS MUTED IN THE CLIPS"
    yield "The customer's name, wherever the transcript has it, and details that were read back (figures, and"
    yield "the words of an address). Nothing is muted in the recording itself, and the written record and the"
    yield "two mappings keep the words as they were heard. A name that the transcript missed, misheard or has"
    yield "at the wrong second can still be heard: listen to each clip before you pass it on."
    silent = sorted({stretch for clip in clips for stretch in clip.muted})
    for stretch in silent:
        yield f"Muted: {_exact(stretch)}"
    if not silent:
        yield "Nothing had to be muted."


def _exact(stretch: Interval) -> str:
    return f"{stretch.duration:.1f} seconds within {span(stretch.start, stretch.end)}"
