"""Khamsat's offers: the services of a category, and the page of one service."""

import re
from functools import cached_property

from aggregator.sdk import (
    Follow,
    ItemPage,
    ListPage,
    OfferDraft,
    Panel,
    Row,
    beside,
    count,
    days,
    field,
    link,
    links,
    many,
    maybe,
    maybe_link,
    minutes,
    money,
    one,
    own_address,
    paragraphs,
    part,
    party_of,
    present,
    star_rating,
    stated,
)
from plugins.khamsat.specialists import SELLER_LINK, SellerRow

_TOP = r"/(?!(?:community|user|ajax|search)(?:/|$))[a-z0-9-]+"
_ID = r"khamsat\.com/[a-z0-9-]+/[a-z0-9-]+/(\d{1,18})(?!\d)"
_TOP_SLUG = r"khamsat\.com/([a-z0-9-]+)"
_LEAF_SLUG = r"khamsat\.com/([a-z0-9-]+/[a-z0-9-]+)"
_LIST = rf"^https?://(?:www\.)?khamsat\.com{_TOP}/[a-z0-9-]+/?$"
_LISTS = ".grid-items a.lh-lg"
_TITLE = "h4 a, h3 a, .product-title a"
_OWNER = f"#service_owner {SELLER_LINK}, h3 a.sidebar_user"


def _category(url: str) -> tuple[str, ...]:
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
        return part(self.url, _ID)

    @field
    def title(self):
        return one(self, _TITLE)

    @field
    def category(self):
        return _category(self.url)

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

    path = rf"{_TOP}(/[a-z0-9-]+)?"
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


class OfferPage(ItemPage):
    """A service with its price, promised time, stars and tags."""

    path = rf"{_TOP}/[a-z0-9-]+/\d+[^/]*"
    draft = OfferDraft
    gone_titles = ("الصفحة المطلوبة غير موجودة", "الخدمة غير موجودة")

    @cached_property
    def facts(self) -> Panel:
        """The numbers of the service by label: their places differ by year."""
        return beside(self, ".card-body .col-6")

    def also(self):
        return [SellerRow(seller, self) for seller in self.css(_OWNER)[:1]]

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
        return paragraphs(self, ".js-page article.replace_urls, article.replace_urls, [itemprop=description]")

    @field
    def category(self):
        return _category(self.url)

    @field
    def category_path(self):
        return many(self, "ol.breadcrumb li:not(:first-child)")

    @field
    def skills(self):
        return many(self, "ul.c-list--tags li a")

    @field
    def price(self):
        return money(self.facts.text("سعر الخدمة", "السعر"))

    @field
    def delivery_days(self):
        return days(self.facts.text("مدة التسليم", "مدة التنفيذ"))

    @field
    def buyers_count(self):
        return count(self.facts.text("المشترين", "المشترون"))

    @field
    def rating(self):
        return star_rating(self.facts.get("التقييمات", "التقييم"))

    @field
    def level(self):
        return maybe(self, "#service_owner ul.details-list li:has(.fa-user)")

    @field
    def party(self):
        return party_of(self, _OWNER)

    @field
    def extra(self):
        facts = {
            "khamsat.queue": count(self.facts.text("طلبات جاري تنفيذها")),
            "khamsat.response_minutes": minutes(self.facts.text("متوسط سرعة الرد")),
            "khamsat.upgrades": len(self.css("#service_upgrades_table tbody tr")) or None,
        }
        return stated(facts)
