"""Kafiil's full page of one project."""

from functools import cached_property

from aggregator.sdk import (
    ItemPage,
    Panel,
    RequestDraft,
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
    status,
    when,
)
from plugins.kafiil.projects import CATEGORY, PROJECT_ID
from plugins.kafiil.sellers import CELLS

_CRUMBS = ".breadcrumb a[href*='/projects/']"
_CLIENT = ".user-info-row a[href*='/u/']"


class ProjectPage(ItemPage):
    """A project's full page; of its facts only the client and the date were seen by others."""

    path = r"/project/\d+[^/]*"
    draft = RequestDraft
    gone_titles = ("الصفحة غير موجودة", "404")

    @cached_property
    def facts(self) -> Panel:
        """Whatever stands beside a label."""
        return beside(self, CELLS)

    @field
    def url(self):
        return own_address(self, PROJECT_ID)

    @field
    def external_id(self):
        return part(self.url, PROJECT_ID)

    @field
    def title(self):
        tag = maybe(self, "h1 .tag") or ""
        return one(self, "h1").removeprefix(tag).removesuffix(tag).strip()

    @field
    def description(self):
        return paragraphs(self, ".project-description, [itemprop=description], p:not([class])")

    @field
    def category(self):
        return tuple(part(href, CATEGORY) for href in many(self, f"{_CRUMBS}::attr(href)"))

    @field
    def category_path(self):
        return many(self, _CRUMBS)

    @field
    def skills(self):
        return many(self, "a[href*='skill']")

    @field
    def posted(self):
        exact = maybe(self, "span[data-toggle=tooltip][title]::attr(title)")
        return when(exact or self.facts.text("تاريخ النشر"))

    @field
    def status(self):
        return status(maybe(self, "h1 .tag") or self.facts.text("حالة المشروع", "الحالة"))

    @field
    def budget(self):
        return money(self.facts.text("الميزانية", "ميزانية المشروع") or maybe(self, ".price"))

    @field
    def delivery_days(self):
        return days(self.facts.text("مدة التنفيذ", "مدة التسليم", "المدة"))

    @field
    def offers_count(self):
        return count(self.facts.text("عدد العروض", "العروض"))

    @field
    def party(self):
        return party_of(self, _CLIENT)
