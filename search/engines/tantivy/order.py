"""Sort keys as text that end in the ref: tantivy sorts by one field only and knows no second key."""

from datetime import UTC, datetime, timedelta

from search.document import SearchDocument

_FAR = datetime(9999, 12, 31, tzinfo=UTC)
_MISSING = "~"
"""Sorts after every digit, so what has no date or price comes last."""


def newest_key(document: SearchDocument) -> str:
    """Return a key that rises from the newest listing to the oldest, then by ref."""
    if document.posted_at is None:
        return f"{_MISSING} {document.ref}"
    age = (_FAR - document.posted_at) // timedelta(microseconds=1)
    return f"{age:018d} {document.ref}"


def price_key(document: SearchDocument) -> str:
    """Return a key that rises with the lowest price (USD, to the cent), then by ref."""
    if document.price_low is None:
        return f"{_MISSING} {document.ref}"
    return f"{round(document.price_low * 100):018d} {document.ref}"
