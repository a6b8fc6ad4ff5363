"""What people have begun to say of a call and not saved yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column(
            "sha256", sa.String(64), sa.ForeignKey("recordings.sha256", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("scheme", sa.Text, primary_key=True),
        sa.Column("version", sa.Text, primary_key=True),
        sa.Column("by_key", sa.Text, primary_key=True),
        sa.Column("by_duty", sa.String(16), primary_key=True),
        sa.Column("place", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("draft", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("drafts")
