"""Writes Atom (RFC 4287): the newest of a search, with ids that stay, and nothing sent twice."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from urllib.parse import quote
from xml.etree import ElementTree as ET

from fastapi import Request
from fastapi.responses import Response

from aggregator.domain.listing import Listing
from web.links import outward, plain

MEDIA_TYPE = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"
ET.register_namespace("", _NAMESPACE)  # some readers know no prefixes
_SINCE = "2026"
"""The year in ids: when this site's feeds began. It never changes, or every reader shows all again."""

_NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)
_LONGEST_SUMMARY = 500
_CACHED_SECONDS = 300
PRIVATE = f"private, max-age={_CACHED_SECONDS}"
"""How long what only its owner knows may be kept, and by whom."""

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed without its entries; `authority` is the host in ids, `key` what stays of this feed.

    Addresses are absolute: `address` is the feed's own, `page` that of the same search for people.
    """

    key: str
    authority: str
    title: str
    subtitle: str
    author: str
    language: str
    address: str
    page: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A listing in a feed, and what its marketplace is called; `page` is our own page about it."""

    listing: Listing
    site: str
    page: str


def feed_xml(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return the document; the same entries give the same bytes."""
    known = list(entries)
    root = ET.Element(_name("feed"), {"xml:lang": feed.language})
    _text(root, "id", f"tag:{feed.authority},{_SINCE}:{quote(feed.key, safe='/:')}")
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", last_change(entry.listing for entry in known).isoformat())
    _author(root, feed.author)
    _link(root, "self", feed.address, media=MEDIA_TYPE)
    _link(root, "alternate", feed.page, media="text/html")
    root.extend(_entry(entry, feed.authority) for entry in known)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def last_change(listings: Iterable[Listing]) -> datetime:
    """Return when the newest of them came to us or was posted, whichever is later."""
    return max((moment for listing in listings for moment in _moments(listing)), default=_NOTHING_YET)


def answer(request: Request, body: bytes, changed: datetime) -> Response:
    """Answer with a feed, or with 304 to whoever has it already."""
    tag = f'W/"{blake2b(body, digest_size=16).hexdigest()}"'  # weak: it may go compressed or not
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": f"public, max-age={_CACHED_SECONDS}",
    }
    if _known(request, tag, changed):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


def _known(request: Request, tag: str, changed: datetime) -> bool:
    """Whether the reader has this state; a tag counts for more than a date (RFC 9110)."""
    if (tags := request.headers.get("if-none-match")) is not None:
        opaque = tag.removeprefix("W/")
        return any(one.strip().removeprefix("W/") in (opaque, "*") for one in tags.split(","))
    try:
        since = parsedate_to_datetime(request.headers["if-modified-since"])
    except (KeyError, ValueError):  # not asked, or nonsense: which is the same
        return False
    return since.utcoffset() is not None and changed.replace(microsecond=0) <= since


def _entry(entry: Entry, authority: str) -> ET.Element:
    listing = entry.listing
    element = ET.Element(_name("entry"))
    _text(element, "id", f"tag:{authority},{_SINCE}:{quote(listing.ref, safe=':')}")
    _text(element, "title", listing.title)
    _text(element, "published", (listing.posted_at or listing.first_seen_at).isoformat())
    _text(element, "updated", last_change([listing]).isoformat())
    _author(element, entry.site)
    if address := outward(listing.url):
        _link(element, "alternate", address, media="text/html")
    _link(element, "related", entry.page, media="text/html")
    if listing.specialty:
        ET.SubElement(element, _name("category"), {"term": listing.specialty})
    _text(element, "summary", _summary(listing))
    return element


def _summary(listing: Listing) -> str:
    text = " ".join(listing.description.split())
    return text if len(text) <= _LONGEST_SUMMARY else f"{text[: _LONGEST_SUMMARY - 1]}…"


def _moments(listing: Listing) -> Iterator[datetime]:
    yield listing.first_seen_at
    if listing.posted_at:
        yield listing.posted_at


def _author(parent: ET.Element, name: str) -> None:
    _text(ET.SubElement(parent, _name("author")), "name", name)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _name(name)).text = _NO_XML.sub("", plain(text))


def _link(parent: ET.Element, relation: str, address: str, *, media: str) -> None:
    ET.SubElement(parent, _name("link"), {"rel": relation, "href": _NO_XML.sub("", address), "type": media})


def _name(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"
