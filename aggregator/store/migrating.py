"""Brings a database to the tables of this version, or says why it cannot be ours."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select

from aggregator.errors import StoreUnavailable
from aggregator.store.database import Database
from aggregator.store.schema import VERSION_TABLE
from aggregator.store.tables import metadata

OPTIONS: dict[str, Any] = {
    "target_metadata": metadata,
    "version_table": VERSION_TABLE,
    "compare_type": True,
    "transactional_ddl": True,
    "render_as_batch": True,  # SQLite alters a table by copying it
}
_LOCK = 0x0DA111
"""Any number will do, if only all processes that migrate take the same."""


def migrate(database: Database) -> None:
    """Bring the tables up to date, all steps or none; safe when many processes open the store at once.

    StoreUnavailable when the database holds something else, or was made by a newer Dalil.
    """
    scripts = ScriptDirectory.from_config(_config())
    with database.reading() as connection:
        if _is_current(connection, scripts):
            return
    with database.making() as connection:
        _lock(connection)
        # Another process may have done it while we waited.
        if not _is_current(connection, scripts):
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _is_current(connection: Connection, scripts: ScriptDirectory) -> bool:
    found = MigrationContext.configure(connection, opts=OPTIONS).get_current_revision()
    if found is None:
        _refuse_strangers(connection)
    elif found not in {script.revision for script in scripts.walk_revisions()}:
        url = connection.engine.url
        raise StoreUnavailable(f"store {url!r}: made by a newer Dalil (schema {found}), upgrade this one")
    return found == scripts.get_current_head()


def _refuse_strangers(connection: Connection) -> None:
    others = [name for name in inspect(connection).get_table_names() if name != VERSION_TABLE]
    if others:
        url = connection.engine.url
        raise StoreUnavailable(f"store {url!r}: not a store of Dalil, it holds the table {others[0]!r}")


def _lock(connection: Connection) -> None:
    """Keep others from migrating until the end of the transaction; SQLite's transaction does so itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
