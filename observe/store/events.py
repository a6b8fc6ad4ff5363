"""What people do to assessments as JSON, as the store keeps it: the event's ``kind`` and every part of it.

Nothing is filled in and nothing is passed over when one is read, so what comes back is what was kept. The kinds
and the names of the parts are those of a database that is never rewritten: they do not change.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from observe.assessment.events import (
    Checked,
    Decided,
    Disputed,
    Event,
    FeedbackAccepted,
    FeedbackGiven,
    Opened,
    SelfMarked,
    Signed,
    TakenBack,
)
from observe.errors import DocumentInvalid

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

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
_TAG = "kind"


def dumps(event: Event) -> str:
    """The event as one line of JSON; times are not rounded.

    Raises:
        DocumentInvalid: a text in it holds half a character, which no file or database can keep.
    """
    text = json.dumps(_adapter().dump_python(event), ensure_ascii=False, default=lambda day: day.isoformat())
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DocumentInvalid(
            f"found text that is not UTF-8 ({error.reason}); expected whole characters",
            "Type it again",
            stage="store",
        ) from error
    return text


def loads(text: str) -> Event:
    """The event that ``dumps`` wrote.

    Raises:
        DocumentInvalid: it is not JSON, its kind is unknown, or a part is missing, unknown or wrong.
    """
    from pydantic import ValidationError

    try:
        event: Event = _adapter().validate_json(text, strict=True)
    except ValidationError as error:
        raise _invalid(_words(error)) from error
    found = json.loads(text)
    _check_parts(found, _adapter().dump_python(event), str(found[_TAG]))
    return event


def _check_parts(found: Any, whole: Any, place: str) -> None:
    """Raise unless every part that would be written is there, and no other: pydantic fills in what is not."""
    if isinstance(whole, dict):
        if missing := sorted({*whole} - {*found}):
            raise _invalid(f"{place} has no “{missing[0]}”; every part of an event is written down")
        if unknown := sorted({*found} - {*whole}):
            expected = ", ".join(sorted({*whole} - {_TAG}))
            raise _invalid(f"{place} has “{unknown[0]}”; expected {expected} alone")
        for name, part in whole.items():
            _check_parts(found[name], part, f"{place}.{name}")
    if isinstance(whole, tuple):
        for number, part in enumerate(whole):
            _check_parts(found[number], part, f"{place}.{number}")


def _words(error: ValidationError) -> str:
    from observe.io.validation import place_of

    place, said = place_of(error)
    first = error.errors(include_url=False)[0]
    match first["type"], first["input"]:
        case "json_invalid", _:
            return f"found text that is not JSON ({said}); expected an event"
        case (("union_tag_not_found" | "union_tag_invalid"), dict(found)):
            return f"found an event of the kind {found.get(_TAG)!r}; expected one of {', '.join(KINDS)}"
        case "union_tag_not_found", found:
            return f"found {type(found).__name__}; expected an event as an object"
        case "missing", _:
            whole, _, part = place.rpartition(".")
            return f"{whole} has no “{part}”; every part of an event is written down"
    return f"{place} is wrong: {said}"


def _invalid(message: str) -> DocumentInvalid:
    return DocumentInvalid(
        message, "It was written by another version of observe, or changed by hand", stage="store"
    )


@cache
def _adapter() -> TypeAdapter[Any]:
    from observe.io.validation import tagged

    return tagged(KINDS, _TAG)
