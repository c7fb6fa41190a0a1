"""Rates in percent, with the sites' own word for "too early to tell"."""

from decimal import Decimal

from aggregator.domain.listing import NotComputed
from aggregator.sdk.digits import folded, numbers_in, shown

_FULL = 100


def parse_percent(text: str) -> Decimal | NotComputed:
    """`75.00%` to Decimal 75.00, `لم يحسب بعد` to "not_computed" (ValueError outside 0 to 100)."""
    words = folded(text)
    if words.startswith("لم يحسب"):
        return "not_computed"
    found = numbers_in(words)
    if "%" not in words or len(found) != 1 or not 0 <= found[0] <= _FULL:
        raise ValueError(f"expected a percentage from 0 to 100, found {shown(text)}")
    return found[0]
