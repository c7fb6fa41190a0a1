"""The repository of listings: what was seen goes in, what is known comes out."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, case, func, select, update

from aggregator.domain.change import Change
from aggregator.domain.identity import Kind
from aggregator.domain.listing import Listing, Status
from aggregator.store.database import Database, chunks
from aggregator.store.documents import load_listing
from aggregator.store.listing_rows import begin_batch, print_of, write_batch
from aggregator.store.tables import listings
from aggregator.store.values import KindCount, Known, Pending, Sighting

_NOT_FINAL = (Status.OPEN, Status.UNKNOWN, Status.PENDING, Status.IN_PROGRESS)
_DOCUMENT = (listings.c.ref, listings.c.data, listings.c.last_seen_at)


class ListingRepository:
    """Reads and writes listings; each call is a transaction of its own (StoreUnavailable)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, sightings: Sequence[Sighting]) -> list[Change | None]:
        """Store what was seen, in order; one answer a sighting, None where it told nothing new."""
        if not sightings:
            return []
        with self._database.writing() as connection:
            batch = begin_batch(connection, [sighting.listing.ref for sighting in sightings])
            answers = batch.see_all(sightings)
            write_batch(connection, batch)
        return answers

    def mark_gone(self, refs: Sequence[str], *, at: datetime) -> list[Change]:
        """Take listings as removed at their site; unknown and gone ones give no change."""
        with self._database.writing() as connection:
            batch = begin_batch(connection, refs)
            lost = batch.lose(refs, at=at)
            write_batch(connection, batch)
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
        """The listings of those refs that are known, by ref and in the order of `refs`."""
        found = {row.ref: row for row in self._rows(refs, *_DOCUMENT)}
        return {ref: _listing(found[ref]) for ref in dict.fromkeys(refs) if ref in found}

    def known(self, refs: Sequence[str]) -> dict[str, Known]:
        """What a crawl asks before it reads on, of those refs that are known."""
        of = listings.c
        columns = (of.ref, of.row_print, of.core_print, of.page_due, of.row_changed_at, of.status)
        return {row.ref: _known(row) for row in self._rows(refs, *columns)}

    def mean_ratings(self) -> dict[str, float]:
        """The mean of the ratings (0 to 5) of each site that has any."""
        mean = select(listings.c.site, func.avg(listings.c.stars)).where(listings.c.stars.is_not(None))
        with self._database.reading() as connection:
            rows = connection.execute(mean.group_by(listings.c.site)).all()
        return {site: float(stars) for site, stars in rows}

    def incomplete(self, site: str, kind: Kind, *, limit: int) -> list[Pending]:
        """Listings whose full page is still to be read, newest first, without gone ones."""
        wanted = (listings.c.page_due, listings.c.status != Status.GONE.value)
        return self._pending(site, kind, *wanted, order=listings.c.first_seen_at.desc(), limit=limit)

    def stale(self, site: str, kind: Kind, *, before: datetime, limit: int) -> list[Pending]:
        """Listings that are complete, may still change, and were not seen since `before`; oldest first."""
        may_change = listings.c.status.in_([status.value for status in _NOT_FINAL])
        wanted = (listings.c.complete, may_change, listings.c.last_seen_at < before)
        return self._pending(site, kind, *wanted, order=listings.c.last_seen_at, limit=limit)

    def iterate(self, *, batch: int = 1000, after: str = "", until: str | None = None) -> Iterator[Listing]:
        """All listings by ref, or those behind `after` up to `until`; a transaction lasts for a batch."""
        query = select(*_DOCUMENT).order_by(listings.c.ref).limit(batch)
        if until is not None:
            query = query.where(listings.c.ref <= until)
        while rows := self._read(query.where(listings.c.ref > after)):
            for row in rows:
                yield _listing(row)
            after = rows[-1].ref

    def every(self, number: int) -> list[str]:
        """The ref of each `number`-th listing by ref: where all listings part into pieces of that size."""
        place = func.row_number().over(order_by=listings.c.ref)
        placed = select(listings.c.ref, place.label("place")).subquery()
        query = select(placed.c.ref).where(placed.c.place % number == 0).order_by(placed.c.ref)
        return [row.ref for row in self._read(query)]

    def total(self) -> int:
        """How many listings there are, also of those that are gone: soon told, where `counts` reads all."""
        [row] = self._read(select(func.count().label("total")).select_from(listings))
        return int(row.total)

    def counts(self) -> list[KindCount]:
        """How many listings there are of each site and kind."""
        query = select(
            listings.c.site,
            listings.c.kind,
            func.count().label("total"),
            _how_many(listings.c.status == Status.OPEN.value).label("open"),
            _how_many(listings.c.complete).label("complete"),
            _how_many(listings.c.status == Status.GONE.value).label("gone"),
            func.max(listings.c.last_seen_at).label("newest_seen_at"),
        )
        by = (listings.c.site, listings.c.kind)
        rows = self._read(query.group_by(*by).order_by(*by))
        return [KindCount(**{**row._asdict(), "kind": Kind(row.kind)}) for row in rows]

    def _pending(
        self, site: str, kind: Kind, *wanted: ColumnElement[bool], order: ColumnElement[Any], limit: int
    ) -> list[Pending]:
        of = listings.c
        query = select(of.ref, of.url).where(of.site == site, of.kind == kind.value, *wanted)
        rows = self._read(query.order_by(order, of.ref).limit(limit))
        return [Pending(ref=row.ref, url=row.url) for row in rows]

    def _rows(self, refs: Sequence[str], *columns: Column[Any]) -> list[Row[Any]]:
        of_chunk = (select(*columns).where(listings.c.ref.in_(chunk)) for chunk in chunks(refs))
        return [row for query in of_chunk for row in self._read(query)]

    def _read(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with self._database.reading() as connection:
            return connection.execute(query).all()


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _known(row: Row[Any]) -> Known:
    return Known(
        row_print=print_of(row),
        complete=not row.page_due,
        row_changed_at=row.row_changed_at,
        status=Status(row.status),
    )


def _listing(row: Row[Any]) -> Listing:
    return load_listing(row.data, last_seen_at=row.last_seen_at)
