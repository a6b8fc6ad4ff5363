"""The observation document: one observation as JSON, as `docs/observation-document.md` describes it.

Times are rounded to the millisecond when it is written (`observe.io.parts`) and nowhere else.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from observe.errors import DocumentInvalid
from observe.observation import SCHEMA_VERSION, Observation

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def dumps(observation: Observation) -> str:
    """The document, as indented JSON with a final new line."""
    return json.dumps(as_dict(observation), ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Observation:
    """Read a document.

    Raises:
        DocumentInvalid: it is not JSON, of another version, or a part is missing or of the wrong kind.
    """
    from pydantic import ValidationError

    from observe.io.validation import place_of

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
        place, said = place_of(error)
        raise DocumentInvalid(
            f"{place or 'the document'} is wrong: {said}", "Use the *.observation.json file that analyse wrote"
        ) from error
    _check_references(observation)
    return observation


def as_dict(observation: Observation) -> dict[str, Any]:
    """The document as plain dictionaries and lists, times rounded.

    Raises:
        DocumentInvalid: a part is of the wrong kind.
    """
    from pydantic import ValidationError

    from observe.io.parts import Document
    from observe.io.validation import place_of

    try:
        document = Document.model_validate(observation)
    except ValidationError as error:
        place, said = place_of(error)
        raise DocumentInvalid(f"this observation cannot be written: {place} is wrong: {said}") from error
    written: dict[str, Any] = {"schema_version": SCHEMA_VERSION, **document.model_dump()}
    if not observation.recording.remarks:
        del written["recording"]["remarks"]  # of most recordings there is nothing to say
    return written


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
