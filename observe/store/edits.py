"""Corrections as JSON values, as the store keeps them: which kind of ``edit``, and every part; and in words."""

from __future__ import annotations

from collections.abc import Mapping
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
_TAG = "edit"


def edit_values(edit: Edit) -> dict[str, Any]:
    """A correction as JSON values; times are not rounded."""
    values: dict[str, Any] = _edits().dump_python(edit)
    return values


def edit_of(values: Mapping[str, Any]) -> Edit:
    """The correction that ``edit_values`` gave.

    Raises:
        DocumentInvalid: it is of a kind that this version does not know, or a part is missing or wrong.
    """
    if str(values.get(_TAG)) not in KINDS:
        raise DocumentInvalid(
            f"found a correction of the kind {values.get(_TAG)!r}; expected one of {', '.join(KINDS)}",
            "It was made by a newer version; install that one",
        )
    edit: Edit = _read(_edits(), values)
    return edit


def told_values(told: Told) -> dict[str, Any]:
    """The words of a correction as JSON values; times are not rounded."""
    values: dict[str, Any] = _told().dump_python(told)
    return values


def told_of(values: Mapping[str, Any]) -> Told:
    """The words that ``told_values`` gave.

    Raises:
        DocumentInvalid: a part is missing or wrong.
    """
    told: Told = _read(_told(), values)
    return told


def _read(adapter: TypeAdapter[Any], values: Mapping[str, Any]) -> Any:
    from pydantic import ValidationError

    from observe.io.validation import place_of

    try:
        return adapter.validate_python(values)
    except ValidationError as error:
        place, said = place_of(error)
        raise DocumentInvalid(f"found a stored correction that cannot be read: {place}: {said}") from error


@cache
def _edits() -> TypeAdapter[Any]:
    from observe.io.validation import tagged

    return tagged(KINDS, _TAG)


@cache
def _told() -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(Told)
