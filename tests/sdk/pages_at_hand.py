"""Builders of responses and pages, so that a test names only what it is about."""

from parsel import Selector
from web_poet import HttpResponse

from aggregator.sdk import ItemPage, ListPage, RequestDraft, Row, field, link, maybe, one, part

HOME = "https://souq.example"


def response(body="<html></html>", url=f"{HOME}/asks"):
    return HttpResponse(url, body if isinstance(body, bytes) else body.encode(), status=200, encoding="utf-8")


def node(markup):
    return Selector(text=markup, type="html")


class AskRow(Row):
    draft = RequestDraft

    @field
    def url(self):
        return link(self, "a")

    @field
    def external_id(self):
        return part(self.url, r"/ask/(\d{1,18})(?!\d)")

    @field
    def title(self):
        return one(self, "a")

    @field
    def description(self):
        return maybe(self, "p")


class AsksPage(ListPage):
    path = r"/asks"
    rows = "li"
    row = AskRow
    json_html = "rows[].html"
    empty = ".none"


class AskPage(ItemPage):
    path = r"/ask/\d+"
    draft = RequestDraft
    gone_titles = ("Gone",)

    @field
    def url(self):
        return self.address

    @field
    def external_id(self):
        return part(self.url, r"/ask/(\d+)")

    @field
    def title(self):
        return one(self, "h1")
