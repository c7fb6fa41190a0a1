"""Step 7: the listing itself, which checks every rule of its type as it is built."""

from typing import Any

from pydantic import ValidationError

from aggregator.crawl.scraped import Scraped
from aggregator.domain.identity import Ref
from aggregator.domain.listing import Listing, Offer, Request, Specialist, Status
from aggregator.errors import BadInput, ListingInvalid
from aggregator.sdk.drafts import Draft, OfferDraft, RequestDraft, SpecialistDraft


def build_listing(scraped: Scraped) -> Listing:
    """Build the typed listing; raises ListingInvalid with the field and the broken rule."""
    try:
        return _listing(scraped)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "listing"
        raise ListingInvalid(field, str(first["msg"])) from error
    except BadInput as error:
        raise ListingInvalid("ref", str(error)) from error


def _listing(scraped: Scraped) -> Listing:
    head, draft = _head(scraped), scraped.draft
    match draft:
        case OfferDraft():
            own = _facts(draft, "delivery_days", "rating", "buyers_count")
            return Offer(**head, **own, price=scraped.price)
        case RequestDraft():
            own = _facts(draft, "delivery_days", "offers_count", "hiring_rate")
            return Request(**head, **own, budget=scraped.price)
        case SpecialistDraft():
            return Specialist(**head, **_specialist_facts(draft), hourly_rate=scraped.price)
    raise TypeError(f"{type(draft).__name__} is no kind of listing")


def _head(scraped: Scraped) -> dict[str, Any]:
    draft, site = scraped.draft, scraped.site
    return _facts(draft, "url", "title", "category_path", "skills", "level", "country", "party", "extra") | {
        "ref": str(Ref(site.key, draft.kind, draft.external_id)),
        "site": site.key,
        "description": draft.description or "",
        "specialty": scraped.specialty,
        "language": scraped.language,
        "posted_at": scraped.posted_at,
        "posted_exact": scraped.posted_exact,
        "first_seen_at": scraped.fetched_at,
        "last_seen_at": scraped.fetched_at,
        "status": draft.status or Status.UNKNOWN,
        "complete": scraped.complete,
    }


def _specialist_facts(draft: SpecialistDraft) -> dict[str, Any]:
    counts = ("buyers_count", "completed_count", "offers_count", "response_minutes")
    rates = ("completion_rate", "on_time_rate", "rehire_rate")
    return _facts(draft, "rating", "member_since", *counts, *rates)


def _facts(draft: Draft, *names: str) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in names}
