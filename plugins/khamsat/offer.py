"""Khamsat's full page of one service."""

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
    minutes,
    money,
    one,
    own_address,
    paragraphs,
    part,
    party_of,
    star_rating,
    stated,
)
from plugins.khamsat.offers import OFFER_ID, TOP, category_of
from plugins.khamsat.sellers import SELLER_LINK, SellerRow

_OWNER = f"#service_owner {SELLER_LINK}, h3 a.sidebar_user"


class OfferPage(ItemPage):
    """A service with its price, promised time, stars and tags."""

    path = rf"{TOP}/[a-z0-9-]+/\d+[^/]*"
    draft = OfferDraft
    mark = "#service_owner, #service_upgrades_table, a.sidebar_user, article.replace_urls"
    gone_titles = ("الصفحة المطلوبة غير موجودة", "الخدمة غير موجودة")

    @cached_property
    def facts(self) -> Panel:
        """The numbers of the service by label: their places differ by year."""
        return beside(self, ".card-body .col-6")

    def also(self):
        return [SellerRow(seller, self) for seller in self.css(_OWNER)[:1]]

    @field
    def url(self):
        return own_address(self, OFFER_ID)

    @field
    def external_id(self):
        return part(self.url, OFFER_ID)

    @field
    def title(self):
        return one(self, "h1")

    @field
    def description(self):
        return paragraphs(self, ".js-page article.replace_urls, article.replace_urls, [itemprop=description]")

    @field
    def category(self):
        return category_of(self.url)

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
