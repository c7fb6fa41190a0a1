"""What the store takes and gives beside the values of the domain."""

from dataclasses import dataclass
from datetime import datetime

from aggregator.domain.identity import Kind
from aggregator.domain.listing import Listing, Status
from aggregator.domain.money import MoneyRange


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPrint:
    """Fingerprints of a list row: of all its facts, and of those that say that the full page changed."""

    row: str
    core: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A listing as it was seen at its `last_seen_at`; with a print when it was seen on a list."""

    listing: Listing
    row_print: RowPrint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a crawl asks of a listing before it reads on.

    `complete` is False, too, when the row has said since that the full page changed.
    `row_changed_at` is when the row was first seen as it is now; it and `row_print` are
    None for a listing that no list has shown yet.
    """

    row_print: RowPrint | None
    complete: bool
    row_changed_at: datetime | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A listing whose full page is to be read."""

    ref: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many listings of one site and kind are stored; `total` has the gone ones in it."""

    site: str
    kind: Kind
    total: int
    open: int
    complete: int
    gone: int
    newest_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PricePoint:
    """A price, and the moment from which on a listing had it."""

    at: datetime
    price: MoneyRange


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmappedLabel:
    """A site's category label that no specialty answers to, and how often it was met."""

    site: str
    label: str
    count: int
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A walk over a list that came to its end at `ended_at`; `max_pages` bounded it (None: nothing did)."""

    ended_at: datetime
    max_pages: int | None
