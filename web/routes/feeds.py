"""Feeds of searches, for feed readers: no account, and the same parameters as the search page."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse, Response

from aggregator.services.searching import FoundListing
from web.asking import PLACE, Asked
from web.deps import Desk, TheDesk, TheReader
from web.feeds import Entry, Feed, answer, feed_xml, last_change
from web.reading import read
from web.routes.answers import failure
from web.views.reader import Reader

router = APIRouter(include_in_schema=False)

_ENTRIES = "50"
_NEWEST = "newest"


@router.get("/feeds/search.atom")
def show_search_feed(
    request: Request, asked: Annotated[Asked, Query()], desk: TheDesk, reader: TheReader
) -> Response:
    """Show the newest of a search as Atom; like alerts it takes listings with all words alone."""
    lasting = asked.replaced(sort=_NEWEST)
    reading = read(lasting, desk.known, limit=_ENTRIES, now=reader.now)
    if reading.query is None:
        return PlainTextResponse(f"{failure(reading.problems).model_dump_json()}\n", 422)
    page = desk.dalil.searching.search(replace(reading.query, strict=True, facets=False))
    base = _base(request, desk)
    feed = _feed(lasting, reader, base=base)
    entries = [_entry(one, reader, base) for one in page.found]
    changed = last_change(entry.listing for entry in entries)
    return answer(request, feed_xml(feed, entries), changed)


def _feed(asked: Asked, reader: Reader, *, base: str) -> Feed:
    words = reader.words
    pairs = [*asked.pairs("sort", *PLACE), *reader.links.hidden]
    name = asked.q or words("search.all")
    return Feed(
        key=f"search/{urlencode(pairs)}",
        authority=urlsplit(base).hostname or "localhost",
        title=words("feed.title", text=name),
        subtitle=words("brand.tagline"),
        author=words("brand.name"),
        language=words.language,
        address=f"{base}{reader.links.feed(asked)}",
        page=f"{base}{reader.links.search(asked)}",
    )


def _entry(found: FoundListing, reader: Reader, base: str) -> Entry:
    listing = found.listing
    return Entry(listing, reader.site(listing.site), f"{base}{reader.links.listing(listing.ref)}")


def _base(request: Request, desk: Desk) -> str:
    """Return the address that people reach us at; without a setting that which was asked."""
    public = desk.dalil.settings.public_url
    return str(public or request.base_url).rstrip("/")
