"""The repository of visits: which lists have been walked to their end, and how deep."""

from sqlalchemy import insert, select, update

from aggregator.store.database import Database
from aggregator.store.tables import visits
from aggregator.store.values import Visit


class VisitRepository:
    """Remembers the last walk of each list that came to its end."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def finished(self, site: str, list_url: str) -> Visit | None:
        """The last walk of this list that came to its end, None if none did."""
        query = select(visits.c.ended_at, visits.c.max_pages).filter_by(site=site, list_url=list_url)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return Visit(ended_at=row.ended_at, max_pages=row.max_pages) if row else None

    def finish(self, site: str, list_url: str, visit: Visit) -> None:
        """Remember a walk that came to its end."""
        key = {"site": site, "list_url": list_url}
        state = {"ended_at": visit.ended_at, "max_pages": visit.max_pages}
        with self._database.writing() as connection:
            if connection.execute(update(visits).filter_by(**key).values(**state)).rowcount == 0:
                connection.execute(insert(visits), key | state)
