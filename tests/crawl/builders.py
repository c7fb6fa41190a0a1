"""A site and drafts with valid defaults, so that a test says only what it is about."""

from datetime import UTC, date, datetime
from decimal import Decimal

from aggregator.crawl.addresses import SiteAddresses
from aggregator.crawl.scraped import Scraped
from aggregator.domain.identity import Kind
from aggregator.sdk import Categories, Expect, Notes, Site, field
from aggregator.sdk.drafts import RequestDraft
from aggregator.sdk.pages import ItemPage, ListPage, Row
from aggregator.sdk.selecting import link, one

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class TaskRow(Row):
    """A row of the invented site."""

    draft = RequestDraft

    @field
    def url(self):
        return link(self, "a")

    @field
    def external_id(self):
        return self.url.rpartition("/")[2]

    @field
    def title(self):
        return one(self, "a")


class TasksPage(ListPage):
    """The list of the invented site."""

    path = r"/tasks"
    rows = "li.task"
    row = TaskRow


class TaskPage(ItemPage):
    """The full page of the invented site."""

    path = r"/tasks/\d+"
    draft = RequestDraft

    @field
    def url(self):
        return str(self.response.url)

    @field
    def external_id(self):
        return self.url.rpartition("/")[2]

    @field
    def title(self):
        return one(self, "h1")


def site(**facts):
    defaults = {
        "key": "suq",
        "title": "سوق",
        "home": "https://suq.example",
        "pages": (TasksPage, TaskPage),
        "starts": {Kind.REQUEST: ("https://suq.example/tasks",)},
        "categories": Categories(slugs={"logos": "logo-design"}, labels={"برمجة": "programming"}),
        "expect": {Kind.REQUEST: Expect(rows=2, coverage={"budget": 0.5})},
        "notes": Notes(terms="none", robots="all", reviewed=date(2026, 11, 1)),
    }
    return Site(**(defaults | facts))


def draft(**facts):
    defaults = {"external_id": "7", "url": "https://suq.example/tasks/7", "title": "تصميم شعار"}
    return RequestDraft(**(defaults | facts))


def scraped(made=None, *, complete=True, **facts):
    return Scraped(
        site=site(),
        addresses=SiteAddresses(home="https://suq.example", base_url="http://127.0.0.1:9/suq"),
        draft=made or draft(**facts),
        complete=complete,
        fetched_at=NOON,
        rates={"USD": Decimal(1), "SAR": Decimal("0.25")},
    )
