"""The format of a scheme as JSON Schema, for editors and other programs.

It is made from the types that a scheme is read into: their fields, and the sentence that each class says of a
field. What looks at two places of a file at once (an id used twice, a situation that is not there) JSON Schema
cannot say; `observe.schemes.rules` holds those, and `observe schemes check` names them.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from observe.schemes.scheme import Answered, Criterion, CueName, Scheme, Situation, WatchPoint, Way

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SOME: dict[str, Any] = {"minItems": 1}
_NONE: dict[str, Any] = {"maxItems": 0}
_CUE: dict[str, Any] = TypeAdapter(CueName).json_schema()


def _where(heard: str, then: dict[str, Any]) -> dict[str, Any]:
    return {"if": {"properties": {"heard": {"const": heard}}, "required": ["heard"]}, "then": then}


def _needs(*keys: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return {"required": [*keys], "properties": properties}


#: What one point, way or watch-point has to have beside single fields.
_RULES: dict[str, dict[str, Any]] = {
    "Criterion": {
        "allOf": [
            _where(
                "not_on_recording",
                _needs(
                    "elsewhere",
                    elsewhere=_SOME,
                    cues=_NONE,
                    against=_NONE,
                    shown_when={"type": "null"},
                    opportunity={"enum": [None, ""]},
                ),
            ),
            _where("on_call", _needs("cues", "opportunity", cues=_SOME, opportunity={"type": "string"})),
            _where(
                "partly",
                _needs(
                    "cues", "opportunity", "elsewhere",
                    cues=_SOME, opportunity={"type": "string"}, elsewhere=_SOME,
                ),
            ),
            _where(
                "sequence",
                _needs(
                    "cues", "opportunity", "shown_when",
                    cues=_SOME, opportunity={"type": "string"},
                    shown_when={
                        "type": "array",
                        "items": {"anyOf": [{"required": ["in_order"]}, {"required": ["answered"]}]},
                    },
                ),
            ),
        ]
    },
    "Way": {"minProperties": 1},
    "WatchPoint": {"anyOf": [_needs("cues", cues=_SOME), _needs("elsewhere", elsewhere=_SOME)]},
}  # fmt: skip


def json_schema() -> dict[str, Any]:
    """The format as JSON Schema, draft 2020-12; every sound scheme is valid under it."""
    made = TypeAdapter(Scheme).json_schema()
    parts = {kind.__name__: kind for kind in (Answered, Criterion, Situation, WatchPoint, Way)}
    definitions = {
        name: {**_described(schema, parts[name]), **_RULES.get(name, {})}
        for name, schema in made.pop("$defs").items()
    }
    definitions["Cue"] = {"description": "The name of a cue.", **_CUE}
    whole = {**_described(made, Scheme), "title": "Marking scheme for observe", "$defs": definitions}
    return {"$schema": DIALECT, **{key: _once(value) for key, value in whole.items()}}


def _once(value: Any) -> Any:
    """The same with a reference wherever cues' names are listed, so that they are listed once."""
    if value == _CUE:
        return {"$ref": "#/$defs/Cue"}
    if isinstance(value, dict):
        return {key: _once(inner) for key, inner in value.items()}
    return [_once(inner) for inner in value] if isinstance(value, list) else value


def _described(schema: dict[str, Any], kind: type) -> dict[str, Any]:
    """The schema of a class, in the words of its docstring."""
    about = inspect.cleandoc(kind.__doc__ or "")
    said = dict(_attributes(about))
    properties = {
        name: {**{key: value for key, value in field.items() if key != "title"}, "description": said[name]}
        for name, field in schema["properties"].items()
    }
    return {**schema, "description": _plain(about.partition("\n\n")[0]), "properties": properties}


def _attributes(about: str) -> Iterator[tuple[str, str]]:
    """Each attribute that a docstring lists, and what it says of it."""
    section = about.partition("Attributes:\n")[2].partition("\n\n")[0]
    for match in re.finditer(r"^ {4}(\w+): (.+(?:\n {5,}.+)*)", section, re.MULTILINE):
        yield match[1], _plain(match[2])


def _plain(words: str) -> str:
    sentence = " ".join(words.replace("``", "").split())
    return sentence[:1].upper() + sentence[1:]
