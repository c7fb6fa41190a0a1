"""The repository of changes: what happened to listings, in the order in which it was committed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select

from aggregator.domain.change import Change, ChangeKind
from aggregator.store.database import Database, chunks
from aggregator.store.documents import PriceSchema, load
from aggregator.store.tables import changes, meta, price_history
from aggregator.store.values import PricePoint


class ChangeRepository:
    """Reads changes; they are written with the listings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last_seq(self) -> int:
        """The number of the last change, 0 before the first."""
        with self._database.reading() as connection:
            return connection.scalar(select(meta.c.last_seq)) or 0

    def since(self, seq: int, *, limit: int) -> list[Change]:
        """The changes after number `seq`, rising; none is ever committed later with a smaller number."""
        return self._read(changes.c.seq > seq, limit=limit)

    def of(self, ref: str) -> list[Change]:
        """All changes of one listing, oldest first."""
        return self._read(changes.c.ref == ref, limit=None)

    def of_many(self, refs: Sequence[str], *, since: datetime) -> list[Change]:
        """The changes of some listings since a moment, rising."""
        found = (
            self._read(changes.c.ref.in_(chunk) & (changes.c.at >= since), limit=None)
            for chunk in chunks(refs)
        )
        return sorted((change for some in found for change in some), key=lambda change: change.seq)

    def prices(self, ref: str) -> list[PricePoint]:
        """Each different price that a listing had, oldest first."""
        query = select(price_history).where(price_history.c.ref == ref).order_by(price_history.c.seq)
        with self._database.reading() as connection:
            return [
                PricePoint(at=row.at, price=load(PriceSchema, row.data)) for row in connection.execute(query)
            ]

    def _read(self, condition: ColumnElement[bool], *, limit: int | None) -> list[Change]:
        query = select(changes).where(condition).order_by(changes.c.seq).limit(limit)
        with self._database.reading() as connection:
            return [
                Change(
                    seq=row.seq,
                    ref=row.ref,
                    kind=ChangeKind(row.kind),
                    fields=tuple(row.fields.split()),
                    at=row.at,
                )
                for row in connection.execute(query)
            ]
