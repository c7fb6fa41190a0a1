"""What is asked of search, checked once, so that engines only see questions that make sense."""

import math
from dataclasses import dataclass
from enum import StrEnum

from search.errors import InvalidQuery
from search.results import PRICE_BANDS

LARGEST_LIMIT = 1_000
"""Hits per answer: more is an export, not a search."""

LARGEST_WINDOW = 10_000
"""How deep paging goes: nobody reads further, and every engine pays for each skipped hit."""


class Sort(StrEnum):
    """The order of hits; ties go by ref, what has no date or no price comes last."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE = "price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search; empty sets and None filter nothing, empty text means everything, newest first.

    `text` may be anything: it is never refused, bad syntax is read as words. Prices are USD and
    both ends count; a listing matches when its own range touches the asked one. `price_bands`
    holds names from `search.results.PRICE_BANDS` and agrees with the facet of that name.
    """

    text: str = ""
    sites: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    specialties: frozenset[str] = frozenset()
    price_bands: frozenset[str] = frozenset()
    min_price: float | None = None
    max_price: float | None = None
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: bool = True

    def __post_init__(self) -> None:
        """Refuse what has no answer (InvalidQuery)."""
        _check_price("min_price", self.min_price)
        _check_price("max_price", self.max_price)
        if self.min_price is not None and self.max_price is not None and self.min_price > self.max_price:
            raise InvalidQuery("min_price", f"{self.min_price:g} is more than max_price {self.max_price:g}")
        if unknown := self.price_bands - {band.name for band in PRICE_BANDS}:
            raise InvalidQuery("price_bands", f"no such band: {', '.join(sorted(unknown))[:80]}")
        _check_page(self.offset, self.limit)


def _check_price(field: str, price: float | None) -> None:
    if price is not None and not (math.isfinite(price) and price >= 0):
        raise InvalidQuery(field, f"{price!r} is not a price")


def _check_page(offset: int, limit: int) -> None:
    if offset < 0:
        raise InvalidQuery("offset", f"{offset} is less than 0")
    if not 0 <= limit <= LARGEST_LIMIT:
        raise InvalidQuery("limit", f"{limit} is not between 0 and {LARGEST_LIMIT}")
    if offset + limit > LARGEST_WINDOW:
        raise InvalidQuery("offset", f"hits after number {LARGEST_WINDOW} are not shown: narrow the search")
