"""The text of every marking scheme that something was marked by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "schemes",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("scheme", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("scheme", "version", name="one_text_of_each_version"),
    )


def downgrade() -> None:
    op.drop_table("schemes")
