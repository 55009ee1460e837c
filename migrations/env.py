"""How Alembic runs here: on the connection it is given, in the transaction of whoever gives it."""

from alembic import context

from scheduler.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    **context.config.attributes.get("drafting", {}),
)
with context.begin_transaction():
    context.run_migrations()
