"""Kafiil's list of projects."""

import re
from functools import cached_property

from aggregator.sdk import (
    Follow,
    ListPage,
    RequestDraft,
    Row,
    count,
    field,
    link,
    many,
    maybe,
    maybe_link,
    money,
    one,
    part,
    party_of,
    status,
    when,
)

CATEGORY = r"/(?:projects|services)/([^/?#]+)"
PROJECT_ID = r"/project/(\d{1,18})(?!\d)"
_TITLE = "a.name[href*='/project/']"
_OFFERS = r"(?:\d+ )?(?:عرض|عروض|عرضان|عرضين)(?: واحد)?|(?:أضف|كن) أول .*"


class ProjectRow(Row):
    """The box of a project; its status stands inside the title's link, in a tag of its own."""

    draft = RequestDraft
    page: "ProjectsPage"

    @field
    def url(self):
        return link(self, _TITLE)

    @field
    def external_id(self):
        return part(self.url, PROJECT_ID)

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
