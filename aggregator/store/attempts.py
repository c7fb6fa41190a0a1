"""The repository of attempts: how often somebody asked for something, counted over all processes."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update

from aggregator.store.database import Database
from aggregator.store.people_tables import attempts


class AttemptRepository:
    """Counts in fixed windows of time; each call is a transaction of its own (StoreUnavailable)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, subject: str, window_at: datetime, *, most: int) -> bool:
        """Count one more of a subject in the window that began then; False, and not counted: `most` were."""
        key = {"subject": subject, "window_at": window_at}
        with self._database.writing() as connection:
            before = connection.scalar(select(attempts.c.count).filter_by(**key))
            if before is None:
                connection.execute(insert(attempts), key | {"count": 1})
            elif before < most:
                connection.execute(update(attempts).filter_by(**key).values(count=before + 1))
        return before is None or before < most

    def forget(self, before: datetime) -> None:
        """Forget windows that began before a moment."""
        with self._database.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.window_at < before))
