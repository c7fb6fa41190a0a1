"""The repository of contacts: where the messages of people go."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from aggregator.domain.alert import Contact
from aggregator.store.database import Database, chunks
from aggregator.store.people_tables import contacts, tokens


class ContactRepository:
    """Reads and writes contacts; each call is a transaction of its own (StoreUnavailable)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, contact: Contact, *, most: int) -> Contact | None:
        """Store a contact; the one that is there where its person has it already, None: they have `most`."""
        same = {"person": contact.person, "channel": contact.channel, "target": contact.target}
        with self._database.writing() as connection:
            if (row := connection.execute(select(contacts).filter_by(**same)).one_or_none()) is not None:
                return _contact(row)
            theirs = select(func.count()).select_from(contacts).where(contacts.c.person == contact.person)
            if (connection.scalar(theirs) or 0) >= most:
                return None
            connection.execute(insert(contacts), values_of(contact))
        return contact

    def get(self, key: str) -> Contact | None:
        """The contact of a key, None when there is none."""
        return self.get_many([key]).get(key)

    def get_many(self, keys: Sequence[str]) -> dict[str, Contact]:
        """The contacts of those keys that are known."""
        found = {}
        with self._database.reading() as connection:
            for some in chunks(keys):
                for row in connection.execute(select(contacts).where(contacts.c.key.in_(some))):
                    found[row.key] = _contact(row)
        return found

    def of(self, person: str) -> list[Contact]:
        """All contacts of a person, oldest first."""
        query = select(contacts).filter_by(person=person).order_by(contacts.c.created_at, contacts.c.key)
        with self._database.reading() as connection:
            return [_contact(row) for row in connection.execute(query)]

    def confirm(self, key: str, at: datetime) -> bool:
        """Remember that its owner said it is theirs, the first moment stays; False: there is none."""
        first = (contacts.c.key == key, contacts.c.confirmed_at.is_(None))
        with self._database.writing() as connection:
            connection.execute(update(contacts).where(*first).values(confirmed_at=at))
            return connection.scalar(select(contacts.c.key).filter_by(key=key)) is not None

    def remove(self, key: str) -> bool:
        """Forget a contact and the tokens that were sent to it; False: there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(tokens).where(tokens.c.contact == key))
            return connection.execute(delete(contacts).where(contacts.c.key == key)).rowcount > 0


def values_of(contact: Contact) -> dict[str, Any]:
    """Return the row of a contact."""
    plain = {column.name: getattr(contact, column.name) for column in contacts.c}
    return plain | {"secrets": json.dumps(dict(contact.secrets))}


def _contact(row: Row[Any]) -> Contact:
    plain = {column.name: getattr(row, column.name) for column in contacts.c}
    return Contact(**plain | {"secrets": json.loads(row.secrets)})
