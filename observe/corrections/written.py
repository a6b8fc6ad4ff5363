"""Corrections as JSON values, as the store keeps them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from observe.corrections.edits import (
    CorrectWords,
    CustomerName,
    Edit,
    JoinTurns,
    MergeSpeakers,
    Reassign,
    RenameSpeaker,
    SetRole,
    SplitTurn,
)
from observe.corrections.told import Told
from observe.errors import DocumentInvalid

if TYPE_CHECKING:
    from pydantic import TypeAdapter

KINDS: Mapping[str, type[Edit]] = {
    "rename_speaker": RenameSpeaker,
    "set_role": SetRole,
    "merge_speakers": MergeSpeakers,
    "reassign": Reassign,
    "split_turn": SplitTurn,
    "join_turns": JoinTurns,
    "correct_words": CorrectWords,
    "customer_name": CustomerName,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def as_values(edit: Edit) -> dict[str, Any]:
    """A correction as JSON values; times are not rounded."""
    return {"edit": _NAMES[type(edit)], **asdict(edit)}


def from_values(values: Mapping[str, Any]) -> Edit:
    """The correction that ``as_values`` gave.

    Raises:
        DocumentInvalid: it is of a kind that this version does not know, or a part is missing or wrong.
    """
    kind = KINDS.get(str(values.get("edit")))
    if kind is None:
        raise DocumentInvalid(
            f"found a correction of the kind {values.get('edit')!r}; expected one of {', '.join(KINDS)}",
            "It was made by a newer version; install that one",
        )
    edit: Edit = _read(kind, {name: value for name, value in values.items() if name != "edit"})
    return edit


def told_from_values(values: Mapping[str, Any]) -> Told:
    """The words of a correction, as ``dataclasses.asdict`` gave them.

    Raises:
        DocumentInvalid: a part is missing or wrong.
    """
    told: Told = _read(Told, dict(values))
    return told


def _read(kind: type, values: dict[str, Any]) -> Any:
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_python(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise DocumentInvalid(f"found a stored correction that cannot be read: {first['msg']}") from error


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
