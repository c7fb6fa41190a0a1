"""The repository of people: by key or by the address that they sign in with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from aggregator.domain.alert import Contact, Person
from aggregator.store.contacts import values_of as contact_values
from aggregator.store.database import Database, chunks
from aggregator.store.people_tables import contacts, people, tokens
from aggregator.store.tokens import StoredToken
from aggregator.store.tokens import values_of as token_values


class PeopleRepository:
    """Reads and writes people; each call is a transaction of its own (StoreUnavailable)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask_in(self, person: Person, contact: Contact, token: StoredToken) -> tuple[Person, Contact]:
        """Store a token for whoever has the address, who is made (with the contact) where nobody has it.

        The token is stored for the one of the address, whatever keys it was given. Returns who and
        where that is. The same is read and written whether there was somebody or not, but for two rows.
        """
        with self._database.writing() as connection:
            found = connection.execute(select(people).filter_by(address=person.address)).one_or_none()
            known = _person(found) if found else person
            if found is None:
                connection.execute(insert(people), _values(person) | {"epoch": 0})
            where = {"person": known.key, "channel": contact.channel, "target": contact.target}
            key = connection.scalar(select(contacts.c.key).filter_by(**where))
            kept = contact_values(contact) | {"person": known.key, "key": key or contact.key}
            if key is None:
                connection.execute(insert(contacts), kept)
            owned = token_values(token) | {"person": known.key, "contact": kept["key"]}
            connection.execute(insert(tokens), owned)
        return known, Contact(**{**_plain(contact), "key": kept["key"], "person": known.key})

    def get(self, key: str) -> Person | None:
        """The person of a key, None when there is none."""
        return self.get_many([key]).get(key)

    def get_many(self, keys: Sequence[str]) -> dict[str, Person]:
        """The people of those keys that are known."""
        found = {}
        with self._database.reading() as connection:
            for some in chunks(keys):
                for row in connection.execute(select(people).where(people.c.key.in_(some))):
                    found[row.key] = _person(row)
        return found

    def epoch(self, key: str) -> int | None:
        """What the signed links of a person must carry, None when there is nobody."""
        with self._database.reading() as connection:
            return connection.scalar(select(people.c.epoch).where(people.c.key == key))

    def by_address(self, address: str) -> Person | None:
        """Whoever signs in with an address, None when nobody does."""
        with self._database.reading() as connection:
            row = connection.execute(select(people).filter_by(address=address)).one_or_none()
        return _person(row) if row else None

    def confirm(self, key: str, at: datetime) -> None:
        """Remember that the address is theirs; the first moment stays."""
        first = (people.c.key == key, people.c.confirmed_at.is_(None))
        with self._database.writing() as connection:
            connection.execute(update(people).where(*first).values(confirmed_at=at))

    def set_language(self, key: str, language: str, *, zone: str) -> None:
        """Say in which language and zone messages come."""
        with self._database.writing() as connection:
            connection.execute(update(people).where(people.c.key == key).values(language=language, zone=zone))

    def next_epoch(self, key: str) -> None:
        """Make all signed links void that were sent until now."""
        with self._database.writing() as connection:
            connection.execute(update(people).where(people.c.key == key).values(epoch=people.c.epoch + 1))

    def erase(self, key: str) -> bool:
        """Forget a person with all contacts and tokens; False: there is none. Searches go before."""
        with self._database.writing() as connection:
            for table in (tokens, contacts):
                connection.execute(delete(table).where(table.c.person == key))
            known = connection.execute(delete(people).where(people.c.key == key)).rowcount > 0
        self._database.wipe()
        return known

    def forget_unconfirmed(self, before: datetime) -> int:
        """Forget who was asked before a moment and never said that the address is theirs."""
        stale = select(people.c.key).where(people.c.confirmed_at.is_(None), people.c.created_at < before)
        with self._database.writing() as connection:
            for table in (tokens, contacts):
                connection.execute(delete(table).where(table.c.person.in_(stale)))
            return connection.execute(delete(people).where(people.c.key.in_(stale))).rowcount


def _values(person: Person) -> dict[str, Any]:
    return {column.name: getattr(person, column.name) for column in people.c if column.name != "epoch"}


def _person(row: Row[Any]) -> Person:
    return Person(**{column.name: getattr(row, column.name) for column in people.c if column.name != "epoch"})


def _plain(contact: Contact) -> dict[str, Any]:
    return {column.name: getattr(contact, column.name) for column in contacts.c}
