"""Puts the repositories of one database together."""

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

from sqlalchemy import select, update

from aggregator.store.attempts import AttemptRepository
from aggregator.store.changes import ChangeRepository
from aggregator.store.contacts import ContactRepository
from aggregator.store.database import Database, connect
from aggregator.store.deliveries import DeliveryRepository
from aggregator.store.labels import LabelRepository
from aggregator.store.ledger import LedgerRepository
from aggregator.store.listings import ListingRepository
from aggregator.store.pauses import PauseRepository
from aggregator.store.people import PeopleRepository
from aggregator.store.reports import ReportRepository
from aggregator.store.schema import is_current
from aggregator.store.searches import SearchRepository
from aggregator.store.tables import meta
from aggregator.store.tokens import TokenRepository
from aggregator.store.visits import VisitRepository


class Store:
    """All that is known, in one database; safe to share between threads, and many processes may open it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.listings = ListingRepository(database)
        self.changes = ChangeRepository(database)
        self.reports = ReportRepository(database)
        self.labels = LabelRepository(database)
        self.pauses = PauseRepository(database)
        self.visits = VisitRepository(database)
        self.people = PeopleRepository(database)
        self.contacts = ContactRepository(database)
        self.tokens = TokenRepository(database)
        self.attempts = AttemptRepository(database)
        self.searches = SearchRepository(database)
        self.ledger = LedgerRepository(database)
        self.deliveries = DeliveryRepository(database)

    def opener(self) -> Callable[[], "Store"]:
        """What opens the same database again; picklable, for another process."""
        return partial(open_store, self._database.url)

    def get_origin(self) -> str | None:
        """Whose listings these are ("demo" or "live"), None while nobody has said."""
        with self._database.reading() as connection:
            return connection.scalar(select(meta.c.origin))

    def set_origin(self, origin: str) -> None:
        """Say whose listings these are."""
        with self._database.writing() as connection:
            connection.execute(update(meta).values(origin=origin))

    def get_identity(self) -> str:
        """The name that no other store has; drawn when the store was made."""
        with self._database.reading() as connection:
            return str(connection.scalar(select(meta.c.identity)))

    def close(self) -> None:
        """Let all connections go."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(url: str) -> Store:
    """Open the store at a SQLAlchemy URL (SQLite or PostgreSQL), made or brought up to date where needed.

    StoreUnavailable says in one line what is wrong: a URL that is none, a database that cannot
    be reached, that holds something else, or that a newer Dalil made.
    """
    database = connect(url)
    try:
        _bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return Store(database)


def _bring_up_to_date(database: Database) -> None:
    if not is_current(database):
        from aggregator.store.migrating import migrate  # noqa: PLC0415  Alembic loads slowly and is seldom needed

        migrate(database)
