"""Draws how prices spread, from cheap to dear, and says it in a sentence."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from search.bands import STEPS_PER_TENFOLD, PriceSpread
from web.views.money import dollars
from web.views.reader import Reader

FEWEST_PRICES = 8
"""Prices of which a drawing tells more than the list itself."""

MOST_BARS = 24
BAR, GAP, HEIGHT = 10, 2, 44
"""Units of the drawing; the style sheet stretches it."""

_ROUND = (10_000, 5_000, 1_000, 500, 250, 100, 50, 25, 10, 5, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rectangle; `middle` tells that it belongs to the half in the middle."""

    x: int
    y: int
    height: int
    middle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Bars on a scale where each is by the same share dearer, the ends of it, and the sentence."""

    bars: tuple[Bar, ...]
    width: int
    low: str
    high: str
    sentence: str


def histogram(spread: PriceSpread | None, reader: Reader) -> Histogram | None:
    """Draw a spread; None when there are too few prices, or only one."""
    if spread is None or spread.total < FEWEST_PRICES or len(spread.counts) == 1:
        return None
    heights = _heights(spread)
    first, last = spread.counts[0], spread.counts[-1]
    return Histogram(
        bars=tuple(_bars(spread, heights)),
        width=len(heights) * BAR,
        low=_dollars(_roundest(first.low, first.high), reader),
        high=_dollars(_roundest(last.low, last.high), reader),
        sentence=_sentence(spread, reader),
    )


def _scale(spread: PriceSpread) -> tuple[float, float, int]:
    """Return where the scale begins and ends (tenfolds), and how many bars it has."""
    low, high = _tenfolds(spread.counts[0].low), _tenfolds(spread.counts[-1].high)
    return low, high, min(MOST_BARS, max(1, round((high - low) * STEPS_PER_TENFOLD)))


def _tenfolds(price: float) -> float:
    """Return the logarithm; under a dollar all is alike, one step before it."""
    return math.log10(price) if price >= 1 else -1 / STEPS_PER_TENFOLD


def _heights(spread: PriceSpread) -> list[int]:
    low, high, bars = _scale(spread)
    heights = [0] * bars
    for step in spread.counts:
        middle = (_tenfolds(step.low) + _tenfolds(step.high)) / 2
        heights[min(bars - 1, int((middle - low) / (high - low) * bars))] += step.count
    return heights


def _bars(spread: PriceSpread, heights: list[int]) -> Iterator[Bar]:
    low, high, bars = _scale(spread)
    width, tallest = (high - low) / bars, max(heights)
    half = tuple(_tenfolds(spread.percentiles[share]) for share in (25, 75))
    for at, count in enumerate(heights):
        if count:
            tall = max(2, round(HEIGHT * count / tallest))
            begins = low + at * width
            middle = begins <= half[1] and half[0] < begins + width
            yield Bar(x=at * BAR + GAP // 2, y=HEIGHT - tall, height=tall, middle=middle)


def _sentence(spread: PriceSpread, reader: Reader) -> str:
    low, high = (_near(spread, spread.percentiles[share]) for share in (25, 75))
    if low == high:
        return reader.words("search.spread_one", price=_dollars(low, reader))
    return reader.words("search.spread_half", low=_dollars(low, reader), high=_dollars(high, reader))


def _near(spread: PriceSpread, price: float) -> int:
    """Return the round price that a percentile, known to a tenth only, most likely is."""
    step = next(step for step in spread.counts if step.low <= price < step.high)
    return _roundest(step.low, step.high)


def _roundest(low: float, high: float) -> int:
    """Return the roundest whole price of at least `low` and under `high`; without one `low`, rounded."""
    for unit in _ROUND:
        if (price := math.ceil(low / unit) * unit) < high:
            return price
    return round(low)


def _dollars(amount: int, reader: Reader) -> str:
    return dollars(Decimal(amount), Decimal(amount), reader.words)
