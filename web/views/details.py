"""One listing whole, as far as we read it, and the way to its original."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aggregator.domain.listing import Listing, Status, price_of
from aggregator.domain.money import MoneyRange
from aggregator.services.searching import FoundListing
from web.asking import Asked
from web.links import outward, plain
from web.views.cards import Card, card
from web.views.facts import Fact, direction, facts, status_key
from web.views.moments import Moment, moment
from web.views.money import Price, price
from web.views.reader import Reader


class PricedAt(Protocol):
    """A price and the moment it was first seen."""

    @property
    def at(self) -> datetime:
        """Aware UTC."""

    @property
    def price(self) -> MoneyRange:
        """What it cost from then on."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; `address` None: it leads nowhere safe."""

    text: str
    address: str | None


@dataclass(frozen=True, slots=True)
class PriceThen:
    """A price in the past and when it was first seen."""

    price: Price
    at: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """A listing's page."""

    title: str
    page_title: str
    kind: str
    site: str
    site_search: str
    kind_search: str
    original: str | None
    status: str | None
    gone: bool
    direction: str
    partial: bool
    price: Price | None
    posted: Moment | None
    first_seen: Moment | None
    last_seen: Moment | None
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]
    specialties: tuple[Link, ...]
    category_path: tuple[str, ...]
    skills: tuple[Link, ...]
    party: Link | None
    prices: tuple[PriceThen, ...]
    similar: tuple[Card, ...]
    more: str | None


def details(
    listing: Listing, prices: Sequence[PricedAt], *, similar: Sequence[FoundListing], reader: Reader
) -> Details:
    """Show a listing; `prices` are all that it ever had, oldest first, `similar` is what is like it."""
    links = reader.links
    return Details(
        title=listing.title,
        page_title=plain(listing.title),
        kind=listing.kind,
        site=reader.site(listing.site),
        site_search=links.search(Asked(site=(listing.site,))),
        kind_search=links.search(Asked(kind=(listing.kind,))),
        original=outward(listing.url),
        status=status_key(listing),
        direction=direction(listing),
        gone=listing.status is Status.GONE,
        partial=not listing.complete,
        price=price(price_of(listing), reader.words),
        posted=moment(listing.posted_at, reader, exact=listing.posted_exact),
        first_seen=moment(listing.first_seen_at, reader),
        last_seen=moment(listing.last_seen_at, reader),
        paragraphs=tuple(line for line in listing.description.splitlines() if line.strip()),
        facts=facts(listing, reader.words),
        specialties=tuple(_specialties(listing.specialty, reader)),
        category_path=listing.category_path,
        skills=tuple(Link(skill, links.search(Asked(q=skill))) for skill in listing.skills),
        party=_party(listing),
        prices=_history(prices, reader),
        similar=tuple(card(found, reader) for found in similar),
        more=_more(listing, reader),
    )


def _specialties(key: str | None, reader: Reader) -> Iterator[Link]:
    """Lead from the top specialty down; a key that the taxonomy has lost leads nowhere."""
    if key is None:
        return
    if key not in {known.key for known in reader.taxonomy}:
        yield Link(key, None)
        return
    for one in reversed(reader.taxonomy.ancestors(key)):
        yield Link(reader.specialty(one), reader.links.search(Asked(specialty=(one,))))


def _more(listing: Listing, reader: Reader) -> str | None:
    if listing.specialty is None:
        return None
    return reader.links.search(Asked(kind=(listing.kind,), specialty=(listing.specialty,)))


def _party(listing: Listing) -> Link | None:
    return Link(listing.party.name, outward(listing.party.url)) if listing.party else None


def _history(prices: Sequence[PricedAt], reader: Reader) -> tuple[PriceThen, ...]:
    """Newest first; a price that never changed has no history."""
    if len(prices) < 2:  # noqa: PLR2004  one price is the price
        return ()
    return tuple(
        PriceThen(said, seen)
        for point in reversed(prices)
        if (said := price(point.price, reader.words)) and (seen := moment(point.at, reader))
    )
