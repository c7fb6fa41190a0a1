"""A found listing on the results page: enough to decide whether to open it."""

from dataclasses import dataclass

from aggregator.domain.listing import Listing, Status, price_of
from aggregator.services.searching import FoundListing
from web.links import outward
from web.views.facts import Fact, direction, facts, status_key
from web.views.marking import Part, parts
from web.views.moments import Moment, moment
from web.views.money import Price, price
from web.views.reader import Reader

_MOST_SKILLS = 6
_MOST_FACTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another listing of the same text: where it stands and what it costs there."""

    address: str
    site: str
    price: Price | None
    posted: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`original` is None when the listing's own address may not be linked.

    `copies` are the first of those that `copies_said` counts (None: there are none).
    """

    address: str
    original: str | None
    kind: str
    site: str
    status: str | None
    gone: bool
    direction: str
    title: tuple[Part, ...]
    snippet: tuple[Part, ...]
    price: Price | None
    posted: Moment | None
    party: str | None
    facts: tuple[Fact, ...]
    skills: tuple[str, ...]
    copies: tuple[Copy, ...]
    copies_said: str | None


def card(found: FoundListing, reader: Reader) -> Card:
    """Show one hit."""
    listing = found.listing
    return Card(
        address=reader.links.listing(listing.ref),
        original=outward(listing.url),
        kind=listing.kind,
        site=reader.site(listing.site),
        status=status_key(listing),
        direction=direction(listing),
        gone=listing.status is Status.GONE,
        title=parts(found.title),
        snippet=parts(found.snippet),
        price=price(price_of(listing), reader.words),
        posted=moment(listing.posted_at, reader, exact=listing.posted_exact),
        party=_name(listing),
        facts=facts(listing, reader.words)[:_MOST_FACTS],
        skills=listing.skills[:_MOST_SKILLS],
        copies=tuple(_copy(one, reader) for one in found.copies),
        copies_said=reader.words.count("copy", found.copies_count) if found.copies else None,
    )


def _copy(listing: Listing, reader: Reader) -> Copy:
    return Copy(
        address=reader.links.listing(listing.ref),
        site=reader.site(listing.site),
        price=price(price_of(listing), reader.words),
        posted=moment(listing.posted_at, reader, exact=listing.posted_exact),
    )


def _name(listing: Listing) -> str | None:
    """Name who would do the work, unless the title does; who wants it done is shown on the listing's page."""
    if listing.party is None or listing.kind == "request" or listing.party.name == listing.title:
        return None
    return listing.party.name
