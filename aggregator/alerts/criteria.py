"""What a saved search asks, as engine and matcher are asked it, and what search has no field for."""

from datetime import datetime, timedelta
from decimal import Decimal

from aggregator.domain.alert import Criteria
from aggregator.domain.identity import Kind
from aggregator.domain.listing import Listing, Request
from aggregator.errors import BadInput
from search.errors import InvalidQuery
from search.query import Query, Sort

_SAME = (
    "text",
    "sites",
    "kinds",
    "specialties",
    "statuses",
    "languages",
    "pricings",
    "price_bands",
    "delivery_bands",
    "rating_bands",
    "min_price",
    "max_price",
    "posted_after",
    "posted_before",
    "max_delivery_days",
    "min_rating",
)
"""Fields that a query has, too."""


def to_query(criteria: Criteria, *, limit: int = 0) -> Query:
    """Return the query that finds what the criteria ask for, but for `passes`; raises BadInput.

    It is strict: what has only some of the words is no news.
    """
    asked = {name: getattr(criteria, name) for name in _SAME}
    if criteria.min_hiring_rate is not None:
        asked["kinds"] = _of_requests(criteria.kinds)
    try:
        return Query(**asked, strict=True, sort=Sort.NEWEST, limit=limit, facets=False)
    except InvalidQuery as error:
        raise BadInput(str(error)) from error


def passes(criteria: Criteria, listing: Listing, *, now: datetime) -> bool:
    """Tell whether a listing that the query finds has the rest, too: its age now, its buyer's hiring rate."""
    return _is_young(criteria, listing, now) and _hires(criteria, listing)


def asks_nothing(criteria: Criteria) -> bool:
    """Tell whether every listing would do."""
    return criteria == Criteria(take_uncomputed=criteria.take_uncomputed)


def _of_requests(kinds: frozenset[str]) -> frozenset[str]:
    """Only requests have a hiring rate; where others alone are asked for, nothing passes."""
    return kinds if kinds and Kind.REQUEST.value not in kinds else frozenset({Kind.REQUEST.value})


def _is_young(criteria: Criteria, listing: Listing, now: datetime) -> bool:
    if criteria.posted_within is None:
        return True
    if listing.posted_at is None:
        return False
    return listing.posted_at >= now - timedelta(days=criteria.posted_within)


def _hires(criteria: Criteria, listing: Listing) -> bool:
    if criteria.min_hiring_rate is None:
        return True
    if not isinstance(listing, Request):
        return False
    rate = listing.hiring_rate
    return rate >= criteria.min_hiring_rate if isinstance(rate, Decimal) else criteria.take_uncomputed
