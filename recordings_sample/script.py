"""A call's script: who says what, after what pause, with which cues marked in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Party = Literal["agent", "customer"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A cue that an observer would mark in a line, going by the cue's own definition.

    Attributes:
        cue: its name.
        quote: the words that carry it, exactly as in the line.
        refers_to: index of the earlier line that it takes up, or None.
    """

    cue: str
    quote: str
    refers_to: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What one party says in one go.

    Attributes:
        who: agent or customer.
        text: as a transcript would write it.
        gap: seconds after the latest word so far; negative where this line comes in over another.
        cues: marked in it.
        hold_s: seconds on hold before it, with a soft tune.
    """

    who: Party
    text: str
    gap: float
    cues: tuple[Marked, ...] = ()
    hold_s: float = 0.0

    @property
    def sentences(self) -> list[str]:
        """The text, a sentence at a time."""
        return re.split(r"(?<=[.?!])\s+", self.text)


@dataclass(frozen=True, slots=True)
class Voice:
    """How a party sounds: flite's voice, its pace as a multiple of its own, and its level in dB."""

    voice: str
    pace: float
    gain_db: float


@dataclass(frozen=True, slots=True)
class Script:
    """One call, ready to be spoken.

    Attributes:
        stem: name of its files.
        format: ``flac`` or ``opus``.
        sample_rate_hz: of the file.
        channels: 1, or 2 for a party a channel (agent left).
        seed: of the noise floor.
        names: agent, customer and company; empty where the call does not give one.
        absent: cues left out on purpose, each with the reason.
    """

    stem: str
    title: str
    format: Literal["flac", "opus"]
    sample_rate_hz: int
    channels: int
    seed: int
    names: dict[str, str]
    voices: dict[Party, Voice]
    lines: tuple[Line, ...]
    absent: tuple[dict[str, str], ...]

    @property
    def file(self) -> str:
        """Name of the audio file; Opus goes into an Ogg container."""
        return f"{self.stem}.{'ogg' if self.format == 'opus' else self.format}"


def read_script(path: Path) -> Script:
    """The call written in a TOML file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Script(
        stem=path.stem,
        title=data["title"],
        format=data["format"],
        sample_rate_hz=data["sample_rate_hz"],
        channels=data["channels"],
        seed=data["seed"],
        names={key: data[key] for key in ("agent_name", "customer_name", "company")},
        voices={who: Voice(**voice) for who, voice in data["voices"].items()},
        lines=tuple(_line(entry) for entry in data["line"]),
        absent=tuple(data["absent"]),
    )


def _line(entry: dict) -> Line:
    cues = tuple(Marked(**cue) for cue in entry.get("cues", ()))
    for marked in cues:
        if marked.quote not in entry["text"]:
            raise ValueError(f"{marked.cue}: {marked.quote!r} is not in the line {entry['text']!r}")
    return Line(
        who=entry["who"], text=entry["text"], gap=entry["gap"], cues=cues, hold_s=entry.get("hold_s", 0.0)
    )
