"""Alembic's environment; `eventops db upgrade` runs it with a connection of its own."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=context.config.attributes.get("batch", connection.dialect.name == "sqlite"),
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
