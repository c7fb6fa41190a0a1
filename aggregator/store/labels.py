"""The repository of category labels that no specialty answers to, so that they can be mapped."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select, update

from aggregator.store.database import Database
from aggregator.store.tables import unmapped_labels
from aggregator.store.values import UnmappedLabel

LONGEST_LABEL = 500
"""Characters kept of a label, which a site may make as long as it likes."""


class LabelRepository:
    """Counts labels by site."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self, site: str, labels: Mapping[str, int], *, at: datetime) -> None:
        """Add how often each label was met."""
        if not labels:
            return
        with self._database.writing() as connection:
            for label, times in labels.items():
                key = {"site": site, "label": label[:LONGEST_LABEL]}
                seen_before = update(unmapped_labels).filter_by(**key)
                more = seen_before.values(count=unmapped_labels.c.count + times, last_seen_at=at)
                if connection.execute(more).rowcount == 0:
                    first = {"count": times, "first_seen_at": at, "last_seen_at": at}
                    connection.execute(insert(unmapped_labels), key | first)

    def unmapped(self, site: str | None = None) -> list[UnmappedLabel]:
        """The labels of one site or of all, the most frequent first."""
        query = select(unmapped_labels).order_by(
            unmapped_labels.c.count.desc(), unmapped_labels.c.site, unmapped_labels.c.label
        )
        if site is not None:
            query = query.where(unmapped_labels.c.site == site)
        with self._database.reading() as connection:
            return [UnmappedLabel(**row) for row in connection.execute(query).mappings()]
