"""Khamsat's lists of services, by category and sub-category."""

import re

from aggregator.sdk import (
    Follow,
    ListPage,
    OfferDraft,
    Row,
    field,
    link,
    links,
    many,
    maybe,
    maybe_link,
    money,
    one,
    part,
    party_of,
    present,
    star_rating,
)
from plugins.khamsat.sellers import SELLER_LINK, SellerRow

TOP = r"/(?!(?:community|user|ajax|search)(?:/|$))[a-z0-9-]+"
OFFER_ID = r"khamsat\.com/[a-z0-9-]+/[a-z0-9-]+/(\d{1,18})(?!\d)"
_TOP_SLUG = r"khamsat\.com/([a-z0-9-]+)"
_LEAF_SLUG = r"khamsat\.com/([a-z0-9-]+/[a-z0-9-]+)"
_LIST = rf"^https?://(?:www\.)?khamsat\.com{TOP}/[a-z0-9-]+/?$"
_LISTS = ".grid-items a.lh-lg"
_TITLE = "h4 a, h3 a, .product-title a"


def category_of(url: str) -> tuple[str, ...]:
    """Slugs of an address from the top down, as the category table writes them: `data`, `data/databases`."""
    top, leaf = part(url, _TOP_SLUG), part(url, _LEAF_SLUG)
    return (top, leaf)


class OfferRow(Row):
    """The card of a service in a list."""

    draft = OfferDraft

    @field
    def url(self):
        return link(self, _TITLE)

    @field
    def external_id(self):
        return part(self.url, OFFER_ID)

    @field
    def title(self):
        return one(self, _TITLE)

    @field
    def category(self):
        return category_of(self.url)

    @field
    def price(self):
        return money(maybe(self, "[class*=price]:not(:has([class*=price]))"))

    @field
    def rating(self):
        return star_rating(self, ".c-list--rating")

    @field
    def party(self):
        return party_of(self, SELLER_LINK)


class OffersPage(ListPage):
    """The services of a category or sub-category, which leads to the sub-categories below it.

    The button for more rows asks an address that is not known today, so a list is
    read as far as its first page, and the many sub-categories make up for it.
    """

    path = rf"{TOP}(/[a-z0-9-]+)?"
    rows = "div[id^='service-']"
    row = OfferRow

    def next(self):
        url = maybe_link(self, ".pagination a[rel=next], a[rel=next]")
        return Follow(url=url) if url else None

    def lists(self):
        return [url for url in links(self, _LISTS) if re.search(_LIST, url)]

    def is_empty(self):
        """A top category may show its sub-categories alone."""
        return super().is_empty() or present(self, _LISTS)

    def also(self):
        return [SellerRow(seller, self) for seller in self.css(f"{self.rows} {SELLER_LINK}") if many(seller)]
