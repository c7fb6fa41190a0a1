"""Listings and sightings with valid defaults, so that a test says only what it is about."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from aggregator.domain.listing import Offer, Request, Specialist
from aggregator.domain.money import MoneyRange
from aggregator.store.values import RowPrint, Sighting

KINDS = {"offer": Offer, "request": Request, "specialist": Specialist}


def minute(number: int) -> datetime:
    return datetime(2026, 5, 1, 12, tzinfo=UTC) + timedelta(minutes=number)


def money(amount: str | int, *, currency: str = "USD", **facts: Any) -> MoneyRange:
    return MoneyRange(min=Decimal(amount), max=Decimal(amount), currency=currency, **facts)


def listing(ref: str = "suq:request:1", **facts: Any) -> Offer | Request | Specialist:
    site, kind, number = ref.split(":", 2)
    seen_at = facts.pop("at", minute(0))
    defaults: dict[str, Any] = {
        "site": site,
        "url": f"https://suq.example/{kind}/{number}",
        "title": "تصميم شعار لمتجر عطور",
        "first_seen_at": seen_at,
        "last_seen_at": seen_at,
    }
    return KINDS[kind](ref=ref, **(defaults | facts))


def row_print(row: str, *, core: str = "core") -> RowPrint:
    return RowPrint(row=row, core=core)


def seen(ref: str = "suq:request:1", *, on_row: RowPrint | None = None, **facts: Any) -> Sighting:
    return Sighting(listing=listing(ref, **facts), row_print=on_row)
