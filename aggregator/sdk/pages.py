"""Page classes a plugin fills with one short field per fact; they only read, they never fetch."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urljoin

import jmespath
from parsel import Selector
from w3lib.html import get_base_url
from web_poet import HttpResponse, SelectorExtractor, WebPage
from web_poet.fields import get_fields_dict

from aggregator.sdk.drafts import Draft

REQUIRED = frozenset({"external_id", "url", "title"})
"""Without these there is no listing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """The request that brings the next rows of a list.

    `ids_field` names a form field that the crawl repeats with every id it has seen
    ("load more" buttons work so); `form` makes the request a POST.
    """

    url: str
    form: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    ids_field: str | None = None


class SitePage(WebPage[Any]):
    """What list and item pages share: the address they came from and the parsed text.

    web-poet asks `url` for the address, but there `url` is a fact of the listing, so
    whatever depends on the address asks the response here.
    """

    @cached_property
    def address(self) -> str:
        """The address this page came from, after redirects."""
        return str(self.response.url)

    @cached_property
    def selector(self) -> Selector:
        """The parsed page; the parser reads no entities and fetches nothing."""
        return Selector(text=self.response.text, type="html", base_url=self.address)

    @cached_property
    def links_from(self) -> str:
        """The address that relative links start from, a `<base>` obeyed."""
        return get_base_url(self.response.text[:4096], self.address)

    def urljoin(self, href: str) -> str:  # type: ignore[override]  # web-poet's takes its own types too
        """Absolute address of a link on this page (ValueError when it is no address)."""
        return urljoin(self.links_from, href)

    def also(self) -> Iterable["Row"]:
        """Rows of listings of another kind that this page names (an offer's seller).

        They are partial listings like all rows, and their own pages complete them.
        """
        return ()


class Row(SelectorExtractor[Any]):
    """One listing inside a page; `page` is the page it stands in."""

    draft: ClassVar[type[Draft]]

    def __init__(self, selector: Selector, page: SitePage) -> None:
        super().__init__(selector)
        self.page = page

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401  passed on as it came
        """Refuse a field that the draft does not have, at the class, not at the first page."""
        super().__init_subclass__(**options)
        _check_fields(cls)

    def urljoin(self, href: str) -> str:
        """Absolute address of a link in this row."""
        return self.page.urljoin(href)


class ListPage(SitePage):
    """A page of rows: `rows` is the CSS of one row, `row` the class that reads it.

    `path` is a regular expression for the path of the pages this class reads.
    `json_html` is a JMESPath to the HTML strings of the JSON form of the same page.
    `empty` is the CSS that proves an honestly empty list.
    """

    path: ClassVar[str]
    rows: ClassVar[str]
    row: ClassVar[type[Row]]
    json_html: ClassVar[str | None] = None
    empty: ClassVar[str | None] = None
    from_json = False
    """Whether this is the JSON form of the list, `came_empty` whether that holds nothing at all."""
    came_empty = False

    def next(self) -> Follow | None:
        """How to get the rows after these; None on the last page."""
        return None

    def lists(self) -> Iterable[str]:
        """Addresses of further list pages that this page leads to (sub-categories)."""
        return ()

    def is_empty(self) -> bool:
        """Whether a page without rows is an honest end of the list, not a changed page."""
        return self.came_empty or bool(self.empty and self.css(self.empty))

    def found_rows(self) -> list[Row]:
        """All rows of the page, unread."""
        return [self.row(selector, self) for selector in self.selector.css(self.rows)]


class FeedPage(ListPage):
    """An RSS or Atom feed read as a list: a cheap look at what is new."""

    @cached_property
    def selector(self) -> Selector:
        """The feed as XML; namespaces are dropped, and what stands before the declaration."""
        selector = Selector(text=self.response.text.lstrip(), type="xml")
        selector.remove_namespaces()
        return selector


class ItemPage(SitePage):
    """The full page of one listing.

    `gone_titles` are whole titles (before ` | ` or ` - `) by which the site says that it
    was removed; a listing whose own title holds such words is not meant. `mark` is the CSS
    of what every such page has: without it this is a page of something else. Where no such
    thing is known, a page that states nothing but a title is taken for something else.
    """

    path: ClassVar[str]
    draft: ClassVar[type[Draft]]
    mark: ClassVar[str | None] = None
    gone_titles: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401  passed on as it came
        """Refuse a field that the draft does not have."""
        super().__init_subclass__(**options)
        _check_fields(cls)

    def is_gone(self) -> bool:
        """Whether the site says here that the listing was removed."""
        if not any(title in self.response.text for title in self.gone_titles):
            return False
        titles = (" ".join(_whole_text(found).split()) for found in self.selector.root.iter("title", "h1"))
        return any(re.split(r" [|-] ", title)[0] in self.gone_titles for title in titles)


def _whole_text(element: Any) -> str:  # noqa: ANN401  lxml has no types
    return "".join(element.itertext())


PageClass = type[ListPage] | type[ItemPage]


def open_page(page_class: PageClass, response: HttpResponse) -> ListPage | ItemPage:
    """Give `response` to its page class; the JSON form of a list is unwrapped to its HTML.

    Raises ValueError when the JSON is broken or holds no HTML where it should.
    """
    if not issubclass(page_class, ListPage):
        return page_class(response)
    if page_class.json_html and response.body.lstrip()[:1] in {b"{", b"["}:
        html = _html_in_json(page_class.json_html, response)
        page = page_class(_with_text(response, f"<table><tbody>{html}</tbody></table>"))
        page.from_json, page.came_empty = True, not html.strip()
        return page
    return page_class(response)


def _html_in_json(path: str, response: HttpResponse) -> str:
    try:
        answer = json.loads(response.text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"expected JSON with HTML at {path}, found broken JSON: {error}") from error
    found = jmespath.search(path, answer)
    parts = [found] if isinstance(found, str) else found
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError(f"expected HTML strings at {path} of the JSON answer, found {type(found).__name__}")
    # A path through a list passes over elements that lack the rest of it.
    above, through_list, _ = path.partition("[]")
    if through_list and len(jmespath.search(above, answer)) != len(parts):
        raise ValueError(f"expected HTML at {path} in each element of the JSON answer, found {len(parts)}")
    return "".join(parts)


def _with_text(response: HttpResponse, text: str) -> HttpResponse:
    return HttpResponse(response.url, text.encode(), status=response.status, encoding="utf-8")


def _check_fields(cls: type) -> None:
    draft = getattr(cls, "draft", None)
    if draft is None:
        return
    fields = set(get_fields_dict(cls))
    if unknown := sorted(fields - set(draft.__dataclass_fields__)):
        raise TypeError(
            f"{cls.__name__} has fields that {draft.__name__} does not know: {', '.join(unknown)}"
        )
    if missing := sorted(REQUIRED - fields):
        raise TypeError(f"{cls.__name__} lacks the required fields {', '.join(missing)}")


def matches(page_class: PageClass, path: str) -> bool:
    """Whether the pages of `page_class` have this path (query string left out)."""
    return re.fullmatch(page_class.path, path) is not None
