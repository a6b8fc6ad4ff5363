"""What pictures over many calls are drawn from: figures and moments of every observation.

Written with each new observation from here on; for those that are there already it is read from their
documents.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from observe.store.figures import figures_of

revision = "0007"
down_revision = "0006"

#: Documents read at a time: an hour's call takes about a megabyte.
_AT_ONCE = 20


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
            [{"observation": number, **figures_of(json.loads(document))} for number, document in rows],
        )
        last = rows[-1][0]


def downgrade() -> None:
    op.drop_table("observation_figures")
