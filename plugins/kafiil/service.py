"""Kafiil's full page of one service, never seen: its facts are found by their labels."""

from functools import cached_property

from aggregator.sdk import (
    ItemPage,
    OfferDraft,
    Panel,
    beside,
    count,
    days,
    field,
    many,
    maybe,
    money,
    one,
    own_address,
    paragraphs,
    part,
    party_of,
    star_rating,
)
from plugins.kafiil.projects import CATEGORY
from plugins.kafiil.sellers import CELLS, SELLER_LINK, SellerRow
from plugins.kafiil.services import SERVICE_ID

_CRUMBS = ".breadcrumb a[href*='/services/']"


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
        return own_address(self, SERVICE_ID)

    @field
    def external_id(self):
        return part(self.url, SERVICE_ID)

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
