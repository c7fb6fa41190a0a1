"""Ranges of prices, delivery times and ratings with names, alike in filters, facets and every engine."""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Amounts of at least `low` and under `high` (None: no end)."""

    name: str
    low: float
    high: float | None


def _bands(*edges: float, last: str) -> tuple[Band, ...]:
    spans = itertools.pairwise(edges)
    inner = [Band(name=f"{low:g}-{high:g}", low=low, high=high) for low, high in spans]
    return (*inner, Band(name=last, low=edges[-1], high=None))


PRICE_BANDS = _bands(0, 25, 50, 100, 250, 500, 1000, last="1000+")
"""USD, by the lowest price."""

DELIVERY_BANDS = _bands(0, 2, 4, 8, 15, 31, last="31+")
"""Days: one day, three, a week, two weeks, a month, longer."""

RATING_BANDS = _bands(0, 3, 4, 4.5, 4.9, last="4.9+")
"""Stars."""

BANDS: Mapping[str, tuple[Band, ...]] = {
    "price_band": PRICE_BANDS,
    "delivery_band": DELIVERY_BANDS,
    "rating_band": RATING_BANDS,
}


def band_of(bands: tuple[Band, ...], amount: float | None) -> str | None:
    """Return the name of the band that an amount falls into; None without an amount."""
    if amount is None:
        return None
    return next((band.name for band in reversed(bands) if amount >= band.low), None)


STEPS_PER_TENFOLD = 24
"""Steps of the price scale between 10 and 100: each is a tenth dearer than the one before."""


def price_step(price: float | None) -> str | None:
    """Return the step of the price scale that a price stands on, to count prices by; None without one."""
    if price is None:
        return None
    return "0" if price < 1 else str(1 + math.floor(math.log10(price) * STEPS_PER_TENFOLD + 1e-9))


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCount:
    """How many hits have a lowest price of at least `low` and under `high` (USD)."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSpread:
    """The prices of a result set: a histogram from cheap to dear, and percentiles (USD).

    Percentiles are right to a tenth: they are read from the same steps on every engine.
    """

    counts: tuple[PriceCount, ...]
    percentiles: Mapping[int, float]

    @property
    def total(self) -> int:
        """How many hits have a price."""
        return sum(step.count for step in self.counts)


PERCENTILES = (10, 25, 50, 75, 90)


def spread_of(steps: Mapping[str, int]) -> PriceSpread | None:
    """Return the spread of the counted price steps; None when no hit has a price."""
    counted = sorted((int(step), count) for step, count in steps.items())
    if not counted:
        return None
    counts = tuple(PriceCount(low=_edge(step), high=_edge(step + 1), count=count) for step, count in counted)
    return PriceSpread(
        counts=counts, percentiles={share: _percentile(counts, share) for share in PERCENTILES}
    )


def _edge(step: int) -> float:
    return 0.0 if step == 0 else round(10 ** ((step - 1) / STEPS_PER_TENFOLD), 2)


def _percentile(counts: tuple[PriceCount, ...], share: int) -> float:
    """Return the middle of the step where the share is reached: prices lie on round numbers, not between."""
    wanted, seen = share / 100 * sum(step.count for step in counts), 0
    for step in counts:
        seen += step.count
        if seen >= wanted:
            return round(median((step.low, step.high)), 2)
    raise AssertionError
