"""The repository of pauses: how long we stay away from a site that blocked us."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from aggregator.store.database import Database
from aggregator.store.tables import pauses

LEVELS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240, 480, 1440))
"""One level up for each block, one level down for each success."""


class PauseRepository:
    """Pauses by site and scope: "site" for all of it, or a kind for its full pages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def blocked(self, site: str, scope: str, *, at: datetime, asked: timedelta | None) -> datetime:
        """Go one level up; returns when the pause ends, never before the site asked us to come back."""
        key = {"site": site, "scope": scope}
        with self._database.writing() as connection:
            before = connection.execute(select(pauses).filter_by(**key)).one_or_none()
            level = min(before.level + 1 if before else 1, len(LEVELS))
            until: datetime = at + max(LEVELS[level - 1], asked or timedelta())
            if before is None:
                connection.execute(insert(pauses), key | {"level": level, "until": until})
                return until
            until = max(until, before.until)
            connection.execute(update(pauses).filter_by(**key).values(level=level, until=until))
        return until

    def succeeded(self, site: str, scope: str) -> None:
        """Go one level down; a running pause is over."""
        paused = (pauses.c.site == site, pauses.c.scope == scope)
        with self._database.reading() as connection:
            if connection.execute(select(pauses).where(*paused)).first() is None:
                return  # as almost always, and a reader waits for nobody
        with self._database.writing() as connection:
            connection.execute(delete(pauses).where(*paused, pauses.c.level <= 1))
            lower = {"level": pauses.c.level - 1, "until": datetime.fromtimestamp(0, UTC)}
            connection.execute(update(pauses).where(*paused).values(lower))

    def until(self, site: str, scope: str, *, at: datetime) -> datetime | None:
        """When the pause that runs at `at` ends, None when none does."""
        query = select(pauses.c.until).filter_by(site=site, scope=scope)
        with self._database.reading() as connection:
            until = connection.scalar(query)
        return until if until is not None and until > at else None
