"""RTTM: who speaks when, one segment a line, as NIST's Rich Transcription evaluations defined it.

``SPEAKER file channel start duration <NA> <NA> speaker <NA> <NA>``, times in seconds. Fields are separated by
white space, so white space inside a name is written as ``%20`` and the like. Times are rounded to the
millisecond here, the end as well as the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote

from observe.annotation import SpeakerSegment
from observe.errors import DocumentInvalid, ObserveError

EXPECTED = "SPEAKER file channel start duration <NA> <NA> speaker <NA> <NA>"
#: The format's other kinds of line, which say nothing of who speaks when.
OTHER_KINDS = frozenset(
    "SEGMENT NOSCORE NO_RT_METADATA LEXEME NON-LEX NON-SPEECH FILLER EDIT IP SU CB A/P SPKR-INFO".split()
)
_FIELDS = 10
_UNWRITABLE = re.compile(r"[\s%\x00-\x1f\x7f]")


def dumps(segments: Iterable[SpeakerSegment], file: str) -> str:
    """Write segments, in order of start, with a final new line; no segments give an empty text.

    Args:
        segments: of one recording.
        file: the recording's name, by convention without its extension.

    Raises:
        DocumentInvalid: a name is empty.

    Example:
        >>> print(dumps([SpeakerSegment(0.5, 2.25, "SPEAKER_00")], "call 7"), end="")
        SPEAKER call%207 1 0.500 1.750 <NA> <NA> SPEAKER_00 <NA> <NA>
    """
    name = _written(file, "file name")
    lines = []
    for segment in sorted(segments, key=lambda s: (s.start, s.end, s.speaker)):
        start, end = Decimal(f"{segment.start:.3f}"), Decimal(f"{segment.end:.3f}")
        speaker = _written(segment.speaker, "speaker label")
        lines.append(f"SPEAKER {name} 1 {start} {end - start} <NA> <NA> {speaker} <NA> <NA>\n")
    return "".join(lines)


def loads(text: str) -> tuple[SpeakerSegment, ...]:
    """Read the segments of one recording, in the order of the lines.

    Raises:
        DocumentInvalid: a line is malformed, or the lines are of several recordings.
    """
    files = loads_files(text)
    if len(files) > 1:
        raise DocumentInvalid(
            f"found {len(files)} recordings ({', '.join(files)}); expected the RTTM of one",
            "Split the file by its second field",
        )
    return next(iter(files.values()), ())


def loads_files(text: str) -> dict[str, tuple[SpeakerSegment, ...]]:
    """Read the segments of each recording, in the order of the lines.

    Raises:
        DocumentInvalid: a line is malformed; the message has its number and what it says.
    """
    files: dict[str, list[SpeakerSegment]] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        fields = line.split()
        if not fields or fields[0].startswith(";;") or fields[0] in OTHER_KINDS:
            continue
        if (surplus := len(fields) - _FIELDS) > 0:
            # Other programs write a name with spaces as it is.
            fields[1 : 2 + surplus] = [" ".join(fields[1 : 2 + surplus])]
        file, segment = _segment(fields, f"line {number} ({line.strip()[:80]!r})")
        files.setdefault(file, []).append(segment)
    return {file: tuple(segments) for file, segments in files.items()}


def _segment(fields: list[str], where: str) -> tuple[str, SpeakerSegment]:
    if fields[0] != "SPEAKER" or len(fields) < _FIELDS - 2:
        raise DocumentInvalid(f"{where} is not a line of RTTM; expected {EXPECTED}")
    try:
        start, duration = Decimal(fields[3]), Decimal(fields[4])
        if start < 0 or duration < 0:
            raise DocumentInvalid(
                f"{where} has start {start} s and duration {duration} s; neither can be below 0"
            )
        # Decimals, so that an end is the number that was written and not one a rounding error away.
        return unquote(fields[1]), SpeakerSegment(float(start), float(start + duration), unquote(fields[7]))
    except InvalidOperation as error:
        raise DocumentInvalid(
            f"{where} has start {fields[3]!r} and duration {fields[4]!r}; expected numbers of seconds"
        ) from error
    except ObserveError as error:
        if isinstance(error, DocumentInvalid):
            raise
        raise DocumentInvalid(f"{where}: {error.message}") from error


def _written(name: str, what: str) -> str:
    if not name:
        raise DocumentInvalid(f"found an empty {what}; RTTM needs one on every line")
    return _UNWRITABLE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), name)
