"""Sort keys as text that end in the ref, so that one field gives every engine the order and its ties."""

from search.document import SearchDocument
from search.evidence import shrunk_rating

_FAR_MS = 253_402_300_800_000
"""Milliseconds from 1970 to the year 10000, which no date reaches."""

_MOST_STARS = 5

_MISSING = "~"
"""Sorts after every digit, so what has no date, price or rating comes last."""


def newest_key(document: SearchDocument) -> str:
    """Return a key that rises from the newest listing (to the millisecond) to the oldest, then by ref."""
    if document.posted_at is None:
        return f"{_MISSING} {document.ref}"
    age = _FAR_MS - round(document.posted_at.timestamp() * 1000)
    return f"{age:018d} {document.ref}"


def price_key(document: SearchDocument) -> str:
    """Return a key that rises with the lowest price (USD, to the cent), then by ref."""
    if document.price_low is None:
        return f"{_MISSING} {document.ref}"
    return f"{round(document.price_low * 100):018d} {document.ref}"


def rating_key(document: SearchDocument) -> str:
    """Return a key that rises from the best rating (shrunk, to a thousandth) to the worst, then by ref."""
    rating = shrunk_rating(document)
    if rating is None:
        return f"{_MISSING} {document.ref}"
    return f"{round((_MOST_STARS - rating) * 1000):05d} {document.ref}"


def ref_of(key: str) -> str:
    """Return the ref that a sort key ends in."""
    return key.partition(" ")[2]
