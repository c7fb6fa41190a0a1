"""Turns what was asked into a query, or says plainly what is wrong with each part of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aggregator.services.searching import days_ago
from search.query import Query, Sort
from web.amounts import read_days, read_end, read_number, read_price, read_rating, read_start
from web.asking import PAGE_SIZE, Asked
from web.problems import Known, Problem, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The query, or why there is none; `page` counts from 1."""

    query: Query | None
    page: int
    problems: tuple[Problem, ...]


def read(asked: Asked, known: Known, *, limit: str = str(PAGE_SIZE), now: datetime | None = None) -> Reading:
    """Read every part of `asked`; never raises for what was given. `now` (aware) is when it is asked."""
    values = _values(asked, limit, now or datetime.now(UTC))
    found = tuple(problems(asked, known, limit=limit, values=values))
    page, size = values["page"], values["limit"]
    if found or page is None or size is None:
        return Reading(query=None, page=page or 1, problems=found)
    query = Query(
        text=asked.q,
        sites=frozenset(asked.site),
        kinds=frozenset(asked.kind),
        specialties=frozenset(asked.specialty),
        statuses=frozenset(asked.status),
        languages=frozenset(asked.language),
        pricings=frozenset(asked.pricing),
        price_bands=frozenset(asked.band),
        delivery_bands=frozenset(asked.delivery_band),
        rating_bands=frozenset(asked.rating_band),
        min_price=values["min_price"],
        max_price=values["max_price"],
        posted_after=values["since"],
        posted_before=values["posted_before"],
        max_delivery_days=values["max_delivery_days"],
        min_rating=values["min_rating"],
        sort=Sort(asked.sort or Sort.RELEVANCE),
        offset=0 if asked.after else (page - 1) * size,
        limit=size,
        after=asked.after or None,
    )
    return Reading(query=query, page=page, problems=())


_READERS: Mapping[str, Callable[[str], object]] = {
    "min_price": read_price,
    "max_price": read_price,
    "max_delivery_days": read_days,
    "min_rating": read_rating,
    "posted_within": read_days,
    "posted_after": read_start,
    "posted_before": read_end,
}


def _values(asked: Asked, limit: str, now: datetime) -> dict[str, Any]:
    """Read all single values; what was not given or is not readable is None.

    `since` is the later of the two ways to say from when on.
    """
    values: dict[str, Any] = {name: reader(getattr(asked, name)) for name, reader in _READERS.items()}
    days = values["posted_within"]
    starts = (values["posted_after"], None if days is None else days_ago(days, now))
    return values | {
        "since": max((start for start in starts if start is not None), default=None),
        "page": read_number(asked.page or "1"),
        "limit": read_number(limit),
    }
