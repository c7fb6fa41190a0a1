"""Brings what a page gave into the store: drafts become listings, listings become changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from time import monotonic

from aggregator.crawl.addresses import SiteAddresses
from aggregator.crawl.fingerprints import row_print
from aggregator.crawl.pipelines import normalise
from aggregator.crawl.scraped import Scraped
from aggregator.crawl.tally import Tally
from aggregator.domain.identity import Kind, Ref
from aggregator.domain.listing import Listing, Status
from aggregator.errors import ListingInvalid
from aggregator.sdk.collecting import Collected
from aggregator.sdk.drafts import Draft
from aggregator.sdk.sites import Site
from aggregator.store.store import Store
from aggregator.store.values import Known, Pending, RowPrint, Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRow:
    """A row that is in the store now; `before` is what was known of it, None for a new listing."""

    listing: Listing
    print: RowPrint
    before: Known | None

    @property
    def changed(self) -> bool:
        """Whether the row says anything that it did not say before; that it is back says much."""
        before = self.before
        return before is None or before.status is Status.GONE or before.row_print != self.print

    def changed_since(self, moment: datetime) -> bool:
        """Whether the row is new, or was stored as it is now only after `moment`."""
        seen_at = self.before.row_changed_at if self.before else None
        return self.changed or seen_at is None or seen_at > moment

    @property
    def wants_full_page(self) -> bool:
        """Whether the full page has something that we do not have yet."""
        if self.before is None or self.before.status is Status.GONE or not self.before.complete:
            return True
        known = self.before.row_print
        return known is not None and known.core != self.print.core


HOLD_SECONDS = 0.5
"""A site at its polite pace gives a page every few seconds, so each is stored as it comes."""


class Recorder:
    """Writes what a crawl finds of the kinds in `tallies`; `rates` is USD per unit of a currency."""

    def __init__(
        self,
        store: Store,
        tallies: Mapping[Kind, Tally],
        *,
        site: Site,
        addresses: SiteAddresses,
        rates: Mapping[str, Decimal],
    ) -> None:
        self._store = store
        self._tallies = tallies
        self._site = site
        self._addresses = addresses
        self._rates = rates
        self._labels: Counter[str] = Counter()
        self._held: list[Sighting] = []
        self._flushed_at = monotonic()

    def rows(self, found: Sequence[Collected], *, at: datetime) -> list[RecordedRow]:
        """Store the rows of one page, in one transaction; those of kinds that nobody asked for are left."""
        self.flush()
        read = self._listings(found, at=at, complete=False)
        known = self._store.listings.known([listing.ref for _, listing in read])
        rows = [
            RecordedRow(listing=listing, print=row_print(draft), before=known.get(listing.ref))
            for draft, listing in read
        ]
        self._save([row for row in rows if row.changed])
        same = [row.listing for row in rows if not row.changed]
        self._store.listings.touch([listing.ref for listing in same], at=at)
        for listing in same:
            self._tally(listing).saw(listing.ref, None)
        return rows

    def item(self, found: Collected, *, at: datetime, complete: bool) -> Listing | None:
        """Take one full page; None where it made no listing. `complete` is False for a page cut short.

        Pages that come fast are stored together, at the latest HOLD_SECONDS after the first.
        """
        for _, listing in self._listings([found], at=at, complete=complete):
            self._held.append(Sighting(listing=listing))
            if complete:
                self._tally(listing).read_in_full(listing)
            if monotonic() - self._flushed_at > HOLD_SECONDS:
                self.flush()
            return listing
        return None

    def flush(self) -> None:
        """Store what is held back."""
        held, self._held = self._held, []
        for sighting, change in zip(held, self._store.listings.save(held), strict=True):
            self._tally(sighting.listing).saw(sighting.listing.ref, change)
        self._flushed_at = monotonic()

    def gone(self, pending: Pending, *, at: datetime) -> None:
        """Take a listing as removed at its site."""
        self.flush()
        for change in self._store.listings.mark_gone([pending.ref], at=at):
            self._tallies[Ref.parse(change.ref).kind].saw(change.ref, change)

    def close(self, *, at: datetime) -> None:
        """Store what is held back, and the labels that no specialty answers to."""
        self.flush()
        self._store.labels.count(self._site.key, self._labels, at=at)

    def _save(self, rows: list[RecordedRow]) -> None:
        changes = self._store.listings.save(
            [Sighting(listing=row.listing, row_print=row.print) for row in rows]
        )
        for row, change in zip(rows, changes, strict=True):
            self._tally(row.listing).saw(row.listing.ref, change)

    def _tally(self, listing: Listing) -> Tally:
        return self._tallies[Kind(listing.kind)]

    def _listings(
        self, found: Sequence[Collected], *, at: datetime, complete: bool
    ) -> list[tuple[Draft, Listing]]:
        read: list[tuple[Draft, Listing]] = []
        for collected in found:
            tally = self._tallies.get(collected.kind)
            if tally is None:
                continue
            tally.rows += not complete
            tally.missed(*collected.mismatches)
            if collected.draft is None:
                tally.rejected += 1
            elif listing := self._listing(collected.draft, tally, at=at, complete=complete):
                read.append((collected.draft, listing))
        return read

    def _listing(self, draft: Draft, tally: Tally, *, at: datetime, complete: bool) -> Listing | None:
        scraped = Scraped(
            site=self._site,
            addresses=self._addresses,
            draft=draft,
            complete=complete,
            fetched_at=at,
            rates=self._rates,
        )
        try:
            listing = normalise(scraped)
        except ListingInvalid as fault:
            tally.rejected += 1
            tally.missed(fault)
            return None
        for note, times in scraped.notes.items():
            tally.note(note, times)
        if scraped.unmapped:
            self._labels[scraped.unmapped] += 1
        return listing
