"""Mostaql's projects: the list, its feed and the full page."""

from collections.abc import Mapping
from functools import cached_property

from parsel import Selector

from aggregator.sdk import (
    FeedPage,
    Follow,
    ItemPage,
    ListPage,
    Party,
    RequestDraft,
    Row,
    Status,
    count,
    days,
    field,
    link,
    many,
    maybe,
    maybe_link,
    money,
    one,
    pairs,
    paragraphs,
    part,
    percent,
    present,
    status,
    when,
)

_ID = r"/(?:project|go)/(\d{1,18})(?!\d)"
_CRUMBS = "ol.breadcrumb a[href*='/projects/']"
_CLIENT_COUNTS = {
    "mostaql.open_projects": "المشاريع المفتوحة",
    "mostaql.running_projects": "مشاريع قيد التنفيذ",
    "mostaql.conversations": "التواصلات الجارية",
}


class ProjectRow(Row):
    """A row of `/projects`; budget, skills and status label stand only on the full page."""

    draft = RequestDraft

    @field
    def url(self):
        return link(self, ".card--title h2 a")

    @field
    def external_id(self):
        return part(self.url, _ID)

    @field
    def title(self):
        return one(self, ".card--title h2 a")

    @field
    def description(self):
        return maybe(self, "p.project__brief")

    @field
    def posted(self):
        return when(maybe(self, "ul.project__meta time::attr(datetime)"))

    @field
    def status(self):
        started = present(self, "ul.project__meta time[itemprop=dateAccepted]")
        return Status.IN_PROGRESS if started else Status.OPEN

    @field
    def offers_count(self):
        return count(maybe(self, "ul.project__meta li:has(.hsoub-file-signature-icon)"))

    @field
    def party(self):
        name = maybe(self, "ul.project__meta li:has(.fa-user) bdi")
        return Party(name=name) if name else None


class ProjectsPage(ListPage):
    """The list of projects, of one category, or of one skill."""

    path = r"/projects(/.*)?"
    rows = "tr.project-row"
    row = ProjectRow
    json_html = "collection[].rendered"
    empty = "[data-filer=empty-results]:not([style*=none])"

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
        return maybe(self, "description")

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

    path = r"/project/\d+[^/]*"
    draft = RequestDraft

    @cached_property
    def facts(self) -> Mapping[str, Selector]:
        """The panel's values by label; the panel for small screens repeats them."""
        return pairs(self, "#project-meta-panel .meta-row", label=".meta-label", value=".meta-value")

    @cached_property
    def client(self) -> Mapping[str, Selector]:
        """The client's statistics by label."""
        return pairs(self, "[data-type=employer_widget] tr", label="td:first-child", value="td:last-child")

    @field
    def url(self):
        return maybe_link(self, "link[rel=canonical]") or self.response.url

    @field
    def external_id(self):
        return part(str(self.response.url), _ID)

    @field
    def title(self):
        return one(self, "h1 [data-type=page-header-title]")

    @field
    def description(self):
        return paragraphs(self, "#projectDetailsTab .carda__content")

    @field
    def category(self):
        return tuple(href.rpartition("/")[2] for href in many(self, f"{_CRUMBS}::attr(href)"))

    @field
    def category_path(self):
        return many(self, _CRUMBS)

    @field
    def skills(self):
        return many(self, "#project-meta-panel ul.skills bdi")

    @field
    def posted(self):
        return when(maybe(self.facts.get("تاريخ النشر"), "time::attr(datetime)"))

    @field
    def status(self):
        return status(maybe(self.facts.get("حالة المشروع")))

    @field
    def budget(self):
        return money(maybe(self, "#project-meta-panel [data-type=project-budget_range]"))

    @field
    def delivery_days(self):
        return days(maybe(self.facts.get("مدة التنفيذ")))

    @field
    def offers_count(self):
        more = present(self, "[data-filter=bidsPager] a")
        return None if more else len(many(self, "#project-bids .bid::attr(data-bid-item)"))

    @field
    def party(self):
        name = maybe(self, "[data-type=employer_widget] .profile__name bdi")
        return Party(name=name) if name else None

    @field
    def hiring_rate(self):
        return percent(maybe(self.client.get("معدل التوظيف")))

    @field
    def extra(self):
        facts = {key: count(maybe(self.client.get(label))) for key, label in _CLIENT_COUNTS.items()}
        return {key: value for key, value in facts.items() if value is not None}
