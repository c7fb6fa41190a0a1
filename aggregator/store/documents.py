"""Listings as the text that is kept of them: the public JSON document, exact to the last digit."""

from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from aggregator.domain.listing import Listing, ListingSchema
from aggregator.domain.money import MoneyRange
from aggregator.errors import StoreUnavailable

_Money: TypeAdapter[MoneyRange] = TypeAdapter(MoneyRange)

_APART = {"last_seen_at"}
"""Every visit moves it, so it has a column of its own and the document need not be written again."""


def dump(listing: Listing) -> str:
    """Return the document without the moment it was last seen."""
    return ListingSchema.dump_json(listing, exclude=_APART).decode()


def load(document: str, *, last_seen_at: datetime) -> Listing:
    """Read a document back (StoreUnavailable when it breaks a rule of today)."""
    whole = f'{document[:-1]},"last_seen_at":"{last_seen_at.isoformat()}"}}'
    try:
        return ListingSchema.validate_json(whole)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StoreUnavailable(f"a stored listing cannot be read, {where}: {first['msg']}") from error


def dump_money(price: MoneyRange) -> str:
    """Return a price as JSON."""
    return _Money.dump_json(price).decode()


def load_money(document: str) -> MoneyRange:
    """Read a price back."""
    return _Money.validate_json(document)
