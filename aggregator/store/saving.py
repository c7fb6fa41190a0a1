"""Works out in memory what sightings do to the stored listings, to be written in few statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from aggregator.domain.change import Change, ChangeKind
from aggregator.domain.listing import Listing, Status, price_of
from aggregator.domain.merging import changed_fields, merge
from aggregator.domain.money import MoneyRange
from aggregator.store.documents import dump_listing
from aggregator.store.values import RowPrint, Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A row of `listings`; `page_due` tells that its full page has something that we have not read."""

    listing: Listing
    document: str
    last_seq: int
    page_due: bool
    row_print: RowPrint | None = None
    row_changed_at: datetime | None = None


class Batch:
    """Sightings applied in order; afterwards the fields hold what is to be written."""

    def __init__(self, stored: Mapping[str, Stored], *, last_seq: int) -> None:
        self.before = stored
        self.after: dict[str, Stored] = {}
        self.changes: list[Change] = []
        self.prices: list[tuple[Change, MoneyRange]] = []
        self.last_seq = last_seq

    def see_all(self, sightings: Iterable[Sighting]) -> list[Change | None]:
        """Apply each sighting; None for one that told nothing new."""
        return [self._see(sighting) for sighting in sightings]

    def lose(self, refs: Iterable[str], *, at: datetime) -> list[Change]:
        """Take listings as gone; those that are gone already and unknown ones give no change."""
        known = [row for ref in dict.fromkeys(refs) if (row := self.before.get(ref))]
        return [self._lose(row, at=at) for row in known if row.listing.status != Status.GONE]

    def _see(self, sighting: Sighting) -> Change | None:
        ref = sighting.listing.ref
        stored = self.after.get(ref) or self.before.get(ref)
        return self._first_see(sighting) if stored is None else self._see_again(stored, sighting)

    def _first_see(self, sighting: Sighting) -> Change:
        listing = sighting.listing
        change = self._change(listing, ChangeKind.NEW, at=listing.last_seen_at)
        self._price(change, None, listing)
        self.after[listing.ref] = Stored(
            listing=listing,
            document=dump_listing(listing),
            last_seq=change.seq,
            page_due=not listing.complete,
            row_print=sighting.row_print,
            row_changed_at=listing.last_seen_at if sighting.row_print else None,
        )
        return change

    def _see_again(self, stored: Stored, sighting: Sighting) -> Change | None:
        listing = merge(stored.listing, sighting.listing)
        names = changed_fields(stored.listing, listing)
        change = None
        if names:
            kind = _kind(stored.listing.status, listing.status)
            change = self._change(listing, kind, at=sighting.listing.last_seen_at, fields=names)
            self._price(change, stored.listing, listing)
        same = change is None and listing.posted_exact == stored.listing.posted_exact
        self.after[listing.ref] = replace(
            _with_row(stored, sighting),
            listing=listing,
            document=stored.document if same else dump_listing(listing),
            last_seq=change.seq if change else stored.last_seq,
        )
        return change

    def _lose(self, row: Stored, *, at: datetime) -> Change:
        listing = replace(row.listing, status=Status.GONE)
        change = self._change(listing, ChangeKind.GONE, at=at, fields=("status",))
        self.after[listing.ref] = replace(
            row, listing=listing, document=dump_listing(listing), last_seq=change.seq
        )
        return change

    def _change(
        self, listing: Listing, kind: ChangeKind, *, at: datetime, fields: tuple[str, ...] = ()
    ) -> Change:
        self.last_seq += 1
        change = Change(seq=self.last_seq, ref=listing.ref, kind=kind, fields=fields, at=at)
        self.changes.append(change)
        return change

    def _price(self, change: Change, before: Listing | None, after: Listing) -> None:
        price = price_of(after)
        if price is not None and _asked(price) != _asked(price_of(before) if before else None):
            self.prices.append((change, price))


def _kind(before: Status, after: Status) -> ChangeKind:
    if before == after or Status.GONE not in {before, after}:
        return ChangeKind.UPDATED
    return ChangeKind.GONE if after == Status.GONE else ChangeKind.BACK


def _asked(price: MoneyRange | None) -> tuple[object, ...] | None:
    """What the site says; a new rate of exchange makes no new price."""
    return (price.min, price.max, price.currency) if price else None


def _with_row(stored: Stored, sighting: Sighting) -> Stored:
    """Take over what the list row says, and whether the full page is still to be read."""
    seen, seen_print, known = sighting.listing, sighting.row_print, stored.row_print
    at, due = stored.row_changed_at, stored.page_due
    if seen_print and (known is None or known.row != seen_print.row):
        at = seen.last_seen_at
    if seen.complete and (stored.row_changed_at is None or seen.last_seen_at >= stored.row_changed_at):
        due = False
    elif seen_print and known and known.core != seen_print.core:
        due = True
    return replace(stored, row_print=seen_print or known, row_changed_at=at, page_due=due)
