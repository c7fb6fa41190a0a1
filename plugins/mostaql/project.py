"""Mostaql's full page of one project, with what is known of its client."""

import re
from functools import cached_property

from aggregator.sdk import (
    ItemPage,
    Panel,
    Party,
    RequestDraft,
    count,
    days,
    field,
    links,
    many,
    maybe,
    money,
    one,
    own_address,
    pairs,
    paragraphs,
    part,
    percent,
    present,
    stated,
    status,
    structured,
    when,
)
from plugins.mostaql.projects import CATEGORY, PROJECT_ID

_SUFFIX = " | مستقل"
_CRUMBS = "ol.breadcrumb a[href*='/projects']"
_PANEL = "[id$=project-meta-panel]"  # one for wide screens, one for small ones
_CLIENT = "[data-type=employer_widget]"
_CLIENT_COUNTS = {
    "mostaql.open_projects": "المشاريع المفتوحة",
    "mostaql.running_projects": "مشاريع قيد التنفيذ",
    "mostaql.conversations": "التواصلات الجارية",
}


class ProjectPage(ItemPage):
    """A project with its panel of facts and what is known of its client."""

    path = r"/(project|go)/\d+[^/]*"
    draft = RequestDraft
    mark = f"{_PANEL}, {_CLIENT}, #projectDetailsTab, #project-brief"
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

    @field(cached=True)
    def url(self):
        return own_address(self, PROJECT_ID)

    @field
    def external_id(self):
        return part(self.url, PROJECT_ID)

    @field
    def title(self):
        shown = maybe(self, "h1 [data-type=page-header-title]") or maybe(self, "h1::attr(data-page-title)")
        return shown or one(self, "meta[property='og:title']::attr(content)").removesuffix(_SUFFIX)

    @field
    def description(self):
        return paragraphs(self, "#projectDetailsTab .carda__content, #project-brief .carda__content")

    @field
    def category(self):
        return tuple(part(href, CATEGORY) for href in self._crumbs)

    @field
    def category_path(self):
        named = tuple(one(crumb) for crumb in self._crumbs.values())
        return named or tuple(filter(None, (self.posting.get("industry"),)))

    @cached_property
    def _crumbs(self):
        """The breadcrumb's links to categories; those to all projects or to one skill are passed over."""
        crumbs = {crumb.attrib["href"]: crumb for crumb in self.css(_CRUMBS)}
        return {href: crumb for href, crumb in crumbs.items() if re.search(CATEGORY, href)}

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
