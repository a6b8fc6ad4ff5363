"""What the list of calls is searched and filtered by: words, kinds of cue and outcomes of every observation.

Written with each new observation from here on; for those that are there already it is read from their
documents.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from observe.store.index import index_of

revision = "0006"
down_revision = "0005"

#: Documents read at a time: an hour's call takes about a megabyte.
_AT_ONCE = 20


def upgrade() -> None:
    table = op.create_table(
        "observation_index",
        sa.Column(
            "observation", sa.Integer, sa.ForeignKey("observations.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("cues", sa.JSON, nullable=False),
        sa.Column("points", sa.JSON, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    observations = sa.table("observations", sa.column("id", sa.Integer), sa.column("document", sa.Text))
    last = 0
    while rows := connection.execute(
        sa.select(observations).where(observations.c.id > last).order_by(observations.c.id).limit(_AT_ONCE)
    ).all():
        connection.execute(
            sa.insert(table),
            [{"observation": number, **index_of(json.loads(document))} for number, document in rows],
        )
        last = rows[-1][0]


def downgrade() -> None:
    op.drop_table("observation_index")
