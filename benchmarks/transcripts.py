"""Reads the calls in `tests/marking/transcripts`: words as people say them, and what should come of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.data import PROJECT
from observe.annotation import Role, Turn, turns_from_text
from observe.observation import Outcome

HERE = PROJECT / "tests" / "marking" / "transcripts"
EXPECTED: dict[str, Outcome] = {
    "earns": "shown",
    "misses": "opportunity_missed",
    "wrong_order": "opportunity_missed",
    "no_opportunity": "no_opportunity",
    "call": "not_on_recording",
}


@dataclass(frozen=True)
class Transcript:
    """A call written for one point.

    Attributes:
        scheme: the unit.
        criterion: the point.
        kind: what it is an example of, a key of `EXPECTED`.
        lines: who says what.
        rests_on: cues that evidence of an earned point should name.
        wrong: why the program gets it wrong, where it does; else empty.
        place: tells a second call of a kind (under ``also``) from the first.
    """

    scheme: str
    criterion: str
    kind: str
    lines: tuple[tuple[str, str], ...]
    rests_on: tuple[str, ...]
    wrong: str
    place: str = ""

    @property
    def name(self) -> str:
        """The point and what the call is an example of."""
        return f"{self.scheme}/{self.criterion} {self.kind}{self.place}"

    def as_meant(self, outcome: Outcome) -> bool:
        """Whether an outcome is what a tutor would suggest; in the wrong order it only must not be credit."""
        return outcome != "shown" if self.kind == "wrong_order" else outcome == EXPECTED[self.kind]

    @property
    def turns(self) -> tuple[Turn, ...]:
        """As the detectors take them, at an even pace."""
        roles: Mapping[str, Role] = {"agent": "agent", "customer": "customer"}
        return turns_from_text((who, roles.get(who, "other"), text) for who, text in self.lines)

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """Each sentence with who says it, sorted: the same for calls that differ in order alone."""
        return sorted((role, said) for role, text in self.lines for said in re.split(r"(?<=[.?!]) ", text))


def transcripts() -> Iterator[Transcript]:
    """Every call, unit by unit and point by point."""
    for path in sorted(HERE.glob("*.toml")):
        for criterion, point in tomllib.loads(path.read_text("utf-8")).items():
            wrong = point.get("wrong", {})
            for calls, faults, place in ((point, wrong, ""), (point.get("also", {}), {}, " 2")):
                for kind in EXPECTED:
                    if kind in calls:
                        lines = (line.split(": ", 1) for line in calls[kind].strip().splitlines())
                        yield Transcript(
                            path.stem,
                            criterion,
                            kind,
                            tuple((who.lower(), said) for who, said in lines),
                            tuple(point.get("rests_on", ())),
                            faults.get(kind, ""),
                            place,
                        )
