"""Kafiil's projects: the list and the full page."""

import re
from functools import cached_property

from aggregator.sdk import (
    Follow,
    ItemPage,
    ListPage,
    Panel,
    RequestDraft,
    Row,
    beside,
    count,
    days,
    field,
    link,
    many,
    maybe,
    maybe_link,
    money,
    one,
    own_address,
    paragraphs,
    part,
    party_of,
    status,
    when,
)

CELLS = "span, td, th, dt, dd, b, strong, label, h5, h6, p, div"
"""What a label may stand in: it is found by its words, wherever it is."""

CATEGORY = r"/(?:projects|services)/([^/?#]+)"

_ID = r"/project/(\d{1,18})(?!\d)"
_TITLE = "a.name[href*='/project/']"
_OFFERS = r"(?:\d+ )?(?:عرض|عروض|عرضان|عرضين)(?: واحد)?|(?:أضف|كن) أول .*"
_CRUMBS = ".breadcrumb a[href*='/projects/']"
_CLIENT = ".user-info-row a[href*='/u/']"


class ProjectRow(Row):
    """The box of a project; its status stands inside the title's link, in a tag of its own."""

    draft = RequestDraft
    page: "ProjectsPage"

    @field
    def url(self):
        return link(self, _TITLE)

    @field
    def external_id(self):
        return part(self.url, _ID)

    @field
    def title(self):
        return one(self, _TITLE).removeprefix(self.tag).removesuffix(self.tag).strip()

    @property
    def tag(self) -> str:
        """The words of the tag inside the title."""
        return maybe(self, f"{_TITLE} .tag") or ""

    @field
    def status(self):
        return status(self.tag or None)

    @field
    def description(self):
        return maybe(self, ".info-content")

    @field
    def category(self):
        return self.page.category

    @field
    def budget(self):
        return money(maybe(self, ".price"))

    @field
    def posted(self):
        return when(maybe(self, ":has(> [class*=fa-clock])"))

    @field
    def offers_count(self):
        texts = (text for text in many(self, "span") if re.fullmatch(_OFFERS, text))
        return count(next(texts, None))

    @field
    def party(self):
        return party_of(self, "a[href*='/u/']")


class ProjectsPage(ListPage):
    """The list of projects, of all or of one category."""

    path = r"/projects(/[^/]+)?"
    rows = "div.project-box"
    row = ProjectRow

    @cached_property
    def category(self):
        """The category that this list is of."""
        slug = re.search(CATEGORY, self.address)
        return (slug[1],) if slug else ()

    def next(self):
        url = maybe_link(self, "a[rel=next]")
        return Follow(url=url) if url else None


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
        return own_address(self, _ID)

    @field
    def external_id(self):
        return part(self.url, _ID)

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
