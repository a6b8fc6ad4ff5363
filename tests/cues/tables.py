"""Reads the tables beside this file: sentences that are, and that nearly are, an occurrence of each cue."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from observe.annotation import Turn, turn_from_text
from observe.cues import Context

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """One row: a sentence in its call."""

    cue: str
    counts: bool
    turns: tuple[Turn, ...]
    at: int
    context: Context
    fields: dict[str, Any]

    @property
    def sentence(self) -> str:
        """The words that are judged."""
        return self.turns[self.at].text


def tables() -> dict[str, dict[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(HERE.glob("*.toml"))}


def rows() -> Iterator[Row]:
    for cue, table in tables().items():
        for kind in ("positive", "near_miss"):
            for fields in table[kind]:
                yield row(cue, kind == "positive", fields, table.get("speaker", "agent"))


def row(cue: str, counts: bool, fields: dict[str, Any], speaker: str) -> Row:
    speaker = fields.get("speaker", speaker)
    at = f"@{fields['at']}" if "at" in fields else ""
    before, after = fields.get("before", []), fields.get("after", [])
    turns: list[Turn] = []
    clock = 0.0
    for index, line in enumerate([*before, f"{speaker}{at}: {fields['text']}", *after]):
        label, text = line.split(": ", 1)
        role, _, given = label.partition("@")
        start = float(given) if given else clock
        turns.append(turn_from_text(index, role, role, text, start=start))
        clock = turns[-1].end
    return Row(
        cue=cue,
        counts=counts,
        turns=tuple(turns),
        at=len(before),
        context=Context(customer_name=fields.get("customer_name"), timed=bool(at)),
        fields=fields,
    )
