"""An invented marketplace as a stranger's plugin, installed beside ours: what the crawl tests crawl."""

from datetime import date

from aggregator.sdk import (
    Categories,
    Expect,
    FeedPage,
    Follow,
    ItemPage,
    Kind,
    ListPage,
    Notes,
    RequestDraft,
    Row,
    Site,
    field,
    hookimpl,
    link,
    maybe,
    maybe_link,
    money,
    one,
    part,
    present,
)


class TaskRow(Row):
    """A row of the list."""

    draft = RequestDraft

    @field
    def url(self):
        return link(self, "a")

    @field
    def external_id(self):
        return part(self.url, r"/tasks/([^/?#]+)")

    @field
    def title(self):
        return one(self, "a")


class TasksPage(ListPage):
    """The list, by next links."""

    path = r"/tasks"
    rows = "li.task"
    row = TaskRow
    empty = ".none"

    def next(self):
        url = maybe_link(self, "a[rel=next]")
        return Follow(url=url) if url else None


class NewsFeed(FeedPage):
    """The newest tasks."""

    path = r"/feed"
    rows = "item"

    class row(Row):  # noqa: N801  named as the page class expects it
        """One entry."""

        draft = RequestDraft

        @field
        def url(self):
            return one(self, "link")

        @field
        def external_id(self):
            return part(self.url, r"/tasks/(\d+)")

        @field
        def title(self):
            return one(self, "title")


class TaskPage(ItemPage):
    """The full page."""

    path = r"/tasks/[^/]+"
    draft = RequestDraft
    gone_titles = ("حذفت المهمة",)

    @field
    def url(self):
        return str(self.response.url)

    @field
    def external_id(self):
        if present(self, ".crash"):
            raise RuntimeError("a mistake of the plugin")
        return part(self.url, r"/tasks/([^/?#]+)")

    @field
    def title(self):
        return one(self, "h1")

    @field
    def description(self):
        return maybe(self, ".text")

    @field
    def budget(self):
        return money(maybe(self, ".budget"))


SITE = Site(
    key="suq",
    title="سوق",
    home="https://suq.example",
    pages=(TasksPage, NewsFeed, TaskPage),
    starts={Kind.REQUEST: ("https://suq.example/tasks",)},
    probes={Kind.REQUEST: "https://suq.example/feed"},
    categories=Categories(slugs={}, labels={}),
    expect={Kind.REQUEST: Expect(rows=3, coverage={"budget": 0.5})},
    notes=Notes(terms="none", robots="all", reviewed=date(2026, 11, 1)),
)


@hookimpl
def sites():
    """The one site."""
    return [SITE]
