"""What a search answers, the same from every engine."""

from collections.abc import Mapping
from dataclasses import dataclass

Span = tuple[int, int]
"""Start and end (exclusive) in characters of the text it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """Original text and the spans of it that matched, in order and without overlap."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found listing; `score` compares hits of one answer only and is 0 when sorted otherwise."""

    ref: str
    score: float
    title: Highlight
    snippet: Highlight


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """How many hits there would be with this value chosen."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits, the total without paging, and facets `site`, `kind`, `specialty`, `price_band`.

    Each facet counts under all other filters but not its own. `relaxed` tells that no listing had
    all the words, so those with most of them were taken. `ignored_words` counts words beyond the
    number that a query may have.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    relaxed: bool = False
    ignored_words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineStatus:
    """What an index holds; `cursor` is the last change sequence in it, `bytes` its size (0: in memory)."""

    name: str
    documents: int
    cursor: int
    schema_version: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBand:
    """Listings whose lowest price is at least `low` and under `high` (USD; None: no end)."""

    name: str
    low: float
    high: float | None


PRICE_BANDS = (
    PriceBand(name="0-25", low=0, high=25),
    PriceBand(name="25-50", low=25, high=50),
    PriceBand(name="50-100", low=50, high=100),
    PriceBand(name="100-250", low=100, high=250),
    PriceBand(name="250-500", low=250, high=500),
    PriceBand(name="500-1000", low=500, high=1000),
    PriceBand(name="1000+", low=1000, high=None),
)

FACETS = ("site", "kind", "specialty", "price_band")


def price_band(price: float | None) -> str | None:
    """Return the name of the band that a lowest price (USD) falls into; None without a price."""
    if price is None:
        return None
    return next((band.name for band in reversed(PRICE_BANDS) if price >= band.low), None)
