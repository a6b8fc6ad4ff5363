"""What pages on marking need of an analysis: where it comes from, its cues and its suggestions.

Written with each new observation from here on; for those that are there already it is read from their
documents, by the rules of that day, which stand below.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

#: Documents read at a time: an hour's call takes about a megabyte.
_AT_ONCE = 20


def upgrade() -> None:
    table = op.create_table(
        "observation_analysed",
        sa.Column(
            "observation", sa.Integer, sa.ForeignKey("observations.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("origin", sa.JSON, nullable=False),
        sa.Column("cues", sa.JSON, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
    )
    connection = op.get_bind()
    observations = sa.table("observations", sa.column("id", sa.Integer), sa.column("document", sa.Text))
    last = 0
    while rows := connection.execute(
        sa.select(observations).where(observations.c.id > last).order_by(observations.c.id).limit(_AT_ONCE)
    ).all():
        connection.execute(
            sa.insert(table),
            [{"observation": number, **_analysed_of(json.loads(document))} for number, document in rows],
        )
        last = rows[-1][0]


def downgrade() -> None:
    op.drop_table("observation_analysed")


def _analysed_of(document: Mapping[str, Any]) -> dict[str, Any]:
    consent, provenance = document["consent"], document["provenance"]
    return {
        "origin": {
            "file": document["recording"]["file"],
            "consent": [
                consent["basis"],
                consent["recorded_by"],
                consent["recorded_at"],
                consent.get("retain_until"),
            ],
            "program": provenance["observe_version"],
            "models": [[model["name"], model["revision"], model["sha256"]] for model in provenance["models"]],
            "made": provenance["created_at"],
            "edits": len(document.get("edits", ())),
        },
        "cues": [
            [cue["cue"], cue["turn"], cue["start"], cue["end"], cue["quote"], cue["confidence"]]
            for cue in document["cues"]
        ],
        "findings": [
            [
                finding["scheme"],
                finding["criterion"],
                finding["outcome"],
                finding["evidence"],
                finding["because"],
                _pair(finding.get("occasion")),
            ]
            for finding in document["findings"]
        ],
    }


def _pair(occasion: Mapping[str, Any] | None) -> list[float] | None:
    return None if occasion is None else [occasion["start"], occasion["end"]]
