"""Queries that make no sense are refused at once, with the field and the reason."""

from datetime import UTC, datetime

import pytest

from search.errors import InvalidQuery
from search.query import LARGEST_LIMIT, LARGEST_WINDOW, Query

NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001  the point of the case
EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)

REFUSED = [
    ({"min_price": -1.0}, "min_price"),
    ({"max_price": float("nan")}, "max_price"),
    ({"max_price": float("inf")}, "max_price"),
    ({"min_price": 2.0, "max_price": 1.0}, "min_price"),
    ({"max_delivery_days": -0.1}, "max_delivery_days"),
    ({"min_rating": float("-inf")}, "min_rating"),
    ({"posted_after": NAIVE}, "posted_after"),
    ({"posted_before": NAIVE}, "posted_before"),
    ({"now": NAIVE}, "now"),
    ({"posted_after": LATE, "posted_before": EARLY}, "posted_after"),
    ({"pricings": frozenset({"monthly"})}, "pricings"),
    ({"price_bands": frozenset({"0-25", "cheap"})}, "price_bands"),
    ({"delivery_bands": frozenset({"soon"})}, "delivery_bands"),
    ({"rating_bands": frozenset({""})}, "rating_bands"),
    ({"offset": -1}, "offset"),
    ({"limit": -1}, "limit"),
    ({"limit": LARGEST_LIMIT + 1}, "limit"),
    ({"offset": LARGEST_WINDOW}, "offset"),
    ({"offset": LARGEST_WINDOW - 5, "limit": 6}, "offset"),
    ({"after": "x", "offset": 1}, "after"),
]


@pytest.mark.parametrize(("asked", "field"), REFUSED)
def test_what_makes_no_sense_is_refused(asked, field):
    with pytest.raises(InvalidQuery) as refused:
        Query(**asked)
    assert refused.value.field == field
    assert refused.value.reason


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"text": "\ud83d\0"},
        {"min_price": 0.0, "max_price": 0.0},
        {"posted_after": EARLY, "posted_before": EARLY},
        {"offset": LARGEST_WINDOW - 5, "limit": 5},
        {"limit": 0},
        {"limit": LARGEST_LIMIT},
        {"after": "x"},
        {"sites": frozenset({""})},
        {"price_bands": frozenset({"0-25", "1000+"}), "pricings": frozenset({"fixed", "hourly"})},
    ],
)
def test_all_else_is_taken(asked):
    assert Query(**asked) == Query(**asked)
