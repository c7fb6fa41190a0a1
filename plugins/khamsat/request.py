"""Khamsat's full page of one request: the thread with its answers."""

from functools import cached_property

from aggregator.sdk import (
    ItemPage,
    Panel,
    RequestDraft,
    beside,
    count,
    field,
    links,
    maybe,
    one,
    own_address,
    paragraphs,
    part,
    party_of,
)
from plugins.khamsat.requests import REQUEST_ID, SECTION, moment

_AUTHOR = "a.sidebar_user"


class RequestPage(ItemPage):
    """A thread: what is asked for, by whom, and how many have answered with an offer."""

    path = rf"{SECTION}/\d+[^/]*"
    draft = RequestDraft
    mark = f"{_AUTHOR}, article.replace_urls, [data-commentable-type=forum_post]"
    gone_titles = ("الصفحة المطلوبة غير موجودة", "لا يوجد موضوع بهذا الرقم")

    @cached_property
    def facts(self) -> Panel:
        """What the card about the thread says, by label."""
        return beside(self, ".card-body [class*=col-]")

    def is_gone(self):
        """Whether it was removed, or moved to another section of the community."""
        sections = links(self, "ol.breadcrumb a[href*='/community/']")
        return super().is_gone() or bool(sections and not any(SECTION in url for url in sections))

    @field
    def url(self):
        return own_address(self, REQUEST_ID)

    @field
    def external_id(self):
        return part(self.url, REQUEST_ID)

    @field
    def title(self):
        return maybe(self, ".page_header h1") or one(self, "meta[property='og:title']::attr(content)")

    @field
    def description(self):
        # Answers are articles of the same class, but in a card of their own.
        return paragraphs(self, ".js-page > .card:not([data-commentable]) .card-body article.replace_urls")

    @field
    def posted(self):
        published = self.facts.get("تاريخ النشر")
        return moment(published, "span") if published else None

    @field
    def level(self):
        return maybe(self, f"td.details-td:has({_AUTHOR}) ul.details-list li:has(.fa-user)")

    @field
    def party(self):
        return party_of(self, _AUTHOR)

    @field
    def offers_count(self):
        return count(maybe(self, "[data-commentable-type=forum_post] > .card-header h3"))
