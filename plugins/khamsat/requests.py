"""Khamsat's requests: threads of the community in which buyers ask for services."""

from datetime import datetime
from functools import cached_property

from aggregator.sdk import (
    Follow,
    ItemPage,
    ListPage,
    Node,
    Panel,
    RequestDraft,
    Row,
    When,
    beside,
    count,
    field,
    link,
    links,
    maybe,
    one,
    own_address,
    paragraphs,
    part,
    party_of,
    present,
    when,
)

_SECTION = "/community/requests"
_ID = rf"{_SECTION}/(\d{{1,18}})(?!\d)"
_MORE = f"https://khamsat.com/ajax/load_more{_SECTION}"
_HEAD = "td.details-td h3.details-head a"
_WRITER = "td.details-td ul.details-list a.user"
_AUTHOR = "a.sidebar_user"


def _moment(node: Node, css: str) -> When | None:
    """The moment of a `<span>`: exact in its tooltip, which a script may have moved, else in words."""
    exact = maybe(node, f"{css}::attr(title)") or maybe(node, f"{css}::attr(data-original-title)")
    return when(exact or maybe(node, css))


class RequestRow(Row):
    """A row of the list: title, writer and times; the last replier's cell looks like the first one."""

    draft = RequestDraft

    @field
    def url(self):
        return link(self, _HEAD)

    @field
    def external_id(self):
        return part(self.url, _ID)

    @field
    def title(self):
        return one(self, _HEAD)

    @field
    def posted(self):
        return _moment(self, "td.details-td span[dir=ltr]")

    @field
    def party(self):
        return party_of(self, _WRITER)

    @field
    def extra(self):
        # The list is sorted by this time, so a row that has it unchanged has no news.
        last = _moment(self, "td.details-td li span:not([dir])")
        return {"khamsat.last_interaction": last.isoformat()} if isinstance(last, datetime) else None


class RequestsPage(ListPage):
    """The list, sorted by last interaction; its button asks for the rows after those it names."""

    path = rf"(/ajax/load_more)?{_SECTION}"
    rows = "tr.forum_post"
    row = RequestRow
    json_html = "content"

    def next(self):
        more = self.from_json and present(self, self.rows)
        if not more and not present(self, "#community_loadmore_btn"):
            return None
        headers = (("X-Requested-With", "XMLHttpRequest"),)
        return Follow(url=_MORE, ids_field="posts_ids[]", headers=headers)


class RequestPage(ItemPage):
    """A thread: what is asked for, by whom, and how many have answered with an offer."""

    path = rf"{_SECTION}/\d+[^/]*"
    draft = RequestDraft
    gone_titles = ("الصفحة المطلوبة غير موجودة", "لا يوجد موضوع بهذا الرقم")

    @cached_property
    def facts(self) -> Panel:
        """What the card about the thread says, by label."""
        return beside(self, ".card-body [class*=col-]")

    def is_gone(self):
        """Whether it was removed, or moved to another section of the community."""
        sections = links(self, "ol.breadcrumb a[href*='/community/']")
        return super().is_gone() or bool(sections and not any(_SECTION in url for url in sections))

    @field
    def url(self):
        return own_address(self, _ID)

    @field
    def external_id(self):
        return part(self.url, _ID)

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
        return _moment(published, "span") if published else None

    @field
    def level(self):
        return maybe(self, f"td.details-td:has({_AUTHOR}) ul.details-list li:has(.fa-user)")

    @field
    def party(self):
        return party_of(self, _AUTHOR)

    @field
    def offers_count(self):
        return count(maybe(self, "[data-commentable-type=forum_post] > .card-header h3"))
