"""What people say of a call: events that are added, never changed and never deleted.

Triggers see to that, whoever writes. What is to be erased by right (a person's data, after a withdrawal) has to
drop and make them again in its own transaction; both databases can do that, and it leaves a trace in the code.
There is no foreign key to recordings or observations, so that erasing those need not touch what people said.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WORDS = "assessment events are added, never changed or deleted"


def upgrade() -> None:
    op.create_table(
        "assessment_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("scheme", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("observation", sa.Integer, nullable=False),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("by_duty", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("assessment_events_by_subject", "assessment_events", ["sha256", "scheme", "version", "id"])
    for statement in _postgresql() if op.get_bind().dialect.name == "postgresql" else _sqlite():
        op.execute(statement)


def _postgresql() -> tuple[str, ...]:
    return (
        "CREATE FUNCTION assessment_events_stay() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{_WORDS}'; END $$",
        "CREATE TRIGGER assessment_events_stay BEFORE UPDATE OR DELETE ON assessment_events"
        " FOR EACH ROW EXECUTE FUNCTION assessment_events_stay()",
    )


def _sqlite() -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER assessment_events_stay_{verb.lower()} BEFORE {verb} ON assessment_events"
        f" BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for verb in ("UPDATE", "DELETE")
    )


def downgrade() -> None:
    op.drop_index("assessment_events_by_subject", "assessment_events")
    op.drop_table("assessment_events")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION assessment_events_stay()")
