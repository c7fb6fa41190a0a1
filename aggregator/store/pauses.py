"""The repository of pauses: how long we stay away from a site that blocked us."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from aggregator.store.database import Database
from aggregator.store.tables import pauses

LEVELS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 480, 1440))
"""One level up for each block, one level down for each success."""


class PauseRepository:
    """Pauses by site and scope: "site" for all of it, or a kind for its full pages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def blocked(self, site: str, scope: str, *, at: datetime, asked: timedelta | None) -> datetime:
        """Begin a pause of the next level, or of what the site asked for if that is longer; gives its end."""
        key = {"site": site, "scope": scope}
        with self._database.writing() as connection:
            level = _level(connection, key)
            until = at + max(LEVELS[min(level, len(LEVELS) - 1)], asked or timedelta())
            state = {"level": min(level + 1, len(LEVELS) - 1), "until": until}
            if connection.execute(update(pauses).filter_by(**key).values(**state)).rowcount == 0:
                connection.execute(insert(pauses), key | state)
        return until

    def succeeded(self, site: str, scope: str) -> None:
        """Go one level down; a running pause is over."""
        key = {"site": site, "scope": scope}
        with self._database.reading() as connection:
            if connection.execute(select(pauses).filter_by(**key)).first() is None:
                return
        with self._database.writing() as connection:
            level = _level(connection, key)
            if level <= 1:
                connection.execute(delete(pauses).filter_by(**key))
            else:
                calm = {"level": level - 1, "until": datetime.fromtimestamp(0, UTC)}
                connection.execute(update(pauses).filter_by(**key).values(**calm))

    def until(self, site: str, scope: str, *, at: datetime) -> datetime | None:
        """When the pause that runs at `at` ends, None when none does."""
        query = select(pauses.c.until).filter_by(site=site, scope=scope)
        with self._database.reading() as connection:
            until = connection.scalar(query)
        return until if until is not None and until > at else None


def _level(connection: Connection, key: dict[str, str]) -> int:
    return connection.scalar(select(pauses.c.level).filter_by(**key)) or 0
