"""Mostaql's projects: the list, its feed and the full page."""

import re
from functools import cached_property

from aggregator.sdk import (
    FeedPage,
    Follow,
    ItemPage,
    ListPage,
    Panel,
    Party,
    RequestDraft,
    Row,
    Status,
    count,
    days,
    field,
    link,
    links,
    many,
    maybe,
    maybe_link,
    money,
    one,
    own_address,
    pairs,
    paragraphs,
    part,
    percent,
    plain,
    present,
    stated,
    status,
    structured,
    when,
)

_ID = r"/(?:project|go)/(\d{1,18})(?!\d)"
_SUFFIX = " | مستقل"
_TITLE_LINK = ".card--title h2 a[href*='/project/']"
_META = "ul.project__meta"
_CRUMBS = "ol.breadcrumb a[href*='/projects']"
_CATEGORY = r"/projects(?:/|\?(?:.*&)?category=)([^/?#&,]+)/?(?:[?#&]|$)"
_PANEL = "[id$=project-meta-panel]"  # one for wide screens, one for small ones
_CLIENT = "[data-type=employer_widget]"
_STATE_OF_TIME = {"datePublished": Status.OPEN, "dateAccepted": Status.IN_PROGRESS}
_CLIENT_COUNTS = {
    "mostaql.open_projects": "المشاريع المفتوحة",
    "mostaql.running_projects": "مشاريع قيد التنفيذ",
    "mostaql.conversations": "التواصلات الجارية",
}


class ProjectRow(Row):
    """A row of `/projects`; budget, skills and status label stand only on the full page."""

    draft = RequestDraft
    page: "ProjectsPage"

    @field(cached=True)
    def url(self):
        return link(self, _TITLE_LINK)

    @field
    def external_id(self):
        return part(self.url, _ID)

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
        slug = re.search(_CATEGORY, own_address(self, "/projects"))
        return (slug[1],) if slug else ()

    def next(self):
        url = maybe_link(self, ".pagination a[rel=next]")
        return Follow(url=url) if url else None


class FeedRow(Row):
    """An entry of the feed: a title, an excerpt and a time."""

    draft = RequestDraft

    @field
    def external_id(self):
        return part(one(self, "link"), _ID)

    @field
    def url(self):
        return self.urljoin(f"/project/{self.external_id}")

    @field
    def title(self):
        return one(self, "title")

    @field
    def description(self):
        return plain(maybe(self, "description"))

    @field
    def posted(self):
        return when(maybe(self, "pubDate"))


class ProjectsFeed(FeedPage):
    """The newest projects, about 20."""

    path = r"/rss"
    rows = "item"
    row = FeedRow


class ProjectPage(ItemPage):
    """A project with its panel of facts and what is known of its client."""

    path = r"/(project|go)/\d+[^/]*"
    draft = RequestDraft
    gone_titles = ("الصفحة المطلوبة غير موجودة", "الصفحة غير موجودة", "404")

    @cached_property
    def facts(self) -> Panel:
        """The panel's values by label."""
        return pairs(self, f"{_PANEL} .meta-row", label=".meta-label", value=".meta-value")

    @cached_property
    def client(self) -> Panel:
        """The client's statistics by label."""
        return pairs(self, f"{_CLIENT} tr", label="td:first-child", value="td:last-child")

    @cached_property
    def posting(self):
        """The page's JSON-LD: asked for what the panel lacks, because its budget is the upper end alone."""
        return structured(self, "JobPosting")

    @field
    def url(self):
        return own_address(self, _ID)

    @field
    def external_id(self):
        return part(self.url, _ID)

    @field
    def title(self):
        shown = maybe(self, "h1 [data-type=page-header-title]") or maybe(self, "h1::attr(data-page-title)")
        return shown or one(self, "meta[property='og:title']::attr(content)").removesuffix(_SUFFIX)

    @field
    def description(self):
        return paragraphs(self, "#projectDetailsTab .carda__content, #project-brief .carda__content")

    @field
    def category(self):
        return tuple(part(href, _CATEGORY) for href in self._crumbs)

    @field
    def category_path(self):
        named = tuple(one(crumb) for crumb in self._crumbs.values())
        return named or tuple(filter(None, (self.posting.get("industry"),)))

    @cached_property
    def _crumbs(self):
        """The breadcrumb's links to categories; those to all projects or to one skill are passed over."""
        crumbs = {crumb.attrib["href"]: crumb for crumb in self.css(_CRUMBS)}
        return {href: crumb for href, crumb in crumbs.items() if re.search(_CATEGORY, href)}

    @field
    def skills(self):
        return many(self, f"{_PANEL} ul.skills li:has(a)")

    @field
    def posted(self):
        published = maybe(self.facts.get("تاريخ النشر"), "time::attr(datetime)")
        return when(published or self.posting.get("datePosted") or self.facts.text("تاريخ النشر"))

    @field
    def status(self):
        return status(self.facts.text("حالة المشروع"))

    @field
    def budget(self):
        return money(maybe(self, "[data-type=project-budget_range]") or self.facts.text("الميزانية"))

    @field
    def delivery_days(self):
        return days(self.facts.text("مدة التنفيذ", "مدة التسليم"))

    @field
    def offers_count(self):
        if stated_count := self.facts.text("عدد العروض"):
            return count(stated_count)
        # The pager's place ends the list of offers: without it the list may be cut, with links it has more.
        whole = present(self, "[data-filter=bidsPager]") and not links(self, "[data-filter=bidsPager] a")
        return len(many(self, "#project-bids .bid::attr(data-bid-item)")) if whole else None

    @field
    def party(self):
        name = maybe(self, f"{_CLIENT} .profile__name bdi")
        return Party(name=name) if name else None

    @field
    def hiring_rate(self):
        return percent(self.client.text("معدل التوظيف"))

    @field
    def extra(self):
        return stated({key: count(self.client.text(label)) for key, label in _CLIENT_COUNTS.items()})
