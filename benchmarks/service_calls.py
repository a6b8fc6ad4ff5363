"""The labelled service calls: what is said, what each turn does, and how each marking point was judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import PROJECT, shared
from observe.annotation import Turn, turns_from_text
from observe.meaning.labels import OF
from observe.observation import Outcome
from observe.schemes import load_all

#: Which labels a code of the codebook stands for.
CODES = {
    "agent": dict(
        zip(
            "pa rb cq nm ap em ns ex of op re ca ag ck un ow es id dp ho gr th rn ov de bl ss ba ig".split(),
            OF["agent"],
            strict=True,
        )
    ),
    "customer": {
        "mt": "problem_told",
        "wi": "wish",
        "rx": "escalation_request",
        "ok": "agreement",
        "no": "refusal",
        "rc": "resolution_confirmed",
        "th": "customer_thanks",
    },
}
#: An unhappy turn has every strength up to its own.
STRENGTHS = {
    "d1": ("dissatisfaction",),
    "d2": ("dissatisfaction", "plain_dissatisfaction"),
    "d3": ("dissatisfaction", "plain_dissatisfaction", "anger"),
}
OUTCOMES: dict[str, Outcome] = {
    "s": "shown",
    "m": "opportunity_missed",
    "n": "no_opportunity",
    "r": "not_on_recording",
}
OURS = PROJECT / "benchmarks" / "service"
REAL = "oasis"
#: Nothing is fitted on these writers, so that what was made has somebody to be tried on.
ASIDE = ("T",)
#: Real calls are held out in as many parts, whole calls at a time.
PARTS = 4


@dataclass(frozen=True, slots=True)
class Call:
    """One labelled call.

    Attributes:
        name: of the call.
        source: what is held out together: a writer's letter, or a part of the real calls.
        turns: in order.
        labels: for each turn by label True, False, or None where nobody can say.
        outcomes: by scheme and point what the first judge said, then what another might.
    """

    name: str
    source: str
    turns: tuple[Turn, ...]
    labels: tuple[dict[str, bool | None], ...]
    outcomes: dict[tuple[str, str], tuple[Outcome, ...]]

    @property
    def real(self) -> bool:
        """Whether people really spoke it."""
        return self.source.startswith(REAL)


def load() -> list[Call]:
    """Every call that may be fitted on, written ones first.

    Raises:
        DataMissing: the shared data is not there.
    """
    files = [path for folder in (shared("service"), OURS) for path in folder.glob("*.txt")]
    files = [path for path in files if path.stem not in ASIDE]
    files.sort(key=lambda path: (path.stem == REAL, path.stem))
    return [call for path in files for call in read(path)]


def read(path: Path) -> Iterator[Call]:
    """The calls of one file in the codebook's form."""
    points = [(scheme.id, criterion.id) for scheme in load_all() for criterion in scheme.criteria]
    # the codebook lists the units in another order than ours
    units = ("resolve-problems", "systematic-problem-solving", "challenging-customers", "manage-complaints")
    points = [point for unit in (*units, "deal-with-problems") for point in points if point[0] == unit]
    for number, block in enumerate(re.split(r"^(?=# )", path.read_text("utf-8"), flags=re.M)[1:]):
        lines = [line for line in block.splitlines() if line.strip()]
        name = lines[0][2:].split("|")[0].strip()
        only = next((set(line[2:].split()) for line in lines if line.startswith("% ")), None)
        spoken = [found for line in lines if (found := re.match(r"([AC])(?:\[([^\]]*)\])?: (.+)$", line))]
        roles = ["agent" if found[1] == "A" else "customer" for found in spoken]
        judged = next((line[2:].replace("|", " ").split() for line in lines if line.startswith("= ")), [])
        yield Call(
            name=name,
            source=path.stem if path.stem != REAL else f"{REAL} {number % PARTS}",
            turns=turns_from_text((role, role, found[3]) for role, found in zip(roles, spoken, strict=True)),
            labels=tuple(
                _labels(role, found[2] or "", only) for role, found in zip(roles, spoken, strict=True)
            ),
            outcomes={
                point: tuple(OUTCOMES[sign] for sign in signs if sign in OUTCOMES)
                for point, signs in zip(points, judged, strict=True)
            },
        )


def _labels(role: str, written: str, only: set[str] | None) -> dict[str, bool | None]:
    codes = [code.strip() for code in written.split(",") if code.strip()]
    known = {code: (label,) for code, label in CODES[role].items()} | (STRENGTHS if role == "customer" else {})
    found: dict[str, bool | None] = dict.fromkeys(OF[role], False)
    if only is not None:
        listed = {label for code in only for label in known.get(code, ())}
        found = {label: False if label in listed else None for label in found}
    for code in sorted(codes, key=lambda code: not code.endswith("?")):
        for label in known.get(code.rstrip("?"), ()):
            found[label] = None if code.endswith("?") else True
    return found
