"""Documents with valid defaults, so that a test says only what it is about."""

from datetime import UTC, datetime
from typing import Any

from search.document import SearchDocument


def document(ref: str, **facts: Any) -> SearchDocument:
    site, kind, _ = ref.split(":")
    defaults: dict[str, Any] = {
        "site": site,
        "kind": kind,
        "title": "طلب بلا عنوان",
        "description": "",
        "skills": (),
        "specialties": (),
        "labels": (),
        "posted_at": None,
        "price_min": None,
        "price_max": None,
        "status": "open",
        "language": "ar",
    }
    return SearchDocument(ref=ref, **(defaults | facts))


def day(number: int) -> datetime:
    return datetime(2026, 1, number, tzinfo=UTC)
