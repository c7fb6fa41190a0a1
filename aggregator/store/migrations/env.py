"""Run by Alembic, on the connection and in the transaction of `open_store`; no alembic.ini is needed."""

from alembic import context

from aggregator.store.migrating import OPTIONS

context.configure(connection=context.config.attributes["connection"], **OPTIONS)
context.run_migrations()
