"""The repository of the ledger: what was found for whom, each thing once, and what is due when."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from aggregator.domain.delivery import Delivery, DeliveryState, Due, DueState, Finding, News
from aggregator.store.alert_tables import alert_state, deliveries, dues, ledger, saved_searches
from aggregator.store.database import Database, chunks
from aggregator.store.deliveries import insert_delivery

_OPEN = (DeliveryState.WAITING.value, DeliveryState.LEASED.value)
_TOLD = (DueState.SHOWN.value, DueState.COUNTED.value)


class LedgerRepository:
    """Reads and writes findings; each call is a transaction of its own (StoreUnavailable)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def matched_seq(self) -> int:
        """The number of the last change that was matched."""
        with self._database.reading() as connection:
            return connection.scalar(select(alert_state.c.matched_seq)) or 0

    def write(self, findings: Sequence[Finding], *, after: int, up_to: int) -> int | None:
        """Store what the changes after number `after` up to `up_to` brought; returns how much was new.

        None: another process has matched these changes already, and nothing was stored.
        """
        with self._database.writing() as connection:
            here = alert_state.c.matched_seq == after
            moved = connection.execute(update(alert_state).where(here).values(matched_seq=up_to))
            if not moved.rowcount:
                return None
            alive = _alive(connection, {finding.search for finding in findings})
            return sum(_write(connection, finding) for finding in findings if finding.search in alive)

    def due(self, now: datetime, *, limit: int) -> list[tuple[str, str]]:
        """Searches and contacts with something to tell, the longest due first.

        None of whom a message still waits: what comes meanwhile is told together, after it.
        """
        unsent = exists().where(
            deliveries.c.search == dues.c.search,
            deliveries.c.contact == dues.c.contact,
            deliveries.c.state.in_(_OPEN),
        )
        pair = (dues.c.search, dues.c.contact)
        ready = (dues.c.state == DueState.PENDING.value, dues.c.due_at <= now, ~unsent)
        query = select(*pair).where(*ready).group_by(*pair).order_by(func.min(dues.c.due_at), *pair)
        with self._database.reading() as connection:
            return [(row.search, row.contact) for row in connection.execute(query.limit(limit))]

    def pending(self, search: str, contact: str, *, now: datetime) -> list[Due]:
        """What is due to a contact by now, in the order in which it happened."""
        this = (dues.c.search == search, dues.c.contact == contact)
        query = _DUES.where(*this, dues.c.state == DueState.PENDING.value, dues.c.due_at <= now)
        return self._read(query.order_by(ledger.c.seq, ledger.c.id))

    def told(self, search: str, contact: str, *, since: datetime, most: int = 1000) -> list[Due]:
        """What a contact was told since then, the last first."""
        this = (dues.c.search == search, dues.c.contact == contact)
        query = _DUES.where(*this, dues.c.state.in_(_TOLD), deliveries.c.created_at >= since)
        return self._read(query.order_by(ledger.c.id.desc()).limit(most))

    def messages_since(self, search: str, contact: str, *, since: datetime) -> list[datetime]:
        """When messages of a search to a contact were made, since then."""
        this = (deliveries.c.search == search, deliveries.c.contact == contact)
        query = select(deliveries.c.created_at).where(*this, deliveries.c.created_at > since)
        with self._database.reading() as connection:
            return list(connection.scalars(query.order_by(deliveries.c.created_at)))

    def postpone(self, search: str, contact: str, *, now: datetime, until: datetime) -> None:
        """Let what is due to a contact by now wait."""
        this = (dues.c.search == search, dues.c.contact == contact)
        ready = (*this, dues.c.state == DueState.PENDING.value, dues.c.due_at <= now)
        with self._database.writing() as connection:
            connection.execute(update(dues).where(*ready).values(due_at=until))

    def settle(self, contact: str, states: Mapping[int, DueState], delivery: Delivery | None) -> bool:
        """Say what becomes of some dues of a contact, and store the message that tells them, if any.

        False: another process was faster, the search sleeps or is gone, and nothing was stored.
        """
        with self._database.writing() as connection:
            pending = _still_pending(connection, contact, list(states))
            if len(pending) != len(states):
                return False
            if delivery is not None and delivery.search not in _alive(connection, {delivery.search or ""}):
                return False
            number = insert_delivery(connection, delivery) if delivery else None
            for state in set(states.values()):
                ids = [id_ for id_, asked in states.items() if asked is state]
                for chunk in chunks(ids):
                    these = (dues.c.contact == contact, dues.c.ledger.in_(chunk))
                    connection.execute(update(dues).where(*these).values(state=state.value, delivery=number))
        return True

    def drop(self, search: str, contact: str) -> None:
        """Tell a contact nothing of what waits for it."""
        this = (dues.c.search == search, dues.c.contact == contact)
        with self._database.writing() as connection:
            pending = dues.c.state == DueState.PENDING.value
            connection.execute(update(dues).where(*this, pending).values(state=DueState.DROPPED.value))

    def _read(self, query: Select[Any]) -> list[Due]:
        with self._database.reading() as connection:
            return [_due(row) for row in connection.execute(query)]


_DUES = (
    select(ledger, dues.c.due_at, dues.c.state, deliveries.c.created_at.label("told_at"))
    .join_from(dues, ledger, dues.c.ledger == ledger.c.id)
    .join(deliveries, dues.c.delivery == deliveries.c.id, isouter=True)
)


def _alive(connection: Connection, keys: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(sorted(keys)):
        awake = and_(saved_searches.c.key.in_(chunk), saved_searches.c.pause.is_(None))
        found.update(connection.scalars(select(saved_searches.c.key).where(awake)))
    return found


def _write(connection: Connection, finding: Finding) -> int:
    """Insert a finding and its dues, unless it is in the ledger; how many were inserted."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    values = {
        "search": finding.search,
        "ref": finding.ref,
        "change_class": finding.news.value,
        "seq": finding.seq,
        "seen_at": finding.seen_at,
        "matched_at": finding.matched_at,
        "buyer": finding.buyer,
        "signature": json.dumps(finding.signature) if finding.signature else None,
    }
    statement = dialect.insert(ledger).values(values).on_conflict_do_nothing()
    number = connection.scalar(statement.returning(ledger.c.id))
    if number is None:
        return 0
    rows = [_due_values(finding, number, contact, at) for contact, at in finding.due_at.items()]
    if rows:
        connection.execute(dues.insert(), rows)
    return 1


def _due_values(finding: Finding, number: int, contact: str, due_at: datetime) -> dict[str, object]:
    return {
        "ledger": number,
        "contact": contact,
        "search": finding.search,
        "due_at": due_at,
        "state": DueState.PENDING.value,
        "delivery": None,
    }


def _still_pending(connection: Connection, contact: str, ids: Sequence[int]) -> list[int]:
    found: list[int] = []
    for chunk in chunks(ids):
        these = (dues.c.contact == contact, dues.c.ledger.in_(chunk))
        query = select(dues.c.ledger).where(*these, dues.c.state == DueState.PENDING.value)
        found += connection.scalars(query)
    return found


def _due(row: Row[Any]) -> Due:
    return Due(
        id=row.id,
        ref=row.ref,
        news=News(row.change_class),
        seen_at=row.seen_at,
        matched_at=row.matched_at,
        due_at=row.due_at,
        state=DueState(row.state),
        told_at=row.told_at,
        buyer=row.buyer,
        signature=tuple(json.loads(row.signature)) if row.signature else None,
    )
