"""Read a scheme's YAML so that every fault is named with its line.

YAML is parsed in its safe subset: no tags, no anchors and aliases (a few hundred bytes of them can stand for
gigabytes), no second document, limited size and depth.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from observe.errors import SchemeInvalid
from observe.schemes.rules import Fault, Place, faults
from observe.schemes.scheme import MOST_CRITERIA, Scheme

MOST_BYTES = 1_000_000
MOST_DEPTH = 12
#: Of any one list or mapping; nothing in a scheme is longer than its list of points may be.
MOST_ENTRIES = MOST_CRITERIA
#: Beyond this a number is not written out; Python itself refuses some thousands of digits.
MOST_DIGITS = 30

_SCHEME: TypeAdapter[Scheme] = TypeAdapter(Scheme)


def parse(text: str, name: str) -> Scheme:
    """Read one scheme.

    Args:
        text: YAML, as documented in `docs/schemes.md`.
        name: what to call it in a fault, such as its file name.

    Raises:
        SchemeInvalid: the first fault, with its line; its hint says how many more there are.
    """
    scheme, found = inspect(text)
    if scheme is None:
        first, *others = found
        hint = f"Mend it; `observe schemes check` lists this and {len(others)} more" if others else "Mend it"
        raise SchemeInvalid(f"{name}, {first}", hint)
    return scheme


def inspect(text: str) -> tuple[Scheme | None, tuple[str, ...]]:
    """The scheme, or None, and every fault as “line 14: …”, in the order of the lines."""
    try:
        root = _compose(text)
        lines: dict[Place, int] = {}
        data = _of_today(_plain(root, (), lines))
    except _Stop as stop:
        return None, (str(stop),)
    try:
        scheme = _SCHEME.validate_python(data)
        found: list[Fault] = list(faults(scheme))
    except ValidationError as error:
        scheme, found = None, [_fault(detail) for detail in _telling(error.errors())]
    if scheme is not None and not found:
        return scheme.read_from(text), ()
    placed = sorted({(_line(place, lines), words) for place, words in found})
    return None, tuple(f"line {line}: {words}" for line, words in placed)


def _of_today(data: Any) -> Any:
    """A scheme's data as it is worded today: ``problem_told`` was once a key of a situation, and is now a cue.

    Texts that calls were marked by are kept for good, so they are read for good.
    """
    situations = data.get("situations") if isinstance(data, dict) else None
    for situation in situations.values() if isinstance(situations, dict) else ():
        if not isinstance(situation, dict) or not isinstance(situation.get("problem_told"), bool):
            continue
        told = situation.pop("problem_told")
        if told and isinstance(situation.get("any_of"), tuple):
            situation["any_of"] = (*situation["any_of"], "problem_told")
    return data


class _Stop(Exception):
    """Text of which no data can be made; says line and fault."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(f"line {line}: {words}")


def _compose(text: str) -> yaml.Node:
    if (size := len(text.encode(errors="replace"))) > MOST_BYTES:
        raise _Stop(1, f"found {size:,} bytes; a scheme has at most {MOST_BYTES:,}")
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=_Plainly)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "not YAML"
        if "'\\t'" in problem:
            raise _Stop(mark.line + 1 if mark else 1, "found a tab; expected spaces") from error
        raise _Stop(mark.line + 1 if mark else 1, f"found text that is not YAML: {problem}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _Stop(line, "found a control character; a scheme is plain text") from error
    if root is None:
        raise _Stop(1, "found an empty file; expected a scheme with id, title, version, source and criteria")
    return root


class _Plainly(yaml.SafeLoader):
    """Stops at the first thing that could make a small file into a large one, before anything is made of it."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None):
            raise _Stop(line, "found an anchor or alias (& or *); write the list out instead")
        if tag := getattr(event, "tag", None):
            raise _Stop(line, f"found the tag {tag}; a scheme uses plain text, numbers and lists only")
        if parent is not None and len(parent.value) >= MOST_ENTRIES:
            raise _Stop(line, f"found more than {MOST_ENTRIES:,} entries in one list, the most there may be")
        self.depth += isinstance(event, yaml.CollectionStartEvent)
        if self.depth > MOST_DEPTH:
            raise _Stop(line, f"found lists nested more than {MOST_DEPTH} deep")
        node = super().compose_node(parent, index)
        self.depth -= isinstance(event, yaml.CollectionStartEvent)
        return node


def _plain(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Any:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return tuple(_plain(item, (*place, index), lines) for index, item in enumerate(node.value))
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value in node.value:
            line, key = key_node.start_mark.line + 1, str(key_node.value)
            if not isinstance(key_node, yaml.ScalarNode):
                raise _Stop(line, "found a list or mapping as a key; expected a word")
            if key in mapping:
                raise _Stop(line, f"found “{key}” a second time in one mapping")
            mapping[key] = _plain(value, (*place, key), lines)
            lines[(*place, key)] = line
        return mapping
    return _scalar(node)


def _scalar(node: yaml.Node) -> object:
    """Text, a number, a date …: only what YAML itself makes of it shows that “1.0” needs quotes."""
    try:
        value: object = yaml.SafeLoader("").construct_object(node)
    except (ValueError, yaml.YAMLError):
        raise _Stop(
            node.start_mark.line + 1, f"found {_brief(node.value)}, which YAML cannot read; put it in quotes"
        ) from None
    return value


def _line(place: Place, lines: dict[Place, int]) -> int:
    while place not in lines:
        place = place[:-1]
    return lines[place]


def _telling(details: list[ErrorDetails]) -> Iterator[ErrorDetails]:
    """All but “too short” where the list only looks short because its entries are faulty."""
    places = [detail["loc"] for detail in details]
    around = {place[:length] for place in places for length in range(len(place))}
    for detail in details:
        if not (detail["type"] == "too_short" and detail["loc"] in around):
            yield detail


def _fault(detail: ErrorDetails) -> Fault:
    """Pydantic's finding, in words for someone who writes a scheme."""
    place, kind, value = detail["loc"], detail["type"], detail["input"]
    context = detail.get("ctx", {})
    key = (
        "the file"
        if not place
        else f"entry {place[-1] + 1}"
        if isinstance(place[-1], int)
        else f"“{place[-1]}”"
    )
    match kind:
        case "missing":
            words = f"found no {key}; it is required here"
        case "unexpected_keyword_argument":
            words = f"found {key}, which is not a key of the format here"
        case "literal_error":
            words = f"found {_brief(value)} for {key}; expected {context['expected']}"
        case "string_pattern_mismatch":
            words = f"found {_brief(value)} for {key}; expected lower-case words joined by hyphens"
        case "value_error":
            words = str(context["error"])
        case "too_short":
            words = (
                f"found {context['actual_length']} entries in {key}; expected at least {context['min_length']}"
            )
        case "string_type":
            words = f"found {_brief(value)} for {key}; expected text (put it in quotes)"
        case "tuple_type":
            words = f"found {_brief(value)} for {key}; expected a list"
        case "dataclass_type" | "dict_type":
            words = f"found {_brief(value)} for {key}; expected a mapping of keys and values"
        case _:
            words = f"found {_brief(value)} for {key}; {detail['msg'][:1].lower()}{detail['msg'][1:]}"
    return place, words


def _brief(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, tuple):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, int) and abs(value) >= 10**MOST_DIGITS:
        return f"a number of more than {MOST_DIGITS} digits"
    shown = str(value)
    return f"“{shown[:60]}…”" if len(shown) > 60 else f"“{shown}”"
