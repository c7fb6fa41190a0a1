"""One way to the database, whichever it is: readers never wait, writers come one after the other.

SQLite locks the whole file for a writer anyway; elsewhere the row of `meta` is the lock. So a
change number that is taken in a transaction is also committed in its turn, and no two
transactions can wait for each other.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
)
from sqlalchemy.pool import ConnectionPoolEntry

from aggregator.errors import StoreUnavailable
from aggregator.store.tables import meta

PATIENCE_SECONDS = 30
"""How long a SQLite writer waits for another one."""

CHUNK = 500
"""Values named in one statement: far below the bound of every database."""

_FAULTS_OF_OURS = (DataError, IntegrityError, ProgrammingError)
_BACKENDS = ("sqlite", "postgresql")
_WRITING = "dalil_writing"

T = TypeVar("T")


class Database:
    """An open database; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{_WRITING: True})

    @property
    def url(self) -> str:
        """Where it is, with the password."""
        return self._engine.url.render_as_string(hide_password=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees what was committed (StoreUnavailable)."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the only connection that writes; all of it is committed, or nothing (StoreUnavailable)."""
        with self.making() as connection:
            connection.execute(select(meta.c.id).with_for_update())
            yield connection

    @contextmanager
    def making(self) -> Iterator[Connection]:
        """Give a connection that writes in a database that may have no tables yet."""
        with self._writer.begin() as connection:
            yield connection

    def wipe(self) -> None:
        """Leave nothing of what was deleted beside the database, as far as nobody reads meanwhile."""
        if self._engine.dialect.name == "sqlite":
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def close(self) -> None:
        """Let all connections go."""
        self._engine.dispose()


def connect(url: str) -> Database:
    """Reach the database of `url` and make its folder; StoreUnavailable in one line."""
    address = _address(url)
    try:
        engine = create_engine(address, pool_pre_ping=True)
    except (ModuleNotFoundError, ArgumentError, NoSuchModuleError) as error:
        raise _unavailable(address, error) from error
    if engine.dialect.is_async:
        raise StoreUnavailable(
            f"store {address!r}: the driver {engine.driver} is for asyncio, use another one"
        )
    event.listen(engine, "handle_error", _tell_unavailable)
    if address.get_backend_name() == "sqlite":
        _prepare_sqlite(engine, file=_file_of(address))
    return Database(engine)


def chunks(values: Sequence[T]) -> Iterator[list[T]]:
    """Cut into lists that fit into one statement."""
    iterator = iter(values)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreUnavailable(
            "the store's URL is none, expected one like sqlite:////var/lib/dalil.db"
        ) from error
    if address.get_backend_name() not in _BACKENDS:
        raise StoreUnavailable(f"store {address!r}: expected {' or '.join(_BACKENDS)}")
    return address


def _file_of(address: URL) -> Path:
    """Return the file of an SQLite database, in a folder that exists (StoreUnavailable)."""
    if address.database in {None, "", ":memory:"} or "uri" in address.query:
        raise StoreUnavailable(f"store {address!r}: name a file, so that every process finds the same store")
    file = Path(str(address.database))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unavailable(address, error) from error
    return file


def _prepare_sqlite(engine: Engine, *, file: Path) -> None:
    event.listen(engine, "connect", _set_up_sqlite)
    try:
        _switch_to_wal(engine, file)
    except OSError as error:
        raise _unavailable(engine.url, error) from error
    finally:
        engine.dispose()
    event.listen(engine, "begin", _begin_sqlite)  # after the switch, which no transaction may hold


def _switch_to_wal(engine: Engine, file: Path) -> None:
    """Let readers and a writer work at once; the switch itself fails when two processes make it."""
    with engine.connect() as connection:
        if connection.scalar(text("PRAGMA journal_mode")) == "wal":
            return
        with FileLock(file.with_name(f"{file.name}.lock"), timeout=PATIENCE_SECONDS):
            connection.execute(text("PRAGMA journal_mode = WAL"))


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # Without this the driver begins transactions by itself, and never IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA page_size = 16384")  # of a new file: a full listing has 3 to 20 kB
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA secure_delete = ON")  # what somebody has erased is not left in the file
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A reader that wants to write later would fail at once when another one wrote meanwhile.
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _tell_unavailable(context: ExceptionContext) -> StoreUnavailable | None:
    """Return what is raised instead of the driver's error; None leaves it as it is."""
    failure = context.sqlalchemy_exception
    if context.is_pre_ping or not isinstance(failure, DBAPIError) or isinstance(failure, _FAULTS_OF_OURS):
        return None
    engine = context.engine
    return _unavailable(engine.url if engine else None, context.original_exception)


def _unavailable(address: URL | None, error: BaseException) -> StoreUnavailable:
    reason = " ".join(str(error).split()) or type(error).__name__
    return StoreUnavailable(f"store {address!r}: {reason}" if address else f"store: {reason}")
