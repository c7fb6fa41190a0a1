"""The repository of saved searches: each write has a number, so that whoever matches hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, true, update

from aggregator.domain.alert import Criteria, Pause, SavedSearch, Schedule
from aggregator.domain.delivery import DeliveryState, DueState
from aggregator.store.alert_tables import alert_state, deliveries, dues, removed_searches, saved_searches
from aggregator.store.database import Database, chunks
from aggregator.store.documents import dump, load

_CriteriaSchema: TypeAdapter[Criteria] = TypeAdapter(Criteria)
_ScheduleSchema: TypeAdapter[Schedule] = TypeAdapter(Schedule)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchChanges:
    """What happened to saved searches up to number `version`: those that are there, and keys that are not."""

    version: int
    present: tuple[SavedSearch, ...]
    removed: tuple[str, ...]


class SearchRepository:
    """Reads and writes saved searches; each call is a transaction of its own (StoreUnavailable)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, search: SavedSearch, *, most: int | None = None) -> bool:
        """Store a search, in place of the one with its key; False: its person has `most` others already."""
        with self._database.writing() as connection:
            others = (saved_searches.c.person == search.person, saved_searches.c.key != search.key)
            count = connection.scalar(select(func.count()).select_from(saved_searches).where(*others)) or 0
            if most is not None and count >= most:
                return False
            values = _values(search) | {"version": _next_version(connection)}
            same = saved_searches.c.key == search.key
            if not connection.execute(update(saved_searches).where(same).values(values)).rowcount:
                connection.execute(insert(saved_searches), values)
        return True

    def save_many(self, searches: Sequence[SavedSearch]) -> None:
        """Store new searches, all or none."""
        with self._database.writing() as connection:
            version = _next_version(connection)
            connection.execute(
                insert(saved_searches), [_values(one) | {"version": version} for one in searches]
            )

    def silence(self, key: str, pause: Pause, *, note: str = "") -> bool:
        """Pause a search and drop what waits for it; False: there is none, or it is paused already."""
        with self._database.writing() as connection:
            awake = (saved_searches.c.key == key, saved_searches.c.pause.is_(None))
            values = {"pause": pause.value, "pause_note": note, "version": _next_version(connection)}
            paused = connection.execute(update(saved_searches).where(*awake).values(values)).rowcount > 0
            if paused:
                _drop_waiting(connection, key)
        return paused

    def note_reminder(self, key: str, at: datetime) -> bool:
        """Note that its owner is reminded of a search's end; False: another process did so."""
        with self._database.writing() as connection:
            unreminded = (saved_searches.c.key == key, saved_searches.c.reminded_at.is_(None))
            values = {"reminded_at": at, "version": _next_version(connection)}
            return connection.execute(update(saved_searches).where(*unreminded).values(values)).rowcount > 0

    def remove(self, key: str) -> bool:
        """Forget a search with all that was found and sent for it; False: there is none."""
        with self._database.writing() as connection:
            return remove_searches(connection, [key]) > 0

    def get(self, key: str) -> SavedSearch | None:
        """The search of a key, None when there is none."""
        return self.get_many([key]).get(key)

    def get_many(self, keys: Sequence[str]) -> dict[str, SavedSearch]:
        """The searches of those keys that are known."""
        found = (self._read(saved_searches.c.key.in_(chunk)) for chunk in chunks(keys))
        return {search.key: search for some in found for search in some}

    def of(self, person: str) -> list[SavedSearch]:
        """All searches of a person, oldest first."""
        return self._read(saved_searches.c.person == person)

    def all(self) -> list[SavedSearch]:
        """All searches, oldest first."""
        return self._read(true())

    def with_contact(self, contact: str) -> list[SavedSearch]:
        """All searches that send to a contact."""
        return self._read(saved_searches.c.contacts.contains(contact))

    def count(self) -> int:
        """How many there are."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(saved_searches)) or 0

    def ending(self, before: datetime) -> list[SavedSearch]:
        """Searches that are awake and end before a moment, the soonest first."""
        awake = saved_searches.c.pause.is_(None)
        return sorted(
            self._read(awake & (saved_searches.c.expires_at < before)), key=lambda one: one.expires_at
        )

    def version(self) -> int:
        """The number of the last write."""
        with self._database.reading() as connection:
            return connection.scalar(select(alert_state.c.searches_version)) or 0

    def changes_since(self, version: int) -> SearchChanges:
        """What happened after number `version`; 0 gives all there are."""
        with self._database.reading() as connection:
            now = connection.scalar(select(alert_state.c.searches_version)) or 0
            if now == version:
                return SearchChanges(version=now, present=(), removed=())
            rows = connection.execute(select(saved_searches).where(saved_searches.c.version > version)).all()
            gone = select(removed_searches.c.key).where(removed_searches.c.version > version)
            removed = tuple(connection.scalars(gone).all())
        return SearchChanges(version=now, present=tuple(map(_search, rows)), removed=removed)

    def _read(self, condition: ColumnElement[bool]) -> list[SavedSearch]:
        query = select(saved_searches).where(condition).order_by(saved_searches.c.created_at)
        with self._database.reading() as connection:
            return [_search(row) for row in connection.execute(query)]


def remove_searches(connection: Connection, keys: Sequence[str]) -> int:
    """Delete searches in a transaction that writes; ledger and messages go with them."""
    removed = 0
    version = _next_version(connection)
    for key in keys:
        connection.execute(delete(dues).where(dues.c.search == key))
        done = connection.execute(delete(saved_searches).where(saved_searches.c.key == key)).rowcount
        if done:
            connection.execute(insert(removed_searches), {"key": key, "version": version})
        removed += done
    return removed


def _next_version(connection: Connection) -> int:
    connection.execute(update(alert_state).values(searches_version=alert_state.c.searches_version + 1))
    return connection.scalar(select(alert_state.c.searches_version)) or 0


def _drop_waiting(connection: Connection, key: str) -> None:
    waiting = (dues.c.search == key, dues.c.state == DueState.PENDING.value)
    connection.execute(update(dues).where(*waiting).values(state=DueState.DROPPED.value))
    unsent = (deliveries.c.search == key, deliveries.c.state == DeliveryState.WAITING.value)
    connection.execute(update(deliveries).where(*unsent).values(state=DeliveryState.DROPPED.value))


def _values(search: SavedSearch) -> dict[str, object]:
    return {
        "key": search.key,
        "person": search.person,
        "name": search.name,
        "criteria": dump(_CriteriaSchema, search.criteria),
        "schedule": dump(_ScheduleSchema, search.schedule),
        "contacts": " ".join(search.contacts),
        "created_at": search.created_at,
        "expires_at": search.expires_at,
        "since_seq": search.since_seq,
        "pause": search.pause.value if search.pause else None,
        "pause_note": search.pause_note,
        "reminded_at": search.reminded_at,
    }


def _search(row: Row[Any]) -> SavedSearch:
    return SavedSearch(
        key=row.key,
        person=row.person,
        name=row.name,
        criteria=load(_CriteriaSchema, row.criteria),
        schedule=load(_ScheduleSchema, row.schedule),
        contacts=tuple(row.contacts.split()),
        created_at=row.created_at,
        expires_at=row.expires_at,
        since_seq=row.since_seq,
        pause=Pause(row.pause) if row.pause else None,
        pause_note=row.pause_note,
        reminded_at=row.reminded_at,
    )
