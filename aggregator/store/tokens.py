"""The repository of tokens: only their hashes, each good for one purpose until a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from aggregator.store.database import Database
from aggregator.store.people_tables import tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredToken:
    """What is kept of a token; `payload` is what its purpose needs, `contact` where it was sent."""

    hash: str
    purpose: str
    person: str
    created_at: datetime
    expires_at: datetime
    contact: str | None = None
    payload: str = ""
    used_at: datetime | None = None


class TokenRepository:
    """Reads and writes tokens; each call is a transaction of its own (StoreUnavailable)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, token: StoredToken) -> None:
        """Store a new token."""
        with self._database.writing() as connection:
            connection.execute(insert(tokens), values_of(token))

    def get(self, hashed: str, purpose: str, *, now: datetime) -> StoredToken | None:
        """The token that is good for the purpose now; None: unknown, for something else, used or too old."""
        query = select(tokens).where(tokens.c.hash == hashed, *_good(purpose, now))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return _token(row) if row else None

    def use(self, hashed: str, purpose: str, *, now: datetime) -> StoredToken | None:
        """Take a token that is good once: of many who try at the same time one gets it, the others None."""
        good = (tokens.c.hash == hashed, *_good(purpose, now))
        with self._database.writing() as connection:
            if not connection.execute(update(tokens).where(*good).values(used_at=now)).rowcount:
                return None
            row = connection.execute(select(tokens).where(tokens.c.hash == hashed)).one()
        return _token(row)

    def remove(self, hashed: str) -> None:
        """Forget a token; nothing happens where there is none."""
        with self._database.writing() as connection:
            connection.execute(delete(tokens).where(tokens.c.hash == hashed))

    def remove_of(self, person: str) -> None:
        """Forget all tokens of a person, whatever they are for."""
        with self._database.writing() as connection:
            connection.execute(delete(tokens).where(tokens.c.person == person))

    def forget_expired(self, now: datetime) -> int:
        """Forget what is too old; returns how many."""
        with self._database.writing() as connection:
            return connection.execute(delete(tokens).where(tokens.c.expires_at <= now)).rowcount


def values_of(token: StoredToken) -> dict[str, Any]:
    """Return the row of a token."""
    return {column.name: getattr(token, column.name) for column in tokens.c}


def _good(purpose: str, now: datetime) -> tuple[Any, ...]:
    return tokens.c.purpose == purpose, tokens.c.used_at.is_(None), tokens.c.expires_at > now


def _token(row: Row[Any]) -> StoredToken:
    return StoredToken(**row._asdict())
