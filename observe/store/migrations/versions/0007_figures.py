"""What pictures over many calls are drawn from: figures and moments of every observation.

Written with each new observation from here on; for those that are there already it is read from their
documents, as that was done when this step was made: nothing here follows the program.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

#: Documents read at a time: an hour's call takes about a megabyte.
_AT_ONCE = 20
_DECIMALS = 3
#: A pause inside a turn longer than this, in seconds, is not counted as speaking.
_BREATH_S = 0.5
_PORTIONS = ("agent", "customer", "other", "both", "pause", "silence")


def upgrade() -> None:
    table = op.create_table(
        "observation_figures",
        sa.Column(
            "observation", sa.Integer, sa.ForeignKey("observations.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("moments", sa.JSON, nullable=False),
    )
    connection = op.get_bind()
    observations = sa.table("observations", sa.column("id", sa.Integer), sa.column("document", sa.Text))
    last = 0
    while rows := connection.execute(
        sa.select(observations).where(observations.c.id > last).order_by(observations.c.id).limit(_AT_ONCE)
    ).all():
        connection.execute(
            sa.insert(table),
            [{"observation": number, **_figures_of(json.loads(document))} for number, document in rows],
        )
        last = rows[-1][0]


def downgrade() -> None:
    op.drop_table("observation_figures")


def _figures_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The figures and moments of an observation document, as the table keeps them."""
    silences = [float(one["end"]) - float(one["start"]) for one in document["dynamics"]["silences"]]
    cues = sorted(document["cues"], key=lambda cue: (cue["start"], cue["cue"]))
    counts: dict[str, list[float]] = {}
    for cue in cues:
        counts.setdefault(cue["cue"], [0, float(cue["start"])])[0] += 1
    day = _day(document["consent"]["recorded_at"], document["provenance"]["created_at"])
    time = _portions(document["turns"], sum(silences), float(document["recording"]["duration_s"]))
    return {
        "figures": {
            "day": day.isoformat(),
            "time": {portion: round(seconds, _DECIMALS) for portion, seconds in time.items()},
            "silences": len(silences),
            "longest": round(max(silences, default=0.0), _DECIMALS),
            "cues": counts,
        },
        "moments": [[cue["cue"], float(cue["start"]), float(cue["end"]), cue["quote"]] for cue in cues],
    }


def _day(consent_recorded_at: str, created_at: str) -> date:
    """When consent was taken down, or, where that is no date, when the call was analysed."""
    try:
        return datetime.fromisoformat(consent_recorded_at).date()
    except ValueError:
        return datetime.fromisoformat(created_at).date()


def _portions(turns: Iterable[Mapping[str, Any]], silent: float, length: float) -> dict[str, float]:
    """What the time of a call is made of, in seconds: one speaks, two at once, or nobody."""
    by_role: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for turn in turns:
        by_role[turn["role"]] += [(float(word["start"]), float(word["end"])) for word in turn["words"]]
    edges = sorted(
        (at, step, role)
        for role, own in by_role.items()
        for start, end in _stretches(own)
        for at, step in ((start, 1), (end, -1))
    )
    found = dict.fromkeys(_PORTIONS, 0.0)
    speaking: Counter[str] = Counter()
    before = 0.0
    for at, step, role in edges:
        found[_portion([one for one, voices in speaking.items() if voices])] += at - before
        speaking[role] += step
        before = at
    nobody = found["pause"] + max(0.0, length - before)
    found["silence"] = min(nobody, silent)
    found["pause"] = nobody - found["silence"]
    return found


def _portion(speaking: list[str]) -> str:
    if len(speaking) > 1:
        return "both"
    return speaking[0] if speaking else "pause"


def _stretches(words: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """One role's speech as stretches in time order that do not overlap."""
    stretches: list[tuple[float, float]] = []
    for start, end in sorted(words, key=lambda word: word[0]):
        if stretches and start - stretches[-1][1] <= _BREATH_S:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end))
        else:
            stretches.append((start, end))
    return stretches
