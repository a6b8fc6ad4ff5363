"""The evidence record: what an awarding body needs of one call and one unit, in the format asked for.

`content.make` says what it holds, `layout` what stands on a page; the writers add nothing of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from observe.assessment import Standing
from observe.observation import Observation
from observe.schemes import Scheme

RecordFormat = Literal["docx", "pdf", "csv", "json", "zip"]
FORMATS: tuple[RecordFormat, ...] = get_args(RecordFormat)

__all__ = ["FORMATS", "RecordFormat", "export"]


def export(
    observation: Observation,
    scheme: Scheme,
    standing: Standing,
    kind: RecordFormat,
    *,
    assessor: str | None = None,
    audio: Path | None = None,
) -> bytes:
    """The evidence record of a call for a unit, as the bytes of a file. The same input gives the same bytes.

    Args:
        observation: of the call, with corrections made.
        scheme: the unit, in the version that it is marked by.
        standing: where its assessment stands (`observe.assessment.standing_of`); it may not have begun.
        kind: of file; ``zip`` holds the other four, and clips of the evidence.
        assessor: whose decisions; by default those of the assessor whose marking it is.
        audio: the recording, for the clips; without it a ``zip`` has none.

    Raises:
        UsageError: the assessment is of another recording or unit, or that assessor has no part in it.
        AudioUnreadable: the recording cannot be decoded.
    """
    from observe.record import content

    record = content.make(observation, scheme, standing, assessor=assessor)
    if kind == "docx":
        from observe.record import docx

        return docx.dumps(record)
    if kind == "pdf":
        from observe.record import pdf

        return pdf.dumps(record)
    if kind == "zip":
        from observe.record import bundle

        return bundle.dumps(record, observation, audio)
    from observe.record import mapping

    # Excel takes a table for UTF-8 only where its file begins with a byte-order mark.
    return mapping.table(record).encode("utf-8-sig") if kind == "csv" else mapping.dumps(record).encode()
