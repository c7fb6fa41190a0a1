"""Turns a listing into what search knows of it."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from aggregator.domain.listing import Listing, Offer, Request, Specialist, Status, price_of
from aggregator.domain.taxonomy import Taxonomy
from aggregator.errors import UnknownSpecialty
from search.document import SearchDocument

logger = logging.getLogger(__name__)


def is_searchable(listing: Listing) -> bool:
    """Tell whether a listing belongs into the index: what is gone from its site cannot be hired."""
    return listing.status is not Status.GONE


def to_document(
    listing: Listing, taxonomy: Taxonomy, *, mean_ratings: Mapping[str, float] | None = None
) -> SearchDocument:
    """Return what search knows of a listing; one of an unknown specialty is indexed without it.

    `mean_ratings` has the mean rating of each site (0 to 5).
    """
    price = price_of(listing)
    specialties = _specialties(listing, taxonomy)
    return SearchDocument(
        ref=listing.ref,
        site=listing.site,
        kind=listing.kind,
        title=listing.title,
        description=listing.description,
        skills=listing.skills,
        specialties=specialties,
        labels=tuple(_labels(listing, specialties, taxonomy)),
        posted_at=listing.posted_at,
        price_min=_number(price.usd_min if price else None),
        price_max=_number(price.usd_max if price else None),
        status=listing.status.value,
        language=listing.language,
        mean_rating=(mean_ratings or {}).get(listing.site),
        **_experience(listing),
    )


def _experience(listing: Listing) -> dict[str, Any]:
    """Return what is known of how a listing is paid for, how long it takes, and how it went so far."""
    match listing:
        case Offer():
            rating, done, days = listing.rating, listing.buyers_count, listing.delivery_days
        case Request():
            rating, done, days = None, None, listing.delivery_days
        case Specialist():
            rating, done, days = listing.rating, listing.completed_count, None
    return {
        "pricing": _pricing(listing),
        "delivery_days": None if days is None else float(days),
        "rating": None if rating is None else float(rating.value),
        "rating_count": None if rating is None else rating.count,
        "done": done,
    }


def _pricing(listing: Listing) -> str | None:
    if price_of(listing) is None:
        return None
    return "hourly" if isinstance(listing, Specialist) else "fixed"


def _specialties(listing: Listing, taxonomy: Taxonomy) -> tuple[str, ...]:
    if listing.specialty is None:
        return ()
    try:
        return taxonomy.ancestors(listing.specialty)
    except UnknownSpecialty as error:
        # Stored before the taxonomy changed: its words still find it, only the filter cannot.
        logger.warning("%s: %s", listing.ref, error)
        return ()


def _labels(listing: Listing, specialties: Iterable[str], taxonomy: Taxonomy) -> Iterator[str]:
    """Yield the names under which a listing stands, in both languages.

    A specialty's synonyms are left out: they name all that it covers ("menus, stamps, wedding
    invitations"), so each listing of it would be found for things that it does not offer.
    People look for specialists by name; a client's or seller's name would only add noise.
    """
    for key in specialties:
        known = taxonomy.get(key)
        yield known.ar
        yield known.en
    yield from listing.category_path
    if isinstance(listing, Specialist) and listing.party is not None:
        yield listing.party.name


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
