"""What people correct in transcripts, added and never changed, and which observations were made with that.

Triggers see to that, as they do for what people say of a call (0003).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_WORDS = "corrections are added, never changed or deleted"


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edits", sa.JSON, nullable=False),
        sa.Column("told", sa.JSON, nullable=False),
        sa.Column("takes_back", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_index("corrections_by_recording", "corrections", ["sha256", "id"])
    op.create_table(
        "corrected_observations",
        sa.Column(
            "observation", sa.Integer, sa.ForeignKey("observations.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("original", sa.Integer, nullable=False),
        sa.Column("upto", sa.Integer, nullable=False),
    )
    for statement in _postgresql() if op.get_bind().dialect.name == "postgresql" else _sqlite():
        op.execute(statement)


def _postgresql() -> tuple[str, ...]:
    return (
        "CREATE FUNCTION corrections_stay() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$",
        "CREATE TRIGGER corrections_stay BEFORE UPDATE OR DELETE ON corrections"
        " FOR EACH ROW EXECUTE FUNCTION corrections_stay()",
    )


def _sqlite() -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER corrections_stay_{verb.lower()} BEFORE {verb} ON corrections"
        f" BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for verb in ("UPDATE", "DELETE")
    )


def downgrade() -> None:
    op.drop_table("corrected_observations")
    op.drop_index("corrections_by_recording", "corrections")
    op.drop_table("corrections")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION corrections_stay()")
