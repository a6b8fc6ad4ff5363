"""Runs the migrations on the connection, and inside the transaction, that ``observe.store.database`` opened."""

from __future__ import annotations

from alembic import context

from observe.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite can undo table changes too, once transactions are begun in so many words, as database.py does.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
