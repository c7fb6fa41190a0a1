"""What is asked of search, checked once, so that engines only see questions that make sense."""

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from search.bands import BANDS
from search.errors import InvalidQuery

LARGEST_LIMIT = 1_000
"""Hits per answer: more is an export, not a search."""

LARGEST_WINDOW = 10_000
"""How deep paging by number goes; whoever reads further follows `Results.next` or scans."""

PRICINGS = frozenset({"fixed", "hourly"})


class Sort(StrEnum):
    """The order of hits; ties go by ref, what has no date, price or rating comes last."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE = "price"
    RATING = "rating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search; empty sets and None filter nothing, empty text means everything, newest first.

    `text` may be anything: it is never refused, bad syntax is read as words. `site:` and its like
    in it narrow what the other fields ask for. Prices are USD and both ends of a range count; a
    listing matches when its own price range touches the asked one. Bands hold names from
    `search.bands` and agree with the facet of that name. A specialty finds those under it, too.
    `posted_after` and `posted_before` are aware and count themselves.

    `strict` wants all words and never takes fewer, even where few listings have them; alerts are
    strict. `collapse` shows copies of one text as one hit. `after` is the `next` of an earlier
    answer to the same query; `offset` is then 0. `now` is the aware moment that freshness is
    measured from (None: this one).
    """

    text: str = ""
    sites: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    specialties: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    pricings: frozenset[str] = frozenset()
    price_bands: frozenset[str] = frozenset()
    delivery_bands: frozenset[str] = frozenset()
    rating_bands: frozenset[str] = frozenset()
    min_price: float | None = None
    max_price: float | None = None
    posted_after: datetime | None = None
    posted_before: datetime | None = None
    max_delivery_days: float | None = None
    min_rating: float | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    after: str | None = None
    facets: bool = True
    strict: bool = False
    collapse: bool = True
    now: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what has no answer (InvalidQuery)."""
        for field in ("min_price", "max_price", "max_delivery_days", "min_rating"):
            _check_amount(field, getattr(self, field))
        if self.min_price is not None and self.max_price is not None and self.min_price > self.max_price:
            raise InvalidQuery("min_price", f"{self.min_price:g} is more than max_price {self.max_price:g}")
        _check_dates(self)
        for field, known in (*((f"{name}s", names) for name, names in _BAND_NAMES), ("pricings", PRICINGS)):
            if unknown := getattr(self, field) - known:
                raise InvalidQuery(field, f"no such value: {', '.join(sorted(unknown))[:80]}")
        _check_page(self)


_BAND_NAMES = tuple((name, frozenset(band.name for band in bands)) for name, bands in BANDS.items())


def _check_amount(field: str, amount: float | None) -> None:
    if amount is not None and not (math.isfinite(amount) and amount >= 0):
        raise InvalidQuery(field, f"{amount!r} is not an amount")


def _check_dates(query: Query) -> None:
    for field in ("posted_after", "posted_before", "now"):
        moment: datetime | None = getattr(query, field)
        if moment is not None and moment.utcoffset() is None:
            raise InvalidQuery(field, f"{moment} has no time zone")
    if query.posted_after and query.posted_before and query.posted_after > query.posted_before:
        raise InvalidQuery("posted_after", f"{query.posted_after} is later than {query.posted_before}")


def _check_page(query: Query) -> None:
    if query.offset < 0:
        raise InvalidQuery("offset", f"{query.offset} is less than 0")
    if not 0 <= query.limit <= LARGEST_LIMIT:
        raise InvalidQuery("limit", f"{query.limit} is not between 0 and {LARGEST_LIMIT}")
    if query.offset + query.limit > LARGEST_WINDOW:
        raise InvalidQuery("offset", f"hits after number {LARGEST_WINDOW} are not shown: narrow the search")
    if query.after is not None and query.offset:
        raise InvalidQuery("after", "goes without an offset")
