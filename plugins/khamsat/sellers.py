"""Khamsat's sellers: named by their services, told of on their own page."""

from functools import cached_property
from urllib.parse import unquote

from aggregator.sdk import (
    ItemPage,
    Panel,
    Party,
    Row,
    SpecialistDraft,
    beside,
    count,
    day,
    field,
    link,
    many,
    maybe,
    minutes,
    one,
    own_address,
    paragraphs,
    part,
    percent,
    star_rating,
)

SELLER_LINK = "a[href*='/user/']"
_NAME = r"/user/([^/?#]+)"


class SellerRow(Row):
    """A link to a seller: name and address are all that a list or an offer tells of them."""

    draft = SpecialistDraft

    @field
    def url(self):
        return link(self, SELLER_LINK)

    @field
    def external_id(self):
        return unquote(part(self.url, _NAME))

    @field
    def title(self):
        return one(self)

    @field
    def party(self):
        return Party(name=one(self), url=self.url)


class SellerPage(ItemPage):
    """A seller's page; which labels it has is known from one source, so they are asked by sense."""

    path = r"/user/[^/]+"
    draft = SpecialistDraft
    gone_titles = ("الصفحة المطلوبة غير موجودة", "المستخدم غير موجود")

    @cached_property
    def facts(self) -> Panel:
        """The seller's numbers by label."""
        return beside(self, ".col-6")

    @field
    def url(self):
        return own_address(self, _NAME)

    @field
    def external_id(self):
        return unquote(part(self.url, _NAME))

    @field
    def title(self):
        return one(self, "h1")

    @field
    def description(self):
        return paragraphs(self, ".js-page article.replace_urls, article.replace_urls, [itemprop=description]")

    @field
    def party(self):
        return Party(name=one(self, "h1"), url=self.url)

    @field
    def level(self):
        return maybe(self, "ul.details-list li:has(.fa-user)")

    @field
    def country(self):
        return maybe(self, "ul.details-list li:has(.fa-map-marker)")

    @field
    def skills(self):
        return many(self, "ul.c-list--tags li a")

    @field
    def rating(self):
        return star_rating(self.facts.like("التقييم"))

    @field
    def completion_rate(self):
        return percent(maybe(self.facts.like("إكمال")))

    @field
    def buyers_count(self):
        return count(maybe(self.facts.like("العملاء", "المشترين")))

    @field
    def offers_count(self):
        return count(maybe(self.facts.like("الخدمات")))

    @field
    def response_minutes(self):
        return minutes(maybe(self.facts.like("سرعة الرد")))

    @field
    def member_since(self):
        return day(maybe(self.facts.like("تاريخ التسجيل", "تاريخ الانضمام")))
