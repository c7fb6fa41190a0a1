"""Kafiil's services: no page of them was ever seen, so they are found by their addresses alone."""

import re
from functools import cached_property

from aggregator.sdk import (
    Follow,
    ItemPage,
    ListPage,
    OfferDraft,
    Panel,
    Row,
    Selector,
    beside,
    count,
    days,
    field,
    many,
    maybe,
    maybe_link,
    money,
    one,
    own_address,
    paragraphs,
    part,
    party_of,
    star_rating,
)
from plugins.kafiil.requests import CATEGORY, CELLS
from plugins.kafiil.specialists import SELLER_LINK, SellerRow

_ID = r"/service/(\d{1,18})(?!\d)"
_CRUMBS = ".breadcrumb a[href*='/services/']"
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
        return part(self.url, _ID)

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


class OfferPage(ItemPage):
    """A service's full page: what its labels say, wherever they stand."""

    path = r"/service/\d+[^/]*"
    draft = OfferDraft
    gone_titles = ("الصفحة غير موجودة", "404")

    @cached_property
    def facts(self) -> Panel:
        """Whatever stands beside a label."""
        return beside(self, CELLS)

    @field
    def url(self):
        return own_address(self, _ID)

    @field
    def external_id(self):
        return part(self.url, _ID)

    @field
    def title(self):
        return one(self, "h1")

    @field
    def description(self):
        return paragraphs(self, ".service-description, [itemprop=description], p:not([class])")

    @field
    def category(self):
        return tuple(part(href, CATEGORY) for href in many(self, f"{_CRUMBS}::attr(href)"))

    @field
    def category_path(self):
        return many(self, _CRUMBS)

    @field
    def price(self):
        return money(self.facts.text("السعر", "سعر الخدمة") or maybe(self, ".price"))

    @field
    def delivery_days(self):
        return days(self.facts.text("مدة التسليم", "مدة التنفيذ", "المدة"))

    @field
    def buyers_count(self):
        return count(self.facts.text("المشترين", "عدد المشترين", "عدد المبيعات"))

    @field
    def rating(self):
        return star_rating(self.facts.get("التقييم", "التقييمات"))

    @field
    def party(self):
        return party_of(self, f".user-info-row {SELLER_LINK}")

    def also(self):
        return [SellerRow(seller, self) for seller in self.css(f".user-info-row {SELLER_LINK}")[:1]]
