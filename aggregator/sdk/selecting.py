"""Selectors that state what they expect, so that a changed page fails at the field it broke."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import html_text
from lxml import etree  # type: ignore[import-untyped]  # it ships no types
from parsel import Selector
from parsel.csstranslator import GenericTranslator, HTMLTranslator

from aggregator.domain.listing import Party
from aggregator.sdk.digits import folded, shown

_TEXTS = etree.XPath(
    "descendant-or-self::text()[not(parent::script or parent::style)] | descendant::br", smart_strings=False
)
"""The texts a reader sees, and the line breaks between them."""

_LONGEST_LABEL = 100


class Node(Protocol):
    """A page, a row or a selector: anything that can be asked with CSS."""

    def css(self, query: str) -> Any:  # noqa: ANN401  parsel and web-poet differ in their list types
        """Return the matches of `query`."""


def one(node: Node | None, css: str | None = None) -> str:
    """Text of what `css` matches (an element, `::text` or `::attr(x)`); without `css`, of the node itself.

    ValueError where nothing, an empty text or several different texts match; the same
    text twice is one fact, because sites repeat themselves for small screens.
    """
    text = maybe(node, css)
    if text is None:
        raise ValueError(f"expected {css or 'a text'!r}, found nothing")
    return text


def maybe(node: Node | None, css: str | None = None) -> str | None:
    """As `one`, but None where nothing or an empty text matches."""
    texts = many(node, css)
    if len(texts) > 1:
        raise ValueError(f"expected one {css!r}, found {len(texts)} that differ")
    return texts[0] if texts else None


def many(node: Node | None, css: str | None = None) -> tuple[str, ...]:
    """Texts of all matches of `css` in page order, empty ones left out, repeats once."""
    if node is None:
        return ()
    texts = map(_text, _matches(node, css))
    return tuple(dict.fromkeys(text for text in texts if text))


def _matches(node: Node, css: str | None) -> list[Any]:
    """Elements and strings that match `css`, or the element of `node` itself.

    They come from lxml directly: a parsel selector for each of thousands of matches
    costs more than all the rest of reading a page.
    """
    selector: Any = getattr(node, "selector", node)
    if css is None:
        return [selector.root]
    found: list[Any] = _query(css, selector.type)(selector.root)
    return found


@cache
def _query(css: str, markup: str) -> etree.XPath:
    translator = GenericTranslator() if markup == "xml" else HTMLTranslator()
    return etree.XPath(translator.css_to_xpath(css), smart_strings=False)


def part(text: str, pattern: str) -> str:
    """Group 1 of `pattern` (or all of its match) in `text`; ValueError where it does not match."""
    match = re.search(pattern, text)
    if not match:
        raise ValueError(f"expected {pattern!r}, found {shown(text)}")
    return match[match.lastindex or 0]


def present(node: Node, css: str) -> bool:
    """Whether anything matches `css`."""
    return bool(_matches(node, css))


def paragraphs(node: Node, css: str) -> str | None:
    """Text of the first match of `css` with its paragraphs and line breaks kept; None without a match."""
    found = _matches(node, css)
    if not found:
        return None
    text: str = html_text.etree_to_text(html_text.cleaner.clean_html(found[0]))
    return text or None


def plain(markup: str | None) -> str | None:
    """Text of a piece of HTML that came as a string (a feed's description); None stays None."""
    return html_text.extract_text(markup) or None if markup else None


def link(page: Any, css: str) -> str:  # noqa: ANN401  a page or a row: both know their address
    """Absolute address of the link that matches `css`; ValueError where there is none or they differ.

    ValueError also for `javascript:` and whatever else a reader could not open.
    """
    hrefs = _hrefs(page, css)
    if len(hrefs) != 1:
        raise ValueError(f"expected one link {css!r}, found {len(hrefs) or 'nothing'}")
    return _web_address(page, hrefs[0])


def maybe_link(page: Any, css: str) -> str | None:  # noqa: ANN401  as link
    """Absolute address of the first link that matches `css`, or None."""
    return next(iter(links(page, css)), None)


def links(page: Any, css: str) -> Iterable[str]:  # noqa: ANN401  as link
    """Absolute addresses of all links that match `css`, repeats once."""
    return tuple(_web_address(page, href) for href in _hrefs(page, css))


def _hrefs(page: Any, css: str) -> tuple[str, ...]:  # noqa: ANN401  as link
    """What the links that match `css` point to, as written, repeats once."""
    hrefs = (found.get("href", "").strip() for found in _matches(page, css))
    return tuple(dict.fromkeys(href for href in hrefs if href))


def own_address(page: Any, pattern: str) -> str:  # noqa: ANN401  as link
    """The public address of an item page: canonical, og:url, or the one it came from.

    `pattern` must fit, and its group 1 is the id: where the address that the page came from has
    one, no other id is believed. ValueError where none fits.
    """
    named = many(page, "link[rel=canonical]::attr(href), meta[property='og:url']::attr(content)")
    own = re.search(pattern, page.address)
    for address in (*named, page.address):
        match = re.search(pattern, address)
        if match and (own is None or _id_in(match) == _id_in(own)):
            return _web_address(page, address)
    raise ValueError(f"expected an address like {pattern!r}, found {shown(page.address)}")


def _id_in(match: re.Match[str]) -> str:
    return unquote(match[match.lastindex or 0])


def _web_address(page: Any, href: str) -> str:  # noqa: ANN401  as link
    address: str = page.urljoin(href)
    if urlsplit(address).scheme not in {"http", "https"}:
        raise ValueError(f"expected an address of http or https, found {shown(href)}")
    return address


def party_of(page: Any, css: str) -> Party | None:  # noqa: ANN401  as link
    """Who the link that matches `css` names, with the address of their profile; None without a name."""
    name = maybe(page, css)
    return Party(name=name, url=link(page, css)) if name else None


class Panel:
    """Values of a two-column panel by label; labels are compared in folded spelling, without a colon."""

    def __init__(self, cells: Iterable[tuple[Any, Any]]) -> None:
        """Take pairs of lxml elements: a label and its value."""
        self._cells: dict[str, Any] = {}
        for label, cell in cells:
            self._cells.setdefault(_plain_label(_text(label)), cell)

    def get(self, *labels: str) -> Selector | None:
        """Cell of the first of `labels` that the panel has, or None."""
        known = (self._cells.get(_plain_label(label)) for label in labels)
        return _selector(next((cell for cell in known if cell is not None), None))

    def text(self, *labels: str) -> str | None:
        """Text of that cell; None where there is no cell or it is empty."""
        return maybe(self.get(*labels))

    def like(self, *words: str) -> Selector | None:
        """Cell of the shortest label that holds one of `words`, or None: for labels known by sense alone."""
        wanted = tuple(_plain_label(word) for word in words)
        alike = (label for label in self._cells if any(word in label for word in wanted))
        return _selector(self._cells.get(min(alike, key=len, default="")))


def _selector(cell: Any) -> Selector | None:  # noqa: ANN401  lxml has no types
    return None if cell is None else Selector(root=cell, type="html")


def _plain_label(label: str) -> str:
    return folded(label[:_LONGEST_LABEL]).strip(" :")


def pairs(node: Node, rows: str, *, label: str, value: str) -> Panel:
    """Label -> value cell of a two-column panel; rows without a label are passed over.

    The first row of a label wins: sites repeat panels for small screens.
    """
    ask_label, ask_value = _query(label, "html"), _query(value, "html")
    cells = ((ask_label(row), ask_value(row)) for row in _matches(node, rows))
    return Panel((labels[0], values[0]) for labels, values in cells if labels and values)


def beside(node: Node, cells: str) -> Panel:
    """Panel of `cells` that stand side by side: each is the label of the element after it.

    For panels without rows, or whose rows hold several pairs; values count as labels
    too, which does no harm to whoever asks for a label by name.
    """
    found = ((cell, next(cell.itersiblings("*"), None)) for cell in _matches(node, cells))
    return Panel((cell, after) for cell, after in found if after is not None)


def structured(page: Node, kind: str) -> Mapping[str, Any]:
    """The JSON-LD object of type `kind`, empty without one; raw line breaks in it are forgiven.

    ValueError where the page holds JSON-LD that is no JSON at all.
    """
    for script in page.css('script[type="application/ld+json"]::text').getall():
        try:
            found = json.loads(script, strict=False)
        except (json.JSONDecodeError, RecursionError) as error:
            raise ValueError(f"expected JSON-LD, found {shown(script)}: {error}") from error
        for thing in found if isinstance(found, list) else [found]:
            if isinstance(thing, dict) and thing.get("@type") == kind:
                return thing
    return {}


def _text(found: Any) -> str:  # noqa: ANN401  an element of lxml or a string
    if isinstance(found, str):
        return " ".join(found.split())
    if not len(found):
        return " ".join((found.text or "").split())
    return " ".join("".join(part if isinstance(part, str) else " " for part in _TEXTS(found)).split())
