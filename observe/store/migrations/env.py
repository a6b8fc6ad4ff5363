"""Runs the migrations on the connection, and inside the transaction, that ``observe.store.database`` opened."""

from __future__ import annotations

from alembic import context

from observe.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
)
with context.begin_transaction():
    context.run_migrations()
