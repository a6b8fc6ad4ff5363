"""The observation document: one observation as JSON, as `docs/observation-document.md` describes it.

Times are rounded to the millisecond here and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from observe.annotation import Cue, Seconds, Turn, Word
from observe.errors import DocumentInvalid
from observe.observation import SCHEMA_VERSION, Dynamics, EditMade, Finding, Observation

if TYPE_CHECKING:
    from pydantic import TypeAdapter

DECIMALS = 3


def dumps(observation: Observation) -> str:
    """The document, as indented JSON with a final new line."""
    return json.dumps(as_dict(observation), ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Observation:
    """Read a document.

    Raises:
        DocumentInvalid: it is not JSON, of another version, or a part is missing or of the wrong kind.
    """
    from pydantic import ValidationError

    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair reads, but cannot be written
    except (ValueError, RecursionError) as error:
        raise DocumentInvalid(
            f"found text that is not JSON in UTF-8 ({error}); expected an observation document",
            "Use the *.observation.json file that analyse wrote",
        ) from error
    version = found.get("schema_version") if isinstance(found, dict) else None
    if version != SCHEMA_VERSION:
        raise DocumentInvalid(
            f"found schema_version {version!r}; this program reads version {SCHEMA_VERSION}",
            "Analyse the recording again, or use the program that wrote it",
        )
    try:
        observation = _adapter().validate_python(_with_pairs(found))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the document"
        raise DocumentInvalid(
            f"{place} is wrong: {first['msg']}", "Use the *.observation.json file that analyse wrote"
        ) from error
    _check_references(observation)
    return observation


def as_dict(observation: Observation) -> dict[str, Any]:
    """The document as plain dictionaries and lists, times rounded."""
    recording, consent, provenance = observation.recording, observation.consent, observation.provenance
    return {
        "schema_version": SCHEMA_VERSION,
        "recording": {
            "file": recording.file,
            "sha256": recording.sha256,
            "duration_s": _time(recording.duration_s),
            "channels": recording.channels,
            "sample_rate_hz": recording.sample_rate_hz,
            "layout": recording.layout,
            "language": recording.language,
        },
        "consent": {
            "basis": consent.basis,
            "recorded_by": consent.recorded_by,
            "recorded_at": consent.recorded_at,
            "retain_until": consent.retain_until,
        },
        "provenance": {
            "observe_version": provenance.observe_version,
            "models": [
                {"name": model.name, "revision": model.revision, "sha256": model.sha256}
                for model in provenance.models
            ],
            "options": dict(provenance.options),
            "seconds": _rounded(provenance.seconds),
            "created_at": provenance.created_at,
        },
        "roles": [
            {
                "speaker": found.speaker,
                "role": found.role,
                "confidence": _time(found.confidence),
                "because": found.because,
                "name": found.name,
            }
            for found in observation.roles
        ],
        "segments": [
            {"start": _time(segment.start), "end": _time(segment.end), "speaker": segment.speaker}
            for segment in observation.segments
        ],
        "turns": [_turn(turn) for turn in observation.turns],
        "cues": [_cue(cue) for cue in observation.cues],
        "dynamics": _dynamics(observation.dynamics),
        "schemes": [
            {"id": used.id, "version": used.version, "sha256": used.sha256} for used in observation.schemes
        ],
        "findings": [_finding(finding) for finding in observation.findings],
        "edits": [_edit(edit) for edit in observation.edits],
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "index": turn.index,
        "channel": turn.channel,
        "speaker": turn.speaker,
        "role": turn.role,
        "start": _time(turn.start),
        "end": _time(turn.end),
        "text": turn.text,
        "words": [_word(word) for word in turn.words],
    }


def _word(word: Word) -> dict[str, Any]:
    return {
        "text": word.text,
        "start": _time(word.start),
        "end": _time(word.end),
        "probability": _time(word.probability),
    }


def _cue(cue: Cue) -> dict[str, Any]:
    return {
        "id": cue.id,
        "cue": cue.cue,
        "turn": cue.turn,
        "start": _time(cue.start),
        "end": _time(cue.end),
        "quote": cue.quote,
        "because": cue.because,
        "confidence": _time(cue.confidence),
        "refers_to": cue.refers_to,
        "details": dict(cue.details),
    }


def _dynamics(dynamics: Dynamics) -> dict[str, Any]:
    return {
        "talk_share": _rounded(dynamics.talk_share),
        "silences": [{"start": _time(s.start), "end": _time(s.end)} for s in dynamics.silences],
        "overlaps": [{"start": _time(o.start), "end": _time(o.end), "by": o.by} for o in dynamics.overlaps],
        "speech_rate_wpm": _rounded(dynamics.speech_rate_wpm),
        "response_time_s": _rounded(dynamics.response_time_s),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "scheme": finding.scheme,
        "criterion": finding.criterion,
        "outcome": finding.outcome,
        "evidence": list(finding.evidence),
        "because": finding.because,
        "occasion": finding.occasion
        and {"start": _time(finding.occasion.start), "end": _time(finding.occasion.end)},
    }


def _edit(edit: EditMade) -> dict[str, Any]:
    return {
        "number": edit.number,
        "what": edit.what,
        "start": None if edit.start is None else _time(edit.start),
        "end": None if edit.end is None else _time(edit.end),
        "before": edit.before,
        "after": edit.after,
        "by": edit.by,
        "at": edit.at,
        "state": edit.state,
        "because": edit.because,
    }


def _rounded(values: Mapping[Any, float]) -> dict[str, float]:
    return {str(key): _time(value) for key, value in values.items()}


def _time(seconds: Seconds) -> float:
    return round(float(seconds), DECIMALS)


def _with_pairs(found: dict[str, Any]) -> dict[str, Any]:
    """The document with each cue's ``details`` as pairs; documents from before cues had any say nothing."""
    cues = found.get("cues")
    if not isinstance(cues, list):
        return found
    return {**found, "cues": [_pairs(cue, place) for place, cue in enumerate(cues)]}


def _pairs(cue: Any, place: int) -> Any:
    if not isinstance(cue, dict) or "details" not in cue:
        return cue
    if not isinstance(cue["details"], dict):
        raise DocumentInvalid(
            f"cues.{place}.details is wrong: expected an object of texts",
            "Use the *.observation.json file that analyse wrote",
        )
    return {**cue, "details": list(cue["details"].items())}


@cache
def _adapter() -> TypeAdapter[Observation]:
    from pydantic import TypeAdapter

    return TypeAdapter(Observation)


def _check_references(observation: Observation) -> None:
    ids = {cue.id for cue in observation.cues}
    count = len(observation.turns)
    for place, turn in enumerate(observation.turns):
        if turn.index != place:
            raise DocumentInvalid(
                f"turn {turn.index} stands in place {place}; turns are numbered in order from 0",
                "Analyse the recording again",
            )
    for cue in observation.cues:
        named = [cue.turn] if cue.refers_to is None else [cue.turn, cue.refers_to]
        wrong = [number for number in named if not 0 <= number < count]
        if wrong:
            raise DocumentInvalid(
                f"cue {cue.id} names turn {wrong[0]}; the document has {count} turns, numbered from 0",
                "Analyse the recording again",
            )
    for finding in observation.findings:
        unknown = [name for name in finding.evidence if name not in ids]
        if unknown:
            raise DocumentInvalid(
                f"finding {finding.criterion} rests on {unknown[0]}, which is no cue of this document",
                "Analyse the recording again",
            )
