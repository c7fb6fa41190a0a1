"""Tells at a glance whether a database has today's tables: then Alembic, slow to load, is not needed."""

from sqlalchemy import column, inspect, select, table

from aggregator.store.database import Database

NEWEST = "0005"
"""The newest of `migrations`."""

VERSION_TABLE = "dalil_schema"


def is_current(database: Database) -> bool:
    """Whether the tables are those of this version (StoreUnavailable)."""
    with database.reading() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return False
        return connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE))) == NEWEST
