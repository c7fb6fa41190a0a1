"""Kafiil's sellers: named by their services, told of on their own page, which was never seen."""

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
    one,
    own_address,
    paragraphs,
    part,
    percent,
    star_rating,
)

CELLS = "span, td, th, dt, dd, b, strong, label, h5, h6, p, div"
"""What a label may stand in: it is found by its words, wherever it is."""

SELLER_LINK = "a[href*='/u/']"
_NAME = r"/u/([^/?#]+)"


class SellerRow(Row):
    """A link to a seller: name and address."""

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
    """A profile: what its labels say, wherever they stand."""

    path = r"/u/[^/]+"
    draft = SpecialistDraft
    gone_titles = ("الصفحة غير موجودة", "404")

    @cached_property
    def facts(self) -> Panel:
        """Whatever stands beside a label."""
        return beside(self, CELLS)

    @field
    def url(self):
        return own_address(self, _NAME)

    @field
    def external_id(self):
        return unquote(part(self.url, _NAME))

    @field
    def title(self):
        return self.facts.text("المسمى الوظيفي", "التخصص") or one(self, "h1")

    @field
    def description(self):
        return paragraphs(self, ".user-bio, [itemprop=description], p:not([class])")

    @field
    def party(self):
        return Party(name=one(self, "h1"), url=self.url)

    @field
    def country(self):
        return self.facts.text("الدولة", "البلد")

    @field
    def skills(self):
        return many(self, "a[href*='skill']")

    @field
    def category(self):
        return tuple(filter(None, (self.facts.text("المسمى الوظيفي", "التخصص"),)))

    @field
    def rating(self):
        return star_rating(self.facts.get("التقييم", "التقييمات"))

    @field
    def completion_rate(self):
        return percent(self.facts.text("معدل إكمال المشاريع", "نسبة الإكمال"))

    @field
    def completed_count(self):
        return count(self.facts.text("المشاريع المكتملة", "الخدمات المكتملة"))

    @field
    def member_since(self):
        return day(self.facts.text("تاريخ التسجيل", "تاريخ الانضمام"))
