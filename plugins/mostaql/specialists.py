"""Mostaql's freelancers: the list and the profile."""

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import unquote

from parsel import Selector

from aggregator.sdk import (
    Follow,
    ItemPage,
    ListPage,
    Party,
    Rating,
    Row,
    SpecialistDraft,
    count,
    day,
    field,
    link,
    many,
    maybe,
    maybe_link,
    minutes,
    one,
    pairs,
    paragraphs,
    part,
    percent,
    stars,
)

_NAME = r"/u/([^/?#]+)"
_STARS = ".freelancers__item-rating"


class FreelancerRow(Row):
    """A row of `/freelancers`: name, occupation and stars."""

    draft = SpecialistDraft

    @field
    def url(self):
        return link(self, "td.details-td a[href*='/u/']:has(bdi)")

    @field
    def external_id(self):
        return unquote(part(self.url, _NAME))

    @field
    def title(self):
        return maybe(self, "li:has(> .fa-briefcase)") or self.party.name

    @field
    def party(self):
        return Party(name=one(self, "td.details-td a[href*='/u/'] bdi"), url=self.url)

    @field
    def rating(self):
        full, half = self.css(f"{_STARS} .fa-star"), self.css(f"{_STARS} .fa-star-half-o")
        return Rating(value=stars(full=len(full), half=len(half))) if full or half else None


class FreelancersPage(ListPage):
    """The list of freelancers, of all or of one occupation."""

    path = r"/freelancers(/[^/]+)?"
    rows = "tr.freelancer-row"
    row = FreelancerRow

    def next(self):
        url = maybe_link(self, ".pagination a[rel=next]")
        return Follow(url=url) if url else None


class ProfilePage(ItemPage):
    """A freelancer's profile with the statistics the site computes."""

    path = r"/u/[^/]+"
    draft = SpecialistDraft

    @cached_property
    def stats(self) -> Mapping[str, Selector]:
        """The statistics by label."""
        return pairs(self, "#user-stats tr", label="td:first-child", value="td:last-child")

    def stat(self, word: str) -> str | None:
        """Text of the statistic whose label holds `word`, None where there is none."""
        return next((maybe(cell) for label, cell in self.stats.items() if word in label), None)

    @field
    def url(self):
        return maybe_link(self, "link[rel=canonical]") or str(self.response.url)

    @field
    def external_id(self):
        return unquote(part(str(self.response.url), _NAME))

    @field
    def title(self):
        return maybe(self, "li.profile-title") or self.party.name

    @field
    def description(self):
        return paragraphs(self, "#user-bio, .profile__bio, .text-wrapper-div.carda__content")

    @field
    def party(self):
        return Party(name=one(self, "h1 bdi"), url=self.url)

    @field
    def country(self):
        return maybe(self, "li.profile-country")

    @field
    def skills(self):
        return many(self, "ul.skills li.skills__item bdi")

    @field
    def category(self):
        return many(self, "li.profile-title")

    @field
    def completion_rate(self):
        return percent(self.stat("إكمال"))

    @field
    def on_time_rate(self):
        return percent(self.stat("بالموعد") or self.stat("في الموعد"))

    @field
    def rehire_rate(self):
        return percent(self.stat("إعادة التوظيف"))

    @field
    def completed_count(self):
        return count(self.stat("المشاريع المكتملة"))

    @field
    def response_minutes(self):
        return minutes(self.stat("سرعة الرد"))

    @field
    def member_since(self):
        return day(self.stat("تاريخ التسجيل"))
