"""Listings, prices and reports as the text that is kept of them: JSON, exact to the last digit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator

from aggregator.domain.listing import Listing, ListingSchema
from aggregator.domain.money import MoneyRange
from aggregator.errors import StoreUnavailable
from aggregator.store.trusting import trusting

T = TypeVar("T")

PriceSchema: TypeAdapter[MoneyRange] = TypeAdapter(MoneyRange)

_APART = {"last_seen_at"}
"""Every visit moves it, so it has a column of its own and the document need not be written again."""


def dump(schema: TypeAdapter[T], value: T) -> str:
    """Return a value as JSON."""
    return schema.dump_json(value).decode()


def load(schema: TypeAdapter[T], document: str) -> T:
    """Read a value back (StoreUnavailable when it breaks a rule of today)."""
    with _reading():
        return schema.validate_json(document)


def dump_listing(listing: Listing) -> str:
    """Return a listing as JSON without the moment it was last seen."""
    return ListingSchema.dump_json(listing, exclude=_APART).decode()


def load_listing(document: str, *, last_seen_at: datetime) -> Listing:
    """Read a listing back, which was last seen at that moment (StoreUnavailable when it is none)."""
    with _reading():
        listing: Listing = _listing_schema().validate_json(
            f'{document[:-1]},"last_seen_at":"{last_seen_at.isoformat()}"}}'
        )
        return listing


@cache
def _listing_schema() -> SchemaValidator:
    return trusting(ListingSchema)


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StoreUnavailable(f"what is stored cannot be read, {where}: {first['msg']}") from error
