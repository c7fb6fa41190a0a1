"""Sort keys as text that end in the ref: tantivy sorts by one field only and knows no second key."""

from search.document import SearchDocument

_FAR_MS = 253_402_300_800_000
"""Milliseconds from 1970 to the year 10000, which no date reaches."""

_MISSING = "~"
"""Sorts after every digit, so what has no date or price comes last."""


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
