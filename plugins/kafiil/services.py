"""Kafiil's list of services, never seen: they are found by their addresses alone."""

import re
from functools import cached_property

from aggregator.sdk import (
    Follow,
    ListPage,
    OfferDraft,
    Row,
    Selector,
    field,
    many,
    maybe,
    maybe_link,
    money,
    part,
    party_of,
    star_rating,
)
from plugins.kafiil.projects import CATEGORY
from plugins.kafiil.sellers import SELLER_LINK, SellerRow

SERVICE_ID = r"/service/(\d{1,18})(?!\d)"
_LINK = "a[href*='/service/']"
_OWN = r"/service/[0-9]+"
_CARD = """
    ancestor-or-self::*[not(self::html or self::body or self::main)]
    [not(.//a[contains(@href, '/service/')][not(contains(@href, $own))])][last()]
"""
"""The largest block around a link in which no other service is linked."""


class OfferRow(Row):
    """The block around a service's link, whatever its classes are called."""

    draft = OfferDraft
    page: "OffersPage"

    @field
    def url(self):
        return maybe_link(self, _LINK)

    @field
    def external_id(self):
        return part(self.url, SERVICE_ID)

    @field
    def title(self):
        return next(iter(many(self, _LINK)), None)  # a button may link to the service, too

    @field
    def category(self):
        return self.page.category

    @field
    def price(self):
        return money(maybe(self, "[class*=price]:not(:has([class*=price]))"))

    @field
    def rating(self):
        return star_rating(self, ":has(> [class*=fa-star])")

    @field
    def party(self):
        return party_of(self, SELLER_LINK)


class OffersPage(ListPage):
    """The list of services, of all or of one category."""

    path = r"/services(/[^/]+)?"
    rows = _LINK
    row = OfferRow

    @cached_property
    def category(self):
        """The category that this list is of."""
        slug = re.search(CATEGORY, self.address)
        return (slug[1],) if slug else ()

    def found_rows(self) -> list[Row]:
        """One row for each service, from the block that belongs to it alone."""
        links: dict[str, Selector] = {}
        for link in self.css(self.rows):
            own = re.search(_OWN, link.attrib["href"])
            links.setdefault(own[0] if own else link.attrib["href"], link)
        return [self.row(link.xpath(_CARD, own=own)[0], self) for own, link in links.items()]

    def next(self):
        url = maybe_link(self, "a[rel=next]")
        return Follow(url=url) if url else None

    def also(self):
        sellers = (row.css(SELLER_LINK) for row in self.found_rows())
        return [SellerRow(seller, self) for links in sellers for seller in links if many(seller)]
