"""Mostaql's freelancers: the list and the profile."""

from functools import cached_property
from urllib.parse import unquote

from aggregator.sdk import (
    Follow,
    ItemPage,
    ListPage,
    Panel,
    Party,
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
    own_address,
    pairs,
    paragraphs,
    part,
    percent,
    star_rating,
)

_NAME = r"/u/([^/?#]+)"
_NAME_LINK = "td.details-td a[href*='/u/']:has(bdi)"
_OCCUPATION = r"/freelancers/([^/?#]+)"


class FreelancerRow(Row):
    """A row of `/freelancers`: name, occupation and stars."""

    draft = SpecialistDraft

    @field
    def url(self):
        return link(self, _NAME_LINK)

    @field
    def external_id(self):
        return unquote(part(self.url, _NAME))

    @field
    def title(self):
        return self.occupation or one(self, f"{_NAME_LINK} bdi")

    @property
    def occupation(self):
        """The freelancer's trade in the words of the site's list."""
        return maybe(self, "li:has(> .fa-briefcase)")

    @field
    def category(self):
        slugs = (part(href, _OCCUPATION) for href in many(self, "a[href*='/freelancers/']::attr(href)"))
        return tuple(filter(None, (self.occupation, *slugs)))

    @field
    def party(self):
        return Party(name=one(self, f"{_NAME_LINK} bdi"), url=self.url)

    @field
    def rating(self):
        return star_rating(self, ".freelancers__item-rating")


class FreelancersPage(ListPage):
    """The list of freelancers, of all or of one occupation."""

    path = r"/freelancers(/[^/]+)?"
    rows = "tr.freelancer-row"
    row = FreelancerRow
    json_html = "collection[].rendered"
    empty = "[data-filer=empty-results]:not([style*=none]), [data-filter=collection] .noresults"

    def next(self):
        url = maybe_link(self, ".pagination a[rel=next]")
        return Follow(url=url) if url else None


class ProfilePage(ItemPage):
    """A freelancer's profile with the statistics the site computes."""

    path = r"/u/[^/]+"
    draft = SpecialistDraft
    gone_titles = ("الصفحة المطلوبة غير موجودة", "الصفحة غير موجودة", "404")

    @cached_property
    def stats(self) -> Panel:
        """The statistics by label; the exact labels come from one source, so they are asked by sense."""
        return pairs(self, "#user-stats tr", label="td:first-child", value="td:last-child")

    @field
    def url(self):
        return own_address(self, _NAME)

    @field
    def external_id(self):
        return unquote(part(self.url, _NAME))

    @field
    def title(self):
        return maybe(self, "li.profile-title") or one(self, "h1 bdi")

    @field
    def description(self):
        return paragraphs(self, "#user-bio, .profile__bio, #profileBio .carda__content, .carda__content")

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
    def rating(self):
        return star_rating(self.stats.like("التقييم"))

    @field
    def completion_rate(self):
        return percent(maybe(self.stats.like("إكمال")))

    @field
    def on_time_rate(self):
        return percent(maybe(self.stats.like("بالموعد", "في الموعد")))

    @field
    def rehire_rate(self):
        return percent(maybe(self.stats.like("إعادة التوظيف")))

    @field
    def completed_count(self):
        return count(maybe(self.stats.like("المشاريع المكتملة")))

    @field
    def response_minutes(self):
        return minutes(maybe(self.stats.like("سرعة الرد")))

    @field
    def member_since(self):
        return day(maybe(self.stats.like("تاريخ التسجيل")))
