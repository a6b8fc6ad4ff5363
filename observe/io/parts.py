"""The parts of an observation document as they are written: in this order, times to the millisecond.

Each takes what it writes from the frozen dataclass of its name, its properties included.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

DECIMALS = 3
#: Seconds, or a share; written to the third decimal.
Rounded = Annotated[float, PlainSerializer(lambda value: round(value, DECIMALS))]


class _Part(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class _Recording(_Part):
    file: str
    sha256: str
    duration_s: Rounded
    channels: int
    sample_rate_hz: int
    layout: str
    language: str
    remarks: list[str]


class _Consent(_Part):
    basis: str
    recorded_by: str
    recorded_at: str
    retain_until: str | None


class _ModelUsed(_Part):
    name: str
    revision: str
    sha256: str


class _Provenance(_Part):
    observe_version: str
    models: list[_ModelUsed]
    options: dict[str, Any]
    seconds: dict[str, Rounded]
    created_at: str


class _RoleFound(_Part):
    speaker: str
    role: str
    confidence: Rounded
    because: str
    name: str


class _Interval(_Part):
    start: Rounded
    end: Rounded


class _Segment(_Interval):
    speaker: str


class _Word(_Part):
    text: str
    start: Rounded
    end: Rounded
    probability: Rounded


class _Turn(_Part):
    index: int
    channel: int | None
    speaker: str
    role: str
    start: Rounded
    end: Rounded
    text: str
    words: list[_Word]


class _Cue(_Part):
    id: str
    cue: str
    turn: int
    start: Rounded
    end: Rounded
    quote: str
    because: str
    confidence: Rounded
    refers_to: int | None
    details: Annotated[dict[str, str], BeforeValidator(dict)]


class _Overlap(_Interval):
    by: str


class _Dynamics(_Part):
    talk_share: dict[str, Rounded]
    silences: list[_Interval]
    overlaps: list[_Overlap]
    speech_rate_wpm: dict[str, Rounded]
    response_time_s: dict[str, Rounded]


class _SchemeUsed(_Part):
    id: str
    version: str
    sha256: str


class _Finding(_Part):
    scheme: str
    criterion: str
    outcome: str
    evidence: list[str]
    because: str
    occasion: _Interval | None


class _EditMade(_Part):
    number: int
    what: str
    start: Rounded | None
    end: Rounded | None
    before: str
    after: str
    by: str
    at: str
    state: str
    because: str


class Document(_Part):
    """The whole of it, but for its version."""

    recording: _Recording
    consent: _Consent
    provenance: _Provenance
    roles: list[_RoleFound]
    segments: list[_Segment]
    turns: list[_Turn]
    cues: list[_Cue]
    dynamics: _Dynamics
    schemes: list[_SchemeUsed]
    findings: list[_Finding]
    edits: list[_EditMade]
