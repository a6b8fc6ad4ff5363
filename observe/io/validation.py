"""What every format asks of pydantic: kinds told apart by a tag, and a fault as its place and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import (
    Discriminator,
    SerializerFunctionWrapHandler,
    Tag,
    TypeAdapter,
    ValidationError,
    WrapSerializer,
)


def tagged(kinds: Mapping[str, type], tag: str) -> TypeAdapter[Any]:
    """Writes and reads one of several kinds of frozen dataclass; in what is written a tag says which.

    Args:
        kinds: by what the tag says.
        tag: name of the part that tells them apart; it is written first, and no kind has it.
    """
    names = {kind: name for name, kind in kinds.items()}

    def name_of(value: object) -> object:
        return value.get(tag) if isinstance(value, Mapping) else names.get(type(value))

    members = [Annotated[kind, Tag(name), WrapSerializer(_with_tag(tag, name))] for name, kind in kinds.items()]
    one_of_them: Any = Annotated[reduce(or_, members), Discriminator(name_of)]
    return TypeAdapter(one_of_them)


def place_of(error: ValidationError) -> tuple[str, str]:
    """Where the first fault lies, its parts joined by dots ("" where it is the whole), and what it is."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return ".".join(str(part) for part in first["loc"]), first["msg"]


def _with_tag(tag: str, name: str) -> Callable[[object, SerializerFunctionWrapHandler], dict[str, Any]]:
    return lambda value, parts: {tag: name, **parts(value)}
