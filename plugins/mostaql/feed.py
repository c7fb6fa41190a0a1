"""Mostaql's feed of new projects: a cheap look at whether the list is worth a visit."""

from aggregator.sdk import (
    FeedPage,
    RequestDraft,
    Row,
    field,
    maybe,
    one,
    part,
    plain,
    when,
)
from plugins.mostaql.projects import PROJECT_ID

_ADDRESS = rf"^https?://(?:www\.)?mostaql\.com{PROJECT_ID}"


class FeedRow(Row):
    """An entry of the feed: a title, an excerpt and a time."""

    draft = RequestDraft

    @field
    def external_id(self):
        return part(one(self, "link"), _ADDRESS)

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
