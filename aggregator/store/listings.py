"""The repository of listings: what was seen goes in, what is known comes out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, func, insert, select, update

from aggregator.domain.change import Change
from aggregator.domain.identity import Kind
from aggregator.domain.listing import Listing, Status
from aggregator.store.database import Database, chunks
from aggregator.store.documents import dump_money, load
from aggregator.store.saving import Batch, Stored
from aggregator.store.tables import changes, listings, meta, price_history
from aggregator.store.values import KindCount, Known, Pending, RowPrint, Sighting

_NOT_FINAL = (Status.OPEN, Status.UNKNOWN, Status.PENDING, Status.IN_PROGRESS)
_SAME_LISTING = listings.c.ref == bindparam("_ref")


class ListingRepository:
    """Reads and writes listings; each call is a transaction of its own (StoreUnavailable)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, sightings: Sequence[Sighting]) -> list[Change | None]:
        """Store what was seen, in order; one answer a sighting, None where it told nothing new."""
        if not sightings:
            return []
        with self._database.writing() as connection:
            batch = _open_batch(connection, [sighting.listing.ref for sighting in sightings])
            answers = batch.see_all(sightings)
            _write(connection, batch)
        return answers

    def mark_gone(self, refs: Sequence[str], *, at: datetime) -> list[Change]:
        """Take listings as removed at their site; unknown and gone ones give no change."""
        with self._database.writing() as connection:
            batch = _open_batch(connection, refs)
            lost = batch.lose(refs, at=at)
            _write(connection, batch)
        return lost

    def touch(self, refs: Sequence[str], *, at: datetime) -> None:
        """Note that unchanged listings were seen again."""
        if not refs:
            return
        with self._database.writing() as connection:
            for chunk in chunks(refs):
                seen_before = (listings.c.ref.in_(chunk), listings.c.last_seen_at < at)
                connection.execute(update(listings).where(*seen_before).values(last_seen_at=at))

    def get(self, ref: str) -> Listing | None:
        """The listing called `ref`, None when there is none."""
        return self.get_many([ref]).get(ref)

    def get_many(self, refs: Sequence[str]) -> dict[str, Listing]:
        """The listings of those refs that are known."""
        columns = (listings.c.ref, listings.c.data, listings.c.last_seen_at)
        with self._database.reading() as connection:
            rows = [row for chunk in chunks(refs) for row in _of(connection, columns, chunk)]
        return {row.ref: load(row.data, last_seen_at=row.last_seen_at) for row in rows}

    def known(self, refs: Sequence[str]) -> dict[str, Known]:
        """What a crawl asks before it reads on, of those refs that are known."""
        columns = (
            *(listings.c.ref, listings.c.row_print, listings.c.core_print),
            *(listings.c.page_due, listings.c.row_changed_at, listings.c.status),
        )
        with self._database.reading() as connection:
            rows = [row for chunk in chunks(refs) for row in _of(connection, columns, chunk)]
        return {row.ref: _known(row) for row in rows}

    def incomplete(self, site: str, kind: Kind, *, limit: int) -> list[Pending]:
        """Listings whose full page is still to be read, newest first, without gone ones."""
        wanted = (listings.c.page_due, listings.c.status != Status.GONE)
        return self._pending(site, kind, *wanted, order=listings.c.first_seen_at.desc(), limit=limit)

    def stale(self, site: str, kind: Kind, *, before: datetime, limit: int) -> list[Pending]:
        """Listings that are complete, may still change, and were not seen since `before`; oldest first."""
        wanted = (
            *(listings.c.complete, listings.c.status.in_(_NOT_FINAL)),
            listings.c.last_seen_at < before,
        )
        return self._pending(site, kind, *wanted, order=listings.c.last_seen_at, limit=limit)

    def iterate(self, *, batch: int = 1000) -> Iterator[Listing]:
        """All listings by ref; no transaction stays open between two batches."""
        after = ""
        while rows := self._after(after, batch):
            for row in rows:
                yield load(row.data, last_seen_at=row.last_seen_at)
            after = rows[-1].ref

    def counts(self) -> list[KindCount]:
        """How many listings there are of each site and kind."""
        query = select(
            listings.c.site,
            listings.c.kind,
            func.count().label("total"),
            _how_many(listings.c.status == Status.OPEN).label("open"),
            _how_many(listings.c.complete).label("complete"),
            _how_many(listings.c.status == Status.GONE).label("gone"),
            func.max(listings.c.last_seen_at).label("newest_seen_at"),
        )
        by = (listings.c.site, listings.c.kind)
        with self._database.reading() as connection:
            rows = connection.execute(query.group_by(*by).order_by(*by)).all()
        return [KindCount(**{**row._mapping, "kind": Kind(row.kind)}) for row in rows]  # noqa: SLF001  SQLAlchemy's public name

    def _pending(self, site: str, kind: Kind, *wanted: Any, order: Any, limit: int) -> list[Pending]:  # noqa: ANN401
        query = (
            select(listings.c.ref, listings.c.url)
            .where(listings.c.site == site, listings.c.kind == kind, *wanted)
            .order_by(order, listings.c.ref)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [Pending(ref=row.ref, url=row.url) for row in connection.execute(query)]

    def _after(self, ref: str, limit: int) -> Sequence[Any]:
        query = select(listings.c.ref, listings.c.data, listings.c.last_seen_at).where(listings.c.ref > ref)
        with self._database.reading() as connection:
            return connection.execute(query.order_by(listings.c.ref).limit(limit)).all()


def _of(connection: Connection, columns: Iterable[Any], refs: Sequence[str]) -> Sequence[Row[Any]]:
    return connection.execute(select(*columns).where(listings.c.ref.in_(refs))).all()


def _how_many(condition: Any) -> Any:  # noqa: ANN401  SQLAlchemy's own types say no more
    return func.sum(case((condition, 1), else_=0))


def _known(row: Row[Any]) -> Known:
    return Known(
        row_print=_row_print(row),
        complete=not row.page_due,
        row_changed_at=row.row_changed_at,
        status=Status(row.status),
    )


def _row_print(row: Row[Any]) -> RowPrint | None:
    return RowPrint(row=row.row_print, core=row.core_print) if row.row_print else None


def _open_batch(connection: Connection, refs: Sequence[str]) -> Batch:
    known = [row for chunk in chunks([*dict.fromkeys(refs)]) for row in _of(connection, listings.c, chunk)]
    last_seq = connection.scalar(select(meta.c.last_seq))
    return Batch({row.ref: _stored(row) for row in known}, last_seq=last_seq or 0)


def _stored(row: Row[Any]) -> Stored:
    return Stored(
        listing=load(row.data, last_seen_at=row.last_seen_at),
        document=row.data,
        last_seq=row.last_seq,
        page_due=row.page_due,
        row_print=_row_print(row),
        row_changed_at=row.row_changed_at,
    )


def _write(connection: Connection, batch: Batch) -> None:
    new = [_row(stored) for ref, stored in batch.after.items() if ref not in batch.before]
    old = [_row(stored) for ref, stored in batch.after.items() if ref in batch.before]
    if new:
        connection.execute(insert(listings), new)
    if old:
        names = [column.name for column in listings.c if column.name != "ref"]
        changed = update(listings).where(_SAME_LISTING).values({name: bindparam(name) for name in names})
        connection.execute(changed, [{"_ref": row.pop("ref"), **row} for row in old])
    if batch.changes:
        connection.execute(insert(changes), [_change_row(change) for change in batch.changes])
        connection.execute(update(meta).values(last_seq=batch.last_seq))
    if batch.prices:
        rows = [
            {"ref": change.ref, "seq": change.seq, "at": change.at, "data": dump_money(price)}
            for change, price in batch.prices
        ]
        connection.execute(insert(price_history), rows)


def _change_row(change: Change) -> Mapping[str, object]:
    return {
        "seq": change.seq,
        "ref": change.ref,
        "kind": change.kind.value,
        "fields": " ".join(change.fields),
        "at": change.at,
    }


def _row(stored: Stored) -> dict[str, object]:
    listing, prints = stored.listing, stored.row_print
    return {
        "ref": listing.ref,
        "site": listing.site,
        "kind": listing.kind,
        "url": listing.url,
        "status": listing.status.value,
        "complete": listing.complete,
        "page_due": stored.page_due,
        "first_seen_at": listing.first_seen_at,
        "last_seen_at": listing.last_seen_at,
        "row_print": prints.row if prints else None,
        "core_print": prints.core if prints else None,
        "row_changed_at": stored.row_changed_at,
        "last_seq": stored.last_seq,
        "data": stored.document,
    }
