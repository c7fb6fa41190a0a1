"""The repository of messages on their way: many workers take them, in order for each contact."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, or_, select, update

from aggregator.domain.delivery import Delivery, DeliveryState, KeptLetter
from aggregator.store.alert_tables import deliveries
from aggregator.store.database import Database
from aggregator.store.documents import dump, load

LONGEST_ANSWER = 500

_LetterSchema: TypeAdapter[KeptLetter] = TypeAdapter(KeptLetter)
_DOORS = frozenset({"action", "manage", "unsubscribe"})
_OPEN = (DeliveryState.WAITING.value, DeliveryState.LEASED.value)


class DeliveryRepository:
    """Reads and writes messages; each call is a transaction of its own (StoreUnavailable)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, delivery: Delivery) -> None:
        """Store a message that is to be sent."""
        with self._database.writing() as connection:
            insert_delivery(connection, delivery)

    def lease(self, owner: str, *, now: datetime, until: datetime, limit: int) -> list[Delivery]:
        """Take messages to send for oneself until then; alerts to one contact come in their order."""
        # Not `writing`: PostgreSQL lets many workers lease at once, each other rows.
        with self._database.making() as connection:
            rows = connection.execute(_waiting(now).limit(limit)).all()
            if len(rows) < limit:
                rows = [*rows, *connection.execute(_left(now).limit(limit - len(rows)))]
            taken = {"state": DeliveryState.LEASED.value, "owner": owner, "leased_until": until}
            these = deliveries.c.id.in_([row.id for row in rows])
            connection.execute(update(deliveries).where(these).values(taken))
        return [_delivery(row) for row in rows]

    def renew(self, key: str, owner: str, *, until: datetime) -> bool:
        """Keep a message for longer; False: it is not ours any more and must not be sent."""
        return self._change(key, owner, {"leased_until": until})

    def finish(
        self, delivery: Delivery, owner: str, *, state: DeliveryState, answer: str, at: datetime
    ) -> bool:
        """Say how a message ended; its links that open doors are forgotten."""
        values: dict[str, Any] = {"state": state.value, "answer": answer[:LONGEST_ANSWER], "owner": None}
        values |= {"leased_until": None, "attempts": deliveries.c.attempts + 1}
        if state is DeliveryState.SENT:
            values["sent_at"] = at
        kept = {name: url for name, url in delivery.letter.links.items() if name not in _DOORS}
        values["content"] = dump(_LetterSchema, replace(delivery.letter, links=kept))
        return self._change(delivery.key, owner, values)

    def retry(self, key: str, owner: str, *, answer: str, at: datetime) -> bool:
        """Let a message wait until then for its next attempt."""
        values: dict[str, Any] = {
            "state": DeliveryState.WAITING.value,
            "answer": answer[:LONGEST_ANSWER],
            "owner": None,
        }
        values |= {"leased_until": None, "attempts": deliveries.c.attempts + 1, "next_try_at": at}
        return self._change(key, owner, values)

    def put_back(self, key: str, owner: str, *, at: datetime) -> bool:
        """Let a message that was not tried wait until then."""
        values = {
            "state": DeliveryState.WAITING.value,
            "owner": None,
            "leased_until": None,
            "next_try_at": at,
        }
        return self._change(key, owner, values)

    def wake(self, channel: str, *, now: datetime) -> int:
        """Try all that waits for a channel at once: it works again."""
        waiting = (deliveries.c.state == DeliveryState.WAITING.value, deliveries.c.next_try_at > now)
        with self._database.making() as connection:
            these = update(deliveries).where(deliveries.c.channel == channel, *waiting)
            return connection.execute(these.values(next_try_at=now)).rowcount

    def drop_contact(self, contact: str, *, search: str | None = None) -> None:
        """Send a contact nothing of what waits for it, or nothing of one search."""
        these = [deliveries.c.contact == contact, deliveries.c.state == DeliveryState.WAITING.value]
        if search is not None:
            these.append(deliveries.c.search == search)
        with self._database.writing() as connection:
            connection.execute(update(deliveries).where(*these).values(state=DeliveryState.DROPPED.value))

    def forget_contact(self, contact: str) -> None:
        """Delete all messages to a contact, whatever became of them."""
        with self._database.writing() as connection:
            connection.execute(delete(deliveries).where(deliveries.c.contact == contact))

    def get(self, key: str) -> Delivery | None:
        """The message of a key, None when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(select(deliveries).where(deliveries.c.key == key)).one_or_none()
        return None if row is None else _delivery(row)

    def of_search(self, search: str, *, limit: int = 100) -> list[Delivery]:
        """The messages that a search caused, the newest first."""
        query = select(deliveries).where(deliveries.c.search == search)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(deliveries.c.id.desc()).limit(limit)).all()
        return [_delivery(row) for row in rows]

    def counts(self) -> Mapping[DeliveryState, int]:
        """How many messages are in each state."""
        query = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        with self._database.reading() as connection:
            found = {DeliveryState(state): count for state, count in connection.execute(query)}
        return {state: found.get(state, 0) for state in DeliveryState}

    def _change(self, key: str, owner: str, values: Mapping[str, Any]) -> bool:
        leased = deliveries.c.state == DeliveryState.LEASED.value
        ours = (deliveries.c.key == key, deliveries.c.owner == owner, leased)
        with self._database.making() as connection:
            return connection.execute(update(deliveries).where(*ours).values(values)).rowcount > 0


def _waiting(now: datetime) -> Select[Any]:
    """Read what may be tried, in the order of an index, so that few of many are found at once."""
    ready = (deliveries.c.state == DeliveryState.WAITING.value, deliveries.c.next_try_at <= now)
    return _first_of_each(select(deliveries).where(*ready))


def _left(now: datetime) -> Select[Any]:
    """Read what a worker took and never gave back."""
    leased = deliveries.c.state == DeliveryState.LEASED.value
    return _first_of_each(select(deliveries).where(leased, deliveries.c.leased_until < now))


def _first_of_each(query: Select[Any]) -> Select[Any]:
    """Leave out alerts to a contact to whom an earlier one is still on its way; lock what is left."""
    other = deliveries.alias()
    earlier = exists().where(
        other.c.contact == deliveries.c.contact,
        other.c.state.in_(_OPEN),
        other.c.search.is_not(None),
        other.c.id < deliveries.c.id,
    )
    ordered = query.where(or_(deliveries.c.search.is_(None), ~earlier))
    ordered = ordered.order_by(deliveries.c.next_try_at, deliveries.c.id)
    return ordered.with_for_update(skip_locked=True, of=deliveries)


def insert_delivery(connection: Connection, delivery: Delivery) -> int:
    """Insert a message in a transaction that writes; its number."""
    values = {
        "key": delivery.key,
        "contact": delivery.contact,
        "channel": delivery.channel,
        "search": delivery.search,
        "content": dump(_LetterSchema, delivery.letter),
        "state": delivery.state.value,
        "attempts": delivery.attempts,
        "next_try_at": delivery.next_try_at or delivery.created_at,
        "answer": delivery.answer,
        "created_at": delivery.created_at,
        "sent_at": delivery.sent_at,
    }
    number: int | None = connection.scalar(insert(deliveries).values(values).returning(deliveries.c.id))
    assert number is not None  # noqa: S101  tells the type checker what an insert returns
    return number


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        key=row.key,
        contact=row.contact,
        channel=row.channel,
        letter=load(_LetterSchema, row.content),
        created_at=row.created_at,
        search=row.search,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        next_try_at=row.next_try_at,
        answer=row.answer,
        sent_at=row.sent_at,
    )
