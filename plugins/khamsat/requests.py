"""Khamsat's list of requests: threads of the community in which buyers ask for services."""

from datetime import datetime

from aggregator.sdk import (
    Follow,
    ListPage,
    Node,
    RequestDraft,
    Row,
    When,
    field,
    link,
    maybe,
    one,
    part,
    party_of,
    present,
    when,
)

SECTION = "/community/requests"
REQUEST_ID = rf"{SECTION}/(\d{{1,18}})(?!\d)"
_MORE = f"https://khamsat.com/ajax/load_more{SECTION}"
_HEAD = "td.details-td h3.details-head a"
_WRITER = "td.details-td ul.details-list a.user"


def moment(node: Node, css: str) -> When | None:
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
        return part(self.url, REQUEST_ID)

    @field
    def title(self):
        return one(self, _HEAD)

    @field
    def posted(self):
        return moment(self, "td.details-td span[dir=ltr]")

    @field
    def party(self):
        return party_of(self, _WRITER)

    @field
    def extra(self):
        # The list is sorted by this time, so a row that has it unchanged has no news.
        last = moment(self, "td.details-td li span:not([dir])")
        return {"khamsat.last_interaction": last.isoformat()} if isinstance(last, datetime) else None


class RequestsPage(ListPage):
    """The list, sorted by last interaction; its button asks for the rows after those it names."""

    path = rf"(/ajax/load_more)?{SECTION}"
    rows = "tr.forum_post"
    row = RequestRow
    json_html = "content"

    def next(self):
        more = self.from_json and present(self, self.rows)
        if not more and not present(self, "#community_loadmore_btn"):
            return None
        headers = (("X-Requested-With", "XMLHttpRequest"),)
        return Follow(url=_MORE, ids_field="posts_ids[]", headers=headers)
