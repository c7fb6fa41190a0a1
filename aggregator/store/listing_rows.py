"""Reads and writes whole batches of rows in few statements."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from aggregator.domain.change import Change
from aggregator.domain.listing import Listing, Request
from aggregator.store.database import chunks
from aggregator.store.documents import PriceSchema, dump, load_listing
from aggregator.store.inserting import insert_rows
from aggregator.store.saving import Batch, Stored
from aggregator.store.tables import changes, listings, meta, price_history
from aggregator.store.values import RowPrint

_FACTS = ("url", "status", "complete", "page_due", "last_seq", "stars", "data")
_VISIT = ("page_due", "last_seen_at", "row_print", "core_print", "row_changed_at")
_SAME_LISTING = listings.c.ref == bindparam("same_ref")


def begin_batch(connection: Connection, refs: Iterable[str]) -> Batch:
    """Give what is stored of these refs, in a transaction that is the only one to write."""
    stored: dict[str, Stored] = {}
    for chunk in chunks(list(dict.fromkeys(refs))):
        for row in connection.execute(select(listings).where(listings.c.ref.in_(chunk))):
            stored[row.ref] = _stored(row)
    return Batch(stored, last_seq=connection.scalar(select(meta.c.last_seq)) or 0)


def write_batch(connection: Connection, batch: Batch) -> None:
    """Write what the batch came to."""
    new = [row for ref, row in batch.after.items() if ref not in batch.before]
    again = [(batch.before[ref], row) for ref, row in batch.after.items() if ref in batch.before]
    rewritten = [row for before, row in again if row.document != before.document]
    visited = [row for before, row in again if row.document == before.document]
    insert_rows(connection, listings, [_row(row) for row in new])
    _update(connection, rewritten, (*_FACTS, *_VISIT))
    _update(connection, visited, _VISIT)
    _write_changes(connection, batch)


def print_of(row: Row[Any]) -> RowPrint | None:
    """Return the fingerprints in a row of `listings`."""
    return None if row.row_print is None else RowPrint(row=row.row_print, core=row.core_print)


def _stored(row: Row[Any]) -> Stored:
    return Stored(
        listing=load_listing(row.data, last_seen_at=row.last_seen_at),
        document=row.data,
        last_seq=row.last_seq,
        page_due=row.page_due,
        row_print=print_of(row),
        row_changed_at=row.row_changed_at,
    )


def _row(row: Stored) -> tuple[object, ...]:
    """The values of a row of `listings`, in the table's order."""
    listing, row_print = row.listing, row.row_print
    return (
        listing.ref,
        listing.site,
        listing.kind,
        listing.url,
        listing.status.value,
        listing.complete,
        row.page_due,
        listing.first_seen_at,
        listing.last_seen_at,
        row_print.row if row_print else None,
        row_print.core if row_print else None,
        row.row_changed_at,
        row.last_seq,
        _stars(listing),
        row.document,
    )


def _stars(listing: Listing) -> float | None:
    """Return the rating, so that the database can tell the mean of a site."""
    rating = None if isinstance(listing, Request) else listing.rating
    return None if rating is None else float(rating.value)


_COLUMNS = tuple(listings.columns.keys())


def _update(connection: Connection, rows: Sequence[Stored], names: tuple[str, ...]) -> None:
    if not rows:
        return
    statement = update(listings).where(_SAME_LISTING).values({name: bindparam(name) for name in names})
    every = [dict(zip(_COLUMNS, _row(row), strict=True)) for row in rows]
    values = [{"same_ref": row["ref"], **{name: row[name] for name in names}} for row in every]
    connection.execute(statement, values)


def _write_changes(connection: Connection, batch: Batch) -> None:
    if not batch.changes:
        return
    insert_rows(connection, changes, [_change_row(change) for change in batch.changes])
    prices = [(change.ref, change.seq, change.at, dump(PriceSchema, price)) for change, price in batch.prices]
    insert_rows(connection, price_history, prices)
    connection.execute(update(meta).values(last_seq=batch.last_seq))


def _change_row(change: Change) -> tuple[object, ...]:
    """The values of a row of `changes`, in the table's order."""
    return change.seq, change.ref, change.kind.value, " ".join(change.fields), change.at
