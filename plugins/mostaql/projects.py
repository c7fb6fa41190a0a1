"""Mostaql's list of projects: of all, of one category or of one skill."""

import re
from functools import cached_property

from aggregator.sdk import (
    Follow,
    ListPage,
    Party,
    RequestDraft,
    Row,
    Status,
    count,
    field,
    link,
    maybe,
    maybe_link,
    one,
    own_address,
    part,
    when,
)

PROJECT_ID = r"/(?:project|go)/(\d{1,18})(?!\d)"
CATEGORY = r"/projects(?:/|\?(?:.*&)?category=)([^/?#&,]+)/?(?:[?#&]|$)"
_TITLE_LINK = ".card--title h2 a[href*='/project/']"
_META = "ul.project__meta"
_STATE_OF_TIME = {"datePublished": Status.OPEN, "dateAccepted": Status.IN_PROGRESS}


class ProjectRow(Row):
    """A row of `/projects`; budget, skills and status label stand only on the full page."""

    draft = RequestDraft
    page: "ProjectsPage"

    @field(cached=True)
    def url(self):
        return link(self, _TITLE_LINK)

    @field
    def external_id(self):
        return part(self.url, PROJECT_ID)

    @field
    def title(self):
        return one(self, _TITLE_LINK)

    @field
    def description(self):
        return maybe(self, "p.project__brief")

    @field
    def category(self):
        return self.page.category

    @field
    def posted(self):
        # The attribute is the time of publication; title and text tell when a started project started.
        return when(maybe(self, f"{_META} time::attr(datetime)"))

    @field
    def status(self):
        return _STATE_OF_TIME.get(maybe(self, f"{_META} time::attr(itemprop)") or "")

    @field
    def offers_count(self):
        return count(maybe(self, f"{_META} li:has(.hsoub-file-signature-icon)"))

    @field
    def party(self):
        name = maybe(self, f"{_META} li:has(.fa-user) bdi")
        return Party(name=name) if name else None


class ProjectsPage(ListPage):
    """The list of projects, of one category, or of one skill.

    A hidden "no results" stands on every page, so only a visible one counts.
    """

    path = r"/projects(/.*)?"
    rows = "tr.project-row"
    row = ProjectRow
    json_html = "collection[].rendered"
    empty = "[data-filer=empty-results]:not([style*=none]), [data-filter=collection] .noresults"

    @cached_property
    def category(self):
        """The category that this list is of, none for the list of all projects or of one skill."""
        slug = re.search(CATEGORY, own_address(self, "/projects"))
        return (slug[1],) if slug else ()

    def next(self):
        url = maybe_link(self, ".pagination a[rel=next]")
        return Follow(url=url) if url else None
