"""Selectors that state what they expect, so that a changed page fails at the field it broke."""

import re
from collections.abc import Mapping
from typing import Any, Protocol

import html_text
from parsel import Selector, SelectorList


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
    matches = [node] if css is None else node.css(css)
    texts = (_text(found) for found in matches)
    return tuple(dict.fromkeys(text for text in texts if text))


def part(text: str, pattern: str) -> str:
    """Group 1 of `pattern` (or all of its match) in `text`; ValueError where it does not match."""
    match = re.search(pattern, text)
    if not match:
        raise ValueError(f"expected {pattern!r}, found {text[:80]!r}")
    return match[match.lastindex or 0]


def present(node: Node, css: str) -> bool:
    """Whether anything matches `css`."""
    return bool(node.css(css))


def paragraphs(node: Node, css: str) -> str | None:
    """Text of the first match of `css` with its paragraphs and line breaks kept; None without a match."""
    found: SelectorList[Selector] = node.css(css)
    if not found:
        return None
    text: str = html_text.selector_to_text(found[0], guess_layout=True)
    return text or None


def link(page: Any, css: str) -> str:  # noqa: ANN401  a page or a row: both know their address
    """Absolute address of the link that matches `css`; ValueError where there is none or they differ."""
    return str(page.urljoin(one(page, f"{css}::attr(href)")))


def maybe_link(page: Any, css: str) -> str | None:  # noqa: ANN401  as link
    """Absolute address of the first link that matches `css`, or None."""
    hrefs = page.css(css).xpath("@href").getall()
    return str(page.urljoin(hrefs[0].strip())) if hrefs and hrefs[0].strip() else None


def pairs(node: Node, rows: str, *, label: str, value: str) -> Mapping[str, Selector]:
    """Label -> value cell of a two-column panel; rows without a label are passed over.

    The first row of a label wins: sites repeat panels for small screens.
    """
    table: dict[str, Selector] = {}
    for row in node.css(rows):
        labels, values = row.css(label), row.css(value)
        if labels and values:
            table.setdefault(_text(labels[0]).rstrip(" :"), values[0])
    return table


def _text(found: Any) -> str:  # noqa: ANN401  a selector of parsel or of web-poet
    root = found.root
    text = root if isinstance(root, str) else "".join(root.itertext())
    return " ".join(text.split())
