"""Mostaql's profile of one freelancer."""

from functools import cached_property
from urllib.parse import unquote

from aggregator.sdk import (
    ItemPage,
    Panel,
    Party,
    SpecialistDraft,
    count,
    day,
    field,
    many,
    maybe,
    minutes,
    one,
    own_address,
    pairs,
    paragraphs,
    part,
    percent,
    star_rating,
)
from plugins.mostaql.freelancers import FREELANCER_NAME


class ProfilePage(ItemPage):
    """A freelancer's profile with the statistics the site computes."""

    path = r"/u/[^/]+"
    draft = SpecialistDraft
    mark = "#user-stats, #user-bio, #profileBio, .profile__bio, li.profile-title, li.profile-country"
    gone_titles = ("الصفحة المطلوبة غير موجودة", "الصفحة غير موجودة", "404")

    @cached_property
    def stats(self) -> Panel:
        """The statistics by label; the exact labels come from one source, so they are asked by sense."""
        return pairs(self, "#user-stats tr", label="td:first-child", value="td:last-child")

    @field
    def url(self):
        return own_address(self, FREELANCER_NAME)

    @field
    def external_id(self):
        return unquote(part(self.url, FREELANCER_NAME))

    @field
    def title(self):
        return maybe(self, "li.profile-title") or self.name

    @property
    def name(self) -> str:
        """The name shown, in the heading or else as other sites are told it."""
        return (
            maybe(self, "h1 bdi")
            or maybe(self, "h1")
            or one(self, "meta[property='og:title']::attr(content)")
        )

    @field
    def description(self):
        return paragraphs(self, "#user-bio, .profile__bio, #profileBio .carda__content, .carda__content")

    @field
    def party(self):
        return Party(name=self.name, url=self.url)

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
