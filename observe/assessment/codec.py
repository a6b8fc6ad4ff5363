"""Events as JSON, as the store keeps them: an object with the event's ``kind`` and every part of it.

Nothing is filled in and nothing is passed over when one is read, so what comes back is what was kept. The kinds
and the names of the parts are those of a database that is never rewritten: they do not change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from observe.assessment.events import (
    Checked,
    Decided,
    Disputed,
    Event,
    FeedbackAccepted,
    FeedbackGiven,
    Mark,
    Moment,
    Opened,
    SelfMarked,
    Signed,
    TakenBack,
)
from observe.errors import DocumentInvalid

if TYPE_CHECKING:
    from pydantic import TypeAdapter

KINDS: Mapping[str, type[Event]] = {
    "opened": Opened,
    "decided": Decided,
    "self_marked": SelfMarked,
    "feedback_given": FeedbackGiven,
    "feedback_accepted": FeedbackAccepted,
    "disputed": Disputed,
    "checked": Checked,
    "signed": Signed,
    "taken_back": TakenBack,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def to_json(event: Event) -> str:
    """The event as one line of JSON.

    Raises:
        DocumentInvalid: a text in it holds half a character, which no file or database can keep.
    """
    data = {"kind": _NAMES[type(event)], **asdict(event)}
    text = json.dumps(data, ensure_ascii=False, default=lambda day: day.isoformat())
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DocumentInvalid(
            f"found text that is not UTF-8 ({error.reason}); expected whole characters",
            "Type it again",
            stage="store",
        ) from error
    return text


def from_json(text: str) -> Event:
    """The event that ``to_json`` wrote.

    Raises:
        DocumentInvalid: it is not JSON, its kind is unknown, or a part is missing, unknown or wrong.
    """
    from pydantic import ValidationError

    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _invalid(f"found text that is not JSON ({error}); expected an event") from error
    if not isinstance(found, dict):
        raise _invalid(f"found {type(found).__name__}; expected an event as an object")
    name = found.pop("kind", None)
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise _invalid(f"found an event of the kind {name!r}; expected one of {', '.join(KINDS)}")
    _check_parts(found, kind, str(name))
    try:
        # From JSON and not from Python's values: only there may a list stand for a tuple, a text for a day.
        event: Event = _adapter(str(name)).validate_json(json.dumps(found), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in (name, *first["loc"]))
        raise _invalid(f"{place} is wrong: {first['msg']}") from error
    return event


def _check_parts(found: object, kind: type, place: str) -> None:
    """Raise unless every part that the kind has is there, and no other."""
    if not isinstance(found, dict):
        return  # what it is instead is for the adapter to say
    expected = {field.name for field in fields(kind)}
    if missing := sorted(expected - {*found}):
        raise _invalid(f"{place} has no “{missing[0]}”; every part of an event is written down")
    if unknown := sorted({*found} - expected):
        raise _invalid(f"{place} has “{unknown[0]}”; expected {', '.join(sorted(expected))} alone")
    if "mark" in expected:
        _check_parts(found["mark"], Mark, f"{place}.mark")
    if kind is Mark:
        for name in ("evidence", "struck"):
            for number, moment in enumerate(found[name] if isinstance(found[name], list) else ()):
                _check_parts(moment, Moment, f"{place}.{name}.{number}")


def _invalid(message: str) -> DocumentInvalid:
    return DocumentInvalid(
        message, "It was written by another version of observe, or changed by hand", stage="store"
    )


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(KINDS[name])
