"""Invented listings as a crawl would store them."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zlib import crc32

from aggregator.domain.listing import Listing, Offer, Party, Rating, Request, Specialist
from aggregator.domain.money import MoneyRange
from aggregator.domain.taxonomy import load_taxonomy
from replay.content import Invented
from replay.content.market import Marketed

_KINDS: dict[str, tuple[type[Offer | Request | Specialist], str]] = {
    "offer": (Offer, "price"),
    "request": (Request, "budget"),
    "specialist": (Specialist, "hourly_rate"),
}


def listing(made: Invented) -> Listing:
    """Return an invented listing as it would be stored."""
    kind, priced = _KINDS[made.kind]
    category = made.category
    facts: dict[str, Any] = {
        "ref": f"{made.site}:{made.kind}:{made.id}",
        "site": made.site,
        "url": made.url,
        "title": made.title,
        "description": made.description,
        "specialty": _specialty(made.topic),
        "category_path": tuple(label for label in (category.parent_label, category.label) if label),
        "skills": made.skills,
        "language": "ar",
        "posted_at": made.posted,
        "first_seen_at": made.posted,
        "last_seen_at": made.posted + timedelta(hours=1),
        "status": "open",
        "party": Party(name=made.author.name),
        "country": made.author.country,
        "complete": True,
        priced: _price(made),
    }
    if made.days is not None:
        facts["delivery_days"] = made.days
    return kind(**facts)


def marketed(made: Marketed) -> Listing:
    """Return a listing of the market with its evidence."""
    found = replace(listing(made.listing), language=made.language)
    if made.rating is None or isinstance(found, Request):
        return found
    rating = Rating(value=Decimal(str(made.rating)), count=made.ratings)
    if isinstance(found, Specialist):
        return replace(found, rating=rating, completed_count=made.completed)
    return replace(found, rating=rating, buyers_count=made.completed)


def _price(made: Invented) -> MoneyRange | None:
    if made.price is None:
        return None
    price = MoneyRange(min=Decimal(made.price.low), max=Decimal(made.price.high), currency="USD")
    return price.in_usd({"USD": Decimal(1)})


@cache
def _specialty(topic: str) -> str:
    # Any specialty does: what counts here is that there is one, and that a topic keeps its own.
    known = list(load_taxonomy())
    return known[crc32(topic.encode()) % len(known)].key
